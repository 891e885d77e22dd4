"""The pages of disputes and complaints."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.disputes import actions
from gongkai.apps.disputes.models import Complaint, Dispute
from gongkai.apps.inforequests import actions as inforequests

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_20_november_2026(monkeypatch):
    for page in ("lists", "case", "complaints"):
        monkeypatch.setattr(f"gongkai.apps.disputes.views.{page}.today", lambda: TODAY)


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
        f"/office/disputes/{found.pk}/do/resolve/",
        {"version": 1, "decided_on": "2026-04-01", "ending": "maintained"},
        follow=True,
    )
    assert "结果维持" in answer.content.decode()
    found.refresh_from_db()
    assert (found.result, found.decided_on) == ("upheld", date(2026, 4, 1))


def test_a_refused_result_comes_back_with_what_was_typed(client, dispute):
    answer = client.post(
        f"/office/disputes/{dispute.pk}/do/resolve/",
        {"version": 1, "decided_on": "2026-03-01", "ending": "maintained", "summary": "原答复事实清楚"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "审结日期（2026-03-01）不能早于2026-03-02，请核对" in shown and "原答复事实清楚" in shown


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
    assert "测府行复〔2026〕3号" in shown and "由政务公开经办办理" in shown
    assert reader.get(f"/office/disputes/{dispute.pk}/do/resolve/").status_code == 403
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


def test_the_list_finds_a_dispute_by_its_own_number_and_by_that_of_the_request(client, clerk, dispute):
    asked = inforequests.register(
        clerk,
        today=TODAY,
        channel="in_person",
        submitted_on=TODAY,
        applicant_type="natural_person",
        applicant_name="王小明",
        content="煤矿验收意见",
    )
    Dispute.objects.update(request=asked)
    for word, total in (
        (asked.label, "1件"),
        ("〔2026〕3号", "1件"),
        ("申〔2025〕1号", "0件"),
        ("无此号", "0件"),
    ):
        assert total in client.get("/office/disputes/", {"q": word}).content.decode(), word
    shown = client.get(f"/office/requests/{asked.pk}/").content.decode()
    assert "本件的复议诉讼" not in shown  # nothing is decided yet


def test_the_page_says_by_when_the_answer_is_due_and_takes_it(client, dispute):
    here = f"/office/disputes/{dispute.pk}/"
    client.post(
        f"{here}do/change/",
        {
            "version": 1,
            "authority": "测试市人民政府",
            "case_number": "测府行复〔2026〕3号",
            "procedure": "simple",
            "filed_on": "2026-11-12",
            "accepted_on": "2026-11-16",
            "copy_received_on": "2026-11-18",
        },
    )
    shown = client.get(here).content.decode()
    assert "还剩3个工作日：提交答复书、证据和依据" in shown and "2026-11-25" in shown
    client.post(f"{here}do/answer/", {"version": 2, "answered_on": "2026-11-20"})
    assert "等待审理结果" in client.get(here).content.decode()


def test_a_refused_change_comes_back_at_its_field(client, dispute):
    answer = client.post(
        f"/office/disputes/{dispute.pk}/do/change/",
        {
            "version": 1,
            "authority": "测试市人民政府",
            "procedure": "ordinary",
            "filed_on": "2026-03-02",
            "copy_received_on": "2026-03-01",
        },
    )
    assert (
        answer.status_code == 422
        and "收到副本日期（2026-03-01）不能早于2026-03-02" in answer.content.decode()
    )


def test_a_request_is_named_by_its_number(client):
    told = {"route": "reconsideration", "authority": "测试市人民政府", "filed_on": "2026-03-02"}
    answer = client.post("/office/disputes/new/", told | {"request": "申〔2026〕9号"})
    assert answer.status_code == 422 and "没有这个登记号的申请" in answer.content.decode()


def test_a_complaint_is_handled_mended_and_voided_through_its_page(client):
    told = {"received_on": "2026-11-18", "content": "未按期公开年度报告", "source": "来访"}
    client.post("/office/disputes/complaints/new/", told)
    here = f"/office/disputes/complaints/{Complaint.objects.get().pk}/"
    assert "2027-01-18" in client.get(here).content.decode()
    client.post(here, {"version": 1, "handled_on": "2026-11-20", "result": "founded", "answer": "已公开"})
    assert "属实，已纠正" in client.get(here).content.decode()
    client.post(f"{here}edit/", told | {"version": 2, "content": "未公开年度报告"})
    assert "未公开年度报告" in client.get(here).content.decode()
    client.post(f"{here}void/", {"version": 3, "reason": "重复登记"})
    assert "重复登记" in client.get(here).content.decode()
    assert "没有举报投诉" in client.get("/office/disputes/complaints/").content.decode()


def test_the_list_of_disputes_is_read_in_a_dozen_queries_however_long(
    client, clerk, django_assert_max_num_queries
):
    for n in range(60):
        actions.register_dispute(
            clerk,
            today=TODAY,
            route="reconsideration",
            authority="测试市人民政府",
            filed_on=date(2026, 3, 2),
            case_number=f"测府行复〔2026〕{n}号",
        )
    with django_assert_max_num_queries(12):
        assert "60件" in client.get("/office/disputes/").content.decode()
    with django_assert_max_num_queries(12):
        client.get("/office/disputes/?export=xlsx")
