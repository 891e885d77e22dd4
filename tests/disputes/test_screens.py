"""The pages of disputes and complaints."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.disputes import actions
from gongkai.apps.disputes.models import Complaint, Dispute

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_20_november_2026(monkeypatch):
    monkeypatch.setattr("gongkai.apps.disputes.views.today", lambda: TODAY)


@pytest.fixture
def dispute(clerk) -> Dispute:
    return actions.register_dispute(
        clerk,
        today=TODAY,
        route="reconsideration",
        authority="测试市人民政府",
        filed_on=date(2026, 3, 2),
        case_number="测府行复〔2026〕3号",
    )


@pytest.fixture
def client(clerk, client_of):
    return client_of(clerk)


def test_a_dispute_is_registered_and_resolved_through_the_pages(client):
    client.post(
        "/office/disputes/new/",
        {"route": "reconsideration", "authority": "测试市人民政府", "filed_on": "2026-03-02"},
    )
    found = Dispute.objects.get()
    answer = client.post(
        f"/office/disputes/{found.pk}/",
        {"version": 1, "decided_on": "2026-04-01", "result": "upheld"},
        follow=True,
    )
    assert "结果维持" in answer.content.decode()


def test_a_refused_result_comes_back_with_what_was_typed(client, dispute):
    answer = client.post(
        f"/office/disputes/{dispute.pk}/",
        {"version": 1, "decided_on": "2026-03-01", "result": "upheld", "notes": "原答复事实清楚"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "审结日期早于提起或者受理日期（2026-03-02），请核对" in shown and "原答复事实清楚" in shown


def test_a_complaint_is_registered_through_the_page(client):
    answer = client.post(
        "/office/disputes/complaints/new/",
        {"received_on": "2026-11-20", "content": "未按期公开年度报告"},
        follow=True,
    )
    assert "未按期公开年度报告" in answer.content.decode()
    assert Complaint.objects.count() == 1


def test_another_agency_s_dispute_is_not_found(client_of, make_post, other_agency, dispute):
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    assert stranger.get(f"/office/disputes/{dispute.pk}/").status_code == 404
    assert "测府行复" not in stranger.get("/office/disputes/").content.decode()


def test_a_reader_sees_the_case_without_the_form(client_of, make_post, dispute):
    reader = client_of(make_post("contributor"))
    shown = reader.get(f"/office/disputes/{dispute.pk}/").content.decode()
    assert "测府行复〔2026〕3号" in shown and "登记结果" not in shown
    assert reader.get("/office/disputes/new/").status_code == 403


def test_200_disputes_are_listed_with_at_most_12_queries(client, clerk, django_assert_max_num_queries):
    for n in range(200):
        actions.register_dispute(
            clerk,
            today=TODAY,
            route="reconsideration",
            authority="测试市人民政府",
            filed_on=date(2026, 3, 2),
            case_number=f"测府行复〔2026〕{n + 1}号",
        )
    with django_assert_max_num_queries(12):
        assert "200件" in client.get("/office/disputes/").content.decode()
