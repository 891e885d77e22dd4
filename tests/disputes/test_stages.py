"""A dispute in stages: answer, result by its ending, appeal, performance, corrections, papers."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files import File

from gongkai.apps.disputes import actions, queries
from gongkai.apps.disputes.models import Dispute, Paper
from gongkai.apps.inforequests import actions as requests
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Fact, Selector
from tests.desks import desk_of

TODAY = date(2026, 11, 20)
COURT = "测试市中级人民法院"


@pytest.fixture
def denied(clerk) -> Request:
    """Received on 2026-03-02, denied on 2026-03-20 and delivered on the same day."""
    found = requests.register(
        clerk,
        today=TODAY,
        channel="in_person",
        submitted_on=date(2026, 3, 2),
        evidence="登记回执",
        applicant_type="natural_person",
        applicant_name="王小明",
        content="某行政处罚决定",
    )
    found = requests.decide(
        clerk, found, day=date(2026, 3, 20), outcome="denied_third_party", articles=["15"], today=TODAY
    )
    return requests.deliver(clerk, found, day=date(2026, 3, 20), by="in_person", today=TODAY)


@pytest.fixture
def case(clerk):
    """case(date(2026, 4, 1), …) → a reconsideration; with route= a suit."""

    def make(day: date, **given) -> Dispute:
        details = {"route": "reconsideration", "authority": "测试市人民政府", "today": TODAY}
        return actions.register_dispute(clerk, filed_on=day, **(details | given))

    return make


def said(agency, year: int) -> dict[tuple[str, str], int]:
    return {
        (fact.where["route"], fact.where["result"]): fact.amount for fact in queries.facts(agency.pk, year)
    }


def test_the_next_term_is_our_answer_until_it_is_given(case, clerk):
    dispute = case(
        date(2026, 3, 30), copy_received_on=date(2026, 4, 8), accepted_on=date(2026, 4, 3), procedure="simple"
    )
    assert dispute.next_due == date(2026, 4, 15)
    dispute = actions.answer(clerk, dispute, answered_on=date(2026, 4, 14), today=TODAY)
    assert dispute.next_due is None


def test_an_answer_before_the_copy_came_is_refused(case, clerk):
    with pytest.raises(Refused, match="收到副本"):
        actions.answer(clerk, case(date(2026, 3, 30)), answered_on=date(2026, 4, 14), today=TODAY)


def test_the_ending_gives_the_row_of_table_4(case, clerk, agency):
    dispute = case(date(2026, 4, 1))
    dispute = actions.resolve(
        clerk,
        dispute,
        ending="annulled",
        decided_on=date(2026, 5, 20),
        served_on=date(2026, 5, 22),
        today=TODAY,
    )
    assert (dispute.result, dispute.decided_on) == ("corrected", date(2026, 5, 20))
    assert said(agency, 2026) == {("reconsideration", "corrected"): 1}


def test_an_appeal_replaces_the_first_instance_from_the_day_it_was_filed(case, clerk, agency):
    suit = case(date(2024, 6, 3), route="litigation_direct", authority=COURT)
    suit = actions.resolve(clerk, suit, ending="claim_dismissed", decided_on=date(2024, 12, 20), today=TODAY)
    suit = actions.open_stage(
        clerk,
        suit,
        authority="测试省高级人民法院",
        filed_on=date(2025, 1, 3),
        case_number="（2025）行终1号",
        today=TODAY,
    )
    assert (suit.decided_on, suit.result, suit.case_number) == (None, "", "（2025）行终1号")
    assert said(agency, 2024) == {("litigation_direct", "upheld"): 1}  # as it stood on 31 December 2024
    assert said(agency, 2025) == {("litigation_direct", "pending"): 1}
    actions.resolve(clerk, suit, ending="quashed", decided_on=date(2026, 2, 2), today=TODAY)
    assert said(agency, 2025) == {("litigation_direct", "pending"): 1}
    assert said(agency, 2026) == {("litigation_direct", "corrected"): 1}


def test_a_dismissed_appeal_keeps_the_result_of_the_first_instance(case, clerk, agency):
    suit = case(date(2026, 1, 5), route="litigation_direct", authority=COURT)
    suit = actions.resolve(clerk, suit, ending="found_unlawful", decided_on=date(2026, 4, 1), today=TODAY)
    suit = actions.open_stage(clerk, suit, authority="高院", filed_on=date(2026, 4, 10), today=TODAY)
    suit = actions.resolve(clerk, suit, ending="appeal_dismissed", decided_on=date(2026, 8, 3), today=TODAY)
    assert suit.result == "corrected"
    assert said(agency, 2026) == {("litigation_direct", "corrected"): 1}


def test_a_suit_sent_back_is_pending_until_it_is_judged_again(case, clerk, agency):
    suit = case(date(2026, 1, 5), route="litigation_direct", authority=COURT)
    suit = actions.resolve(clerk, suit, ending="claim_dismissed", decided_on=date(2026, 4, 1), today=TODAY)
    suit = actions.open_stage(clerk, suit, authority="高院", filed_on=date(2026, 4, 10), today=TODAY)
    suit = actions.resolve(clerk, suit, ending="remitted", decided_on=date(2026, 8, 3), today=TODAY)
    assert (suit.decided_on, said(agency, 2026)) == (None, {("litigation_direct", "pending"): 1})
    suit = actions.open_stage(clerk, suit, authority=COURT, filed_on=date(2026, 9, 1), today=TODAY)
    assert [stage.kind for stage in suit.stages.all()] == [
        "first_instance",
        "second_instance",
        "first_instance",
    ]


def test_a_suit_after_reconsideration_is_a_case_of_its_own(case, clerk):
    dispute = case(date(2026, 4, 1))
    actions.resolve(clerk, dispute, ending="maintained", decided_on=date(2026, 5, 20), today=TODAY)
    with pytest.raises(Refused, match="复议后起诉"):
        actions.open_stage(clerk, dispute, authority=COURT, filed_on=date(2026, 6, 1), today=TODAY)


def test_a_corrected_reply_is_given_anew_with_one_action(case, clerk, denied, agency):
    dispute = case(date(2026, 4, 1), request=denied)
    actions.resolve(
        clerk,
        dispute,
        ending="annulled",
        decided_on=date(2026, 5, 20),
        served_on=date(2026, 5, 22),
        perform_by=date(2026, 6, 12),
        today=TODAY,
    )
    again = actions.rehandle(clerk, dispute, today=TODAY)
    assert (again.rehandles, again.due_cached) == (denied, date(2026, 6, 12))
    received = sum(fact.amount for fact in queries.facts(agency.pk, 2026))
    assert received == 1  # one dispute; and one request, see test_rehandling


def test_nothing_is_handled_anew_after_a_reply_that_was_upheld_or_before_the_ruling_came(case, clerk, denied):
    upheld = case(date(2026, 4, 1), request=denied)
    actions.resolve(clerk, upheld, ending="maintained", decided_on=date(2026, 5, 20), today=TODAY)
    with pytest.raises(Refused, match="被纠正"):
        actions.rehandle(clerk, upheld, today=TODAY)
    corrected = case(date(2026, 4, 2), request=denied)
    actions.resolve(clerk, corrected, ending="annulled", decided_on=date(2026, 5, 20), today=TODAY)
    with pytest.raises(Refused, match="收到决定或者裁判的日期"):
        actions.rehandle(clerk, corrected, today=TODAY)


def test_the_performance_term_runs_until_it_is_performed(case, clerk):
    dispute = case(date(2026, 4, 1))
    dispute = actions.resolve(
        clerk,
        dispute,
        ending="ordered_to_act",
        decided_on=date(2026, 11, 5),
        served_on=date(2026, 11, 9),
        perform_by=date(2026, 11, 30),
        today=TODAY,
    )
    assert dispute.next_due == date(2026, 11, 30)
    [row] = desk_of(queries, clerk, TODAY)
    assert (row.what, row.working_days_left) == ("履行决定或者裁判：测试市人民政府", 6)
    dispute = actions.perform(
        clerk, dispute, performed_on=date(2026, 11, 18), performance="已重新答复", today=TODAY
    )
    assert dispute.next_due is None and desk_of(queries, clerk, TODAY) == []


def test_a_wrong_result_is_mended_and_counts_as_mended(case, clerk, agency):
    dispute = case(date(2026, 4, 1))
    actions.resolve(clerk, dispute, ending="maintained", decided_on=date(2026, 5, 20), today=TODAY)
    with pytest.raises(Refused, match="结果已经登记"):
        actions.resolve(clerk, dispute, ending="annulled", decided_on=date(2026, 5, 20), today=TODAY)
    actions.change(clerk, dispute, ending="annulled", today=TODAY)
    assert said(agency, 2026) == {("reconsideration", "corrected"): 1}


def test_a_change_leaves_alone_what_it_does_not_name(case, clerk, denied):
    dispute = case(date(2026, 4, 1), request=denied, notes="同一申请人")
    dispute = actions.change(clerk, dispute, authority="测试省人民政府", today=TODAY)
    assert (dispute.request, dispute.notes, dispute.authority) == (denied, "同一申请人", "测试省人民政府")


def test_an_appeal_whose_day_is_mended_ends_the_first_instance_on_that_day(case, clerk, agency):
    suit = case(date(2024, 6, 3), route="litigation_direct", authority=COURT)
    suit = actions.resolve(clerk, suit, ending="claim_dismissed", decided_on=date(2024, 12, 20), today=TODAY)
    suit = actions.open_stage(clerk, suit, authority="高院", filed_on=date(2025, 1, 3), today=TODAY)
    with pytest.raises(Refused, match="前一审级"):
        actions.change(clerk, suit, filed_on=date(2024, 12, 19), today=TODAY)
    actions.change(clerk, suit, filed_on=date(2024, 12, 30), today=TODAY)
    assert said(agency, 2024) == {("litigation_direct", "pending"): 1}


def test_a_voided_case_leaves_lists_desk_and_report_but_not_the_database(case, clerk, agency):
    dispute = case(date(2026, 4, 1))
    with pytest.raises(Refused) as why:
        actions.void(clerk, dispute, reason=" ", today=TODAY)
    assert why.value.field == "reason"
    actions.void(clerk, dispute, reason="重复登记", today=TODAY)
    assert said(agency, 2026) == {} and not queries.listing(agency.pk).exists()
    assert desk_of(queries, clerk, TODAY) == [] and Dispute.objects.count() == 1
    with pytest.raises(Refused, match="已于2026-11-20作废"):
        actions.resolve(clerk, dispute, ending="maintained", decided_on=date(2026, 5, 20), today=TODAY)


def test_the_other_side_s_term_is_counted_from_the_delivery_of_the_reply(case, denied):
    assert queries.filing_term(case(date(2026, 6, 1), request=denied)).due == date(2026, 5, 19)


def test_the_records_behind_a_pending_suit_name_its_last_instance(case, clerk, agency):
    suit = case(date(2026, 1, 5), route="litigation_direct", authority=COURT, case_number="一审号")
    suit = actions.resolve(clerk, suit, ending="claim_dismissed", decided_on=date(2026, 4, 1), today=TODAY)
    actions.open_stage(
        clerk, suit, authority="高院", filed_on=date(2026, 4, 10), case_number="二审号", today=TODAY
    )
    selector = Selector("dispute", {"result": frozenset(["pending"])})
    assert [one.title for one in queries.fact_records(agency.pk, 2026, selector)] == ["二审号"]
    assert list(queries.facts(agency.pk, 2026)) == [
        Fact("dispute", {"route": "litigation_direct", "result": "pending"}, 1)
    ]


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_a_paper_is_sealed_on_the_disk_and_opens_again(case, clerk, client_of, tmp_path):
    dispute = case(date(2026, 4, 1))
    paper = actions.add_paper(clerk, dispute, File(io.BytesIO(PDF), "../决定书.pdf"), kind="decision")
    assert paper.name == "决定书.pdf"
    stored = [file.read_bytes() for file in (tmp_path / "sealed").rglob("*") if file.is_file()]
    assert len(stored) == 1 and b"%PDF" not in stored[0]
    answer = client_of(clerk).get(f"/office/disputes/{dispute.pk}/papers/{paper.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]


def test_a_paper_is_refused_when_it_is_not_what_it_says(case, clerk):
    with pytest.raises(Refused, match="与后缀不符"):
        actions.add_paper(
            clerk, case(date(2026, 4, 1)), File(io.BytesIO(b"MZ"), "决定书.pdf"), kind="decision"
        )
    assert not Paper.objects.exists()


def test_papers_stay_within_the_agency(case, clerk, client_of, make_post, other_agency):
    dispute = case(date(2026, 4, 1))
    paper = actions.add_paper(clerk, dispute, File(io.BytesIO(PDF), "a.pdf"), kind="other")
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert client_of(stranger).get(f"/office/disputes/{dispute.pk}/papers/{paper.pk}/").status_code == 404
    with pytest.raises(Refused, match="其他机关"):
        actions.open_paper(stranger, paper)
    actions.remove_paper(clerk, paper)
    assert client_of(clerk).get(f"/office/disputes/{dispute.pk}/papers/{paper.pk}/").status_code == 404
