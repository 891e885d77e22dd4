"""Terms and results of reconsideration and litigation, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law import disputes
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar

CALENDAR = default_calendar()


def due(stage: str, name: str, days: dict[str, date], **how) -> date:
    return next(term.due for term in disputes.terms(stage, days, CALENDAR, **how) if term.name == name)


def test_the_answer_in_a_simple_reconsideration_is_due_in_five_working_days():
    days = {"filed_on": date(2026, 2, 25), "copy_received_on": date(2026, 3, 6)}
    assert due("reconsideration", "answer", days, procedure="simple") == date(2026, 3, 13)


def test_the_answer_in_an_ordinary_reconsideration_is_due_in_ten_working_days_over_the_october_holidays():
    days = {"filed_on": date(2026, 9, 20), "copy_received_on": date(2026, 9, 24)}
    assert due("reconsideration", "answer", days, procedure="simple") == date(2026, 10, 9)
    assert due("reconsideration", "answer", days) == date(2026, 10, 15)


def test_under_the_law_of_1999_the_answer_is_due_in_ten_natural_days():
    days = {"filed_on": date(2023, 12, 20), "copy_received_on": date(2023, 12, 22)}
    assert due("reconsideration", "answer", days) == date(2024, 1, 2)


def test_the_reconsideration_is_decided_in_sixty_days_thirty_in_the_simple_procedure_and_may_be_extended():
    days = {"filed_on": date(2026, 2, 26), "accepted_on": date(2026, 3, 2)}
    assert due("reconsideration", "decide", days) == date(2026, 5, 6)  # 60 days end on Labour Day
    assert due("reconsideration", "decide", days, extension=30) == date(2026, 6, 1)  # 90 days end on a Sunday
    assert due("reconsideration", "decide", days, procedure="simple") == date(2026, 4, 1)
    assert due("reconsideration", "decide", days, procedure="simple", extension=30) == date(2026, 4, 1)
    assert disputes.longest_extension(date(2026, 2, 26)) == 30
    assert disputes.longest_extension(date(2026, 2, 26), "simple") == 0


def test_the_defence_in_court_is_due_in_fifteen_days_moved_on_over_a_holiday():
    days = {"filed_on": date(2026, 9, 1), "copy_received_on": date(2026, 9, 18)}
    assert due("first_instance", "answer", days) == date(2026, 10, 8)


def test_a_first_instance_takes_six_months_and_a_make_up_saturday_counts_as_a_working_day():
    days = {"filed_on": date(2025, 8, 20), "accepted_on": date(2025, 8, 31)}
    assert due("first_instance", "decide", days) == date(2026, 2, 28)
    assert due("first_instance", "decide", days, procedure="simple") == date(2025, 10, 15)


def test_a_judgment_can_be_appealed_within_fifteen_days_of_service_and_the_appeal_takes_three_months():
    served = {"filed_on": date(2026, 1, 5), "served_on": date(2026, 6, 10)}
    assert due("first_instance", "appeal", served) == date(2026, 6, 25)
    appeal = {"filed_on": date(2026, 6, 20), "accepted_on": date(2026, 7, 1)}
    assert due("second_instance", "decide", appeal) == date(2026, 10, 8)


def test_terms_whose_first_day_is_not_known_are_left_out():
    assert disputes.terms("reconsideration", {"filed_on": None}, CALENDAR) == []
    [only] = disputes.terms(
        "first_instance",
        {"filed_on": date(2026, 1, 5), "accepted_on": None, "copy_received_on": date(2026, 1, 9)},
        CALENDAR,
    )
    assert (only.name, only.words, only.article) == ("answer", "15日", "行政诉讼法第六十七条")


@pytest.mark.parametrize(
    ("route", "known", "told", "last"),
    [
        ("reconsideration", date(2026, 3, 2), True, date(2026, 5, 6)),
        ("reconsideration", date(2026, 3, 2), False, date(2027, 3, 2)),
        ("litigation_direct", date(2026, 3, 2), True, date(2026, 9, 2)),
        ("litigation_after_reconsideration", date(2026, 9, 18), True, date(2026, 10, 8)),
        ("litigation_direct", date(2014, 5, 4), True, date(2014, 8, 4)),
    ],
)
def test_the_other_side_has_sixty_days_six_months_fifteen_days_or_a_year(route, known, told, last):
    assert disputes.filing_term(route, known, CALENDAR, told=told).due == last


def test_before_2024_the_law_set_no_longest_period_for_one_who_was_not_told():
    assert disputes.filing_term("reconsideration", date(2023, 3, 2), CALENDAR, told=False) is None


@pytest.mark.parametrize(
    ("stage", "code", "row"),
    [
        ("reconsideration", "maintained", "upheld"),
        ("reconsideration", "annulled", "corrected"),
        ("reconsideration", "ordered_to_act", "corrected"),
        ("reconsideration", "mediated", "other"),
        ("reconsideration", "terminated", "other"),
        ("first_instance", "claim_dismissed", "upheld"),
        ("first_instance", "found_unlawful", "corrected"),
        ("first_instance", "suit_withdrawn", "other"),
        ("second_instance", "quashed", "corrected"),
        ("second_instance", "remitted", ""),
    ],
)
def test_each_ending_is_one_row_of_table_4(stage, code, row):
    assert disputes.row_of(stage, code, date(2026, 5, 6)) == row


def test_a_rejected_request_counts_as_other_unless_the_place_counts_it_as_upheld():
    day = date(2026, 5, 6)
    assert disputes.row_of("reconsideration", "request_rejected", day) == "other"
    assert disputes.row_of("reconsideration", "request_rejected", day, rejection_upholds=True) == "upheld"


def test_a_dismissed_appeal_leaves_the_row_of_the_first_instance():
    assert (
        disputes.row_of("second_instance", "appeal_dismissed", date(2026, 5, 6), first="corrected")
        == "corrected"
    )


def test_an_ending_of_another_stage_is_refused():
    with pytest.raises(Refused) as refused:
        disputes.ending("first_instance", "maintained")
    assert refused.value.field == "ending"


def test_articles_are_shown_only_for_cases_under_the_law_in_force():
    assert disputes.ending("reconsideration", "maintained").article == "行政复议法第六十八条"
    assert disputes.ending("reconsideration", "maintained", date(2023, 5, 1)).article == ""


def test_a_complaint_should_be_handled_within_sixty_days():
    assert disputes.complaint_due(date(2026, 3, 2), CALENDAR) == date(2026, 5, 6)
