"""Disputes and complaints: refusals, and how a case counts in table 4."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.disputes import actions, queries
from gongkai.apps.disputes.models import Complaint, Dispute
from gongkai.apps.inforequests import actions as requests
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Fact, Selector
from tests.desks import desk_of

TODAY = date(2026, 11, 22)


@pytest.fixture
def file(clerk):
    """file(date(2025, 3, 3)) → a reconsideration filed on that day."""

    def make(day: date, **given) -> Dispute:
        details = {"route": "reconsideration", "authority": "测试市人民政府", "today": TODAY}
        return actions.register_dispute(given.pop("actor", clerk), filed_on=day, **(details | given))

    return make


@pytest.fixture
def request_of_march(clerk):
    """Received on 2026-03-02, not decided; due 2026-03-30."""
    return requests.register(
        clerk,
        today=TODAY,
        channel="in_person",
        submitted_on=date(2026, 3, 2),
        evidence="登记回执",
        applicant_type="natural_person",
        applicant_name="王小明",
        content="某行政处罚决定",
    )


@pytest.mark.parametrize(
    ("day", "given", "field"),
    [
        (date(2026, 11, 23), {}, "filed_on"),
        (date(2026, 3, 2), {"route": "petition"}, "route"),
        (date(2026, 3, 2), {"authority": " "}, "authority"),
        (date(2026, 3, 2), {"accepted_on": date(2026, 3, 1)}, "accepted_on"),
        (date(2026, 3, 2), {"accepted_on": date(2026, 11, 23)}, "accepted_on"),
    ],
)
def test_a_dispute_is_refused_at_the_field_that_is_wrong(file, day, given, field):
    with pytest.raises(Refused) as refused:
        file(day, **given)
    assert refused.value.field == field
    assert not Dispute.objects.exists()


def test_a_dispute_filed_before_the_decision_on_its_request_is_refused(file, clerk, request_of_march):
    requests.decide(
        clerk, request_of_march, day=date(2026, 3, 20), outcome="granted", articles=["36(2)"], today=TODAY
    )
    request_of_march.refresh_from_db()
    with pytest.raises(Refused, match="早于申〔2026〕1号的处理决定"):
        file(date(2026, 3, 19), request=request_of_march)
    assert file(date(2026, 3, 20), request=request_of_march).request == request_of_march


def test_silence_can_be_attacked_only_after_the_due_date(file, request_of_march):
    assert request_of_march.due_cached == date(2026, 3, 30)
    with pytest.raises(Refused, match="答复期限也未届满"):
        file(date(2026, 3, 30), request=request_of_march)
    assert file(date(2026, 3, 31), request=request_of_march).pk


def test_a_case_number_is_registered_once(file):
    file(date(2026, 3, 2), case_number="测府行复〔2026〕3号")
    with pytest.raises(Refused, match="已登记过"):
        file(date(2026, 4, 2), case_number="测府行复〔2026〕3号")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"result": "pending"}, "result"),
        ({"decided_on": date(2026, 3, 1)}, "decided_on"),
        ({"decided_on": date(2026, 11, 23)}, "decided_on"),
    ],
)
def test_a_result_is_refused_when_it_is_none_or_before_the_filing_or_in_the_future(file, clerk, given, field):
    dispute = file(date(2026, 3, 2))
    with pytest.raises(Refused) as refused:
        actions.resolve(
            clerk, dispute, **{"decided_on": date(2026, 4, 1), "result": "upheld", "today": TODAY, **given}
        )
    assert refused.value.field == field
    dispute.refresh_from_db()
    assert (dispute.decided_on, dispute.result) == (None, "")


def test_two_clerks_who_enter_the_same_result_do_not_overwrite_each_other(file, clerk, make_post):
    dispute = file(date(2026, 3, 2))
    told = {"seen": dispute.version, "decided_on": date(2026, 4, 1), "today": TODAY}
    actions.resolve(clerk, dispute, result="upheld", **told)
    with pytest.raises(Refused, match="陈雨"):
        actions.resolve(make_post("clerk", name="周明"), dispute, result="corrected", **told)


def test_a_case_counts_once_a_year_with_its_state_on_31_december(file, clerk, agency):
    carried = file(date(2024, 11, 5))
    actions.resolve(clerk, carried, decided_on=date(2025, 1, 10), result="corrected", today=TODAY)
    file(date(2025, 12, 20))
    quick = file(date(2025, 5, 6), route="litigation_direct", authority="测试市中级人民法院")
    actions.resolve(clerk, quick, decided_on=date(2025, 9, 1), result="upheld", today=TODAY)

    def dispute(route: str, result: str) -> Fact:
        return Fact("dispute", {"route": route, "result": result}, 1)

    assert list(queries.facts(agency.pk, 2023)) == []
    assert list(queries.facts(agency.pk, 2024)) == [dispute("reconsideration", "pending")]
    assert sorted(queries.facts(agency.pk, 2025), key=repr) == [
        dispute("litigation_direct", "upheld"),
        dispute("reconsideration", "corrected"),
        dispute("reconsideration", "pending"),
    ]
    assert list(queries.facts(agency.pk, 2026)) == [dispute("reconsideration", "pending")]


def test_two_reconsiderations_upheld_in_2017_are_one_fact_of_two(file, clerk, agency):
    for day in (date(2017, 3, 6), date(2017, 6, 5)):
        actions.resolve(clerk, file(day), decided_on=date(2017, 8, 1), result="upheld", today=TODAY)
    assert list(queries.facts(agency.pk, 2017)) == [
        Fact("dispute", {"route": "reconsideration", "result": "upheld"}, 2)
    ]


def test_the_records_behind_a_figure_are_the_cases_in_that_state(file, clerk, agency):
    first = file(date(2025, 3, 3), case_number="测府行复〔2025〕1号")
    file(date(2025, 6, 3), case_number="测府行复〔2025〕2号")
    actions.resolve(clerk, first, decided_on=date(2026, 2, 2), result="other", today=TODAY)
    pending = Selector("dispute", {"result": frozenset(["pending"])})
    assert [record.title for record in queries.fact_records(agency.pk, 2025, pending)] == [
        "测府行复〔2025〕1号",
        "测府行复〔2025〕2号",
    ]
    other = Selector("dispute", {"route": frozenset(["reconsideration"]), "result": frozenset(["other"])})
    assert [record.title for record in queries.fact_records(agency.pk, 2026, other)] == [
        "测府行复〔2025〕1号"
    ]


def test_complaints_count_in_the_year_in_which_they_came(clerk, agency):
    complaint = actions.register_complaint(
        clerk, today=TODAY, received_on=date(2018, 5, 3), content="未按期公开年度报告"
    )
    assert list(queries.facts(agency.pk, 2018)) == [Fact("complaint", {}, 1)]
    [record] = queries.fact_records(agency.pk, 2018, Selector("complaint"))
    assert (record.ref, record.day) == (f"disputes.complaint:{complaint.pk}", "2018-05-03")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"content": " "}, "content"),
        ({"received_on": date(2026, 11, 23)}, "received_on"),
        ({"handled_on": date(2026, 3, 1)}, "handled_on"),
    ],
)
def test_a_complaint_is_refused_at_the_field_that_is_wrong(clerk, given, field):
    told = {"today": TODAY, "received_on": date(2026, 3, 2), "content": "未按期公开年度报告"}
    with pytest.raises(Refused) as refused:
        actions.register_complaint(clerk, **(told | given))
    assert refused.value.field == field
    assert not Complaint.objects.exists()


def test_only_those_who_handle_disputes_register_and_resolve(file, make_post, other_agency):
    with pytest.raises(Refused):
        file(date(2026, 3, 2), actor=make_post("contributor"))
    dispute = file(date(2026, 3, 2))
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="其他机关"):
        actions.resolve(stranger, dispute, decided_on=date(2026, 4, 1), result="upheld", today=TODAY)


def test_a_dispute_about_another_agency_s_request_is_refused(file, make_post, other_agency, request_of_march):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="其他机关"):
        file(date(2026, 4, 10), actor=stranger, request=request_of_march)


def test_registering_and_resolving_stand_in_the_log(file, clerk):
    actions.resolve(clerk, file(date(2026, 3, 2)), decided_on=date(2026, 4, 1), result="upheld", today=TODAY)
    events = list(Entry.objects.order_by("seq").values_list("event", flat=True))
    assert events[-2:] == ["dispute.registered", "dispute.resolved"]


def test_the_desk_lists_pending_cases_for_those_who_handle_them(file, clerk, make_post):
    file(date(2026, 3, 2), case_number="测府行复〔2026〕3号")
    [row] = desk_of(queries, clerk, TODAY)
    assert (row.what, row.due) == ("跟进行政复议：测府行复〔2026〕3号", None)
    assert desk_of(queries, make_post("contributor"), TODAY) == []
