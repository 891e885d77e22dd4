"""Hard cases of the clock and of fees, each with its dates counted by hand on the notices of the year.

2024: off 09-16, 17 and 10-01 to 04, 07; working 09-14, 09-29, 10-12. 2025: off 10-01 to 08 and 04-04, 06-02; working
09-28, 10-11. 2026: off 02-16 to 23 and 04-06; working 02-14, 02-28.
"""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.law.fees import by_item, by_page
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy
from gongkai.law.workdays import default_calendar, read_year
from tests.law.case import clock, day, happened, submitted

RECEIVED = submitted("2024-09-10")  # due 2024-10-14
ASKED = happened("correction_asked", "2024-09-18", until="2024-09-30")
CONSULTED = happened("consultation_sent", "2024-09-12", party="third_party", id="1", received="2024-09-13")
DECIDED = happened("decided", "2024-10-09", outcome="granted", articles=["36(2)"])
WITHDRAWN = happened("withdrawn", "2024-09-20")


def refused(today, *events):
    with pytest.raises(Refused) as refusal:
        clock(today, *events)
    return str(refusal.value)


# A consultation that overlaps a correction


def test_a_consultation_that_outlasts_the_correction_leaves_out_only_what_follows_the_corrected_receipt():
    answered = happened("consultation_answered", "2024-10-10", id="1", consents=True)
    events = (RECEIVED, CONSULTED, ASKED)
    waiting = clock("2024-09-20", *events)
    assert (waiting.state, waiting.due) == ("awaiting_correction", None)
    corrected = (*events, happened("correction_received", "2024-09-25"))
    consulting = clock("2024-09-26", *corrected)
    assert (consulting.state, consulting.wait_until) == ("consulting", day("2024-10-11"))
    made = clock("2024-10-10", *corrected, answered)
    (left_out,) = made.excluded
    # 09-26、27、29、30，10-08、09、10
    assert (left_out.since, left_out.until, left_out.working_days) == (
        day("2024-09-26"),
        day("2024-10-10"),
        7,
    )
    assert made.due == day("2024-11-06")


def test_a_consultation_that_ended_before_the_correction_came_leaves_nothing_out_of_the_new_term():
    made = clock(
        "2024-09-25",
        RECEIVED,
        CONSULTED,
        ASKED,
        happened("consultation_answered", "2024-09-20", id="1", consents=True),
        happened("correction_received", "2024-09-25"),
    )
    assert (made.excluded, made.due) == ((), day("2024-10-28"))


# A correction on the last day


def test_a_correction_that_arrives_on_the_last_day_of_its_period_starts_the_term_anew():
    made = clock("2024-09-30", RECEIVED, ASKED, happened("correction_received", "2024-09-30"))
    assert (made.state, made.due) == ("running", day("2024-11-01"))


def test_on_the_last_day_of_the_period_the_correction_has_not_lapsed_on_the_next_day_it_has():
    assert "尚未届满" in refused("2024-09-30", RECEIVED, ASKED, happened("correction_lapsed", "2024-09-30"))
    assert clock("2024-10-01", RECEIVED, ASKED, happened("correction_lapsed", "2024-10-01")).state == "closed"


def test_a_correction_after_the_period_counts_unless_the_lapse_was_noted_first():
    late = happened("correction_received", "2024-10-08")
    assert clock("2024-10-08", RECEIVED, ASKED, late).due == day("2024-11-04")
    lapsed = happened("correction_lapsed", "2024-10-08")
    assert "已终止处理" in refused("2024-10-08", RECEIVED, ASKED, lapsed, late)


# Extension on and after the due date


def test_an_extension_on_the_due_date_holds_and_the_day_after_it_is_refused():
    extended = happened("extended", "2024-10-14", days=20, approved_by="李处")
    assert clock("2024-10-14", RECEIVED, extended).due == day("2024-11-11")
    sentence = refused("2024-10-15", RECEIVED, {**extended, "date": "2024-10-15"})
    assert "已于2024-10-14届满" in sentence and "条例第三十三条" in sentence


def test_after_a_consultation_the_extension_goes_by_the_moved_due_date():
    events = (
        submitted("2025-09-22"),  # plain due date 10-24
        happened("consultation_sent", "2025-09-25", party="third_party", id="1", received="2025-09-28"),
        happened("consultation_answered", "2025-10-15", id="1", consents=True),  # due 11-07
    )
    extended = happened("extended", "2025-11-07", days=20, approved_by="李处")
    assert clock("2025-11-07", *events, extended).due == day("2025-12-05")
    assert "已于2025-11-07届满" in refused("2025-11-10", *events, {**extended, "date": "2025-11-10"})


# Receipt on a make-up Saturday


def test_a_request_received_on_a_make_up_saturday_counts_from_the_next_working_day():
    made = clock("2024-09-14", submitted("2024-09-14"))
    assert [mark.date for mark in made.drawn() if mark.number == 1] == [day("2024-09-18")]
    assert made.due == day("2024-10-18")


def test_a_letter_signed_for_on_an_ordinary_saturday_counts_from_monday():
    made = clock(
        "2024-09-23", submitted("2024-09-19", "registered_mail"), happened("signed_for", "2024-09-21")
    )
    assert (made.received, made.due) == (day("2024-09-21"), day("2024-10-23"))


# Two consultations, one inside the other


def test_of_two_consultations_one_inside_the_other_the_days_are_left_out_once():
    made = clock(
        "2025-10-15",
        submitted("2025-09-22"),
        happened("consultation_sent", "2025-09-25", party="third_party", id="1", received="2025-09-28"),
        happened("consultation_sent", "2025-09-28", party="joint_author", id="2", received="2025-09-29"),
        happened("consultation_answered", "2025-10-10", id="2", consents=True),
        happened("consultation_answered", "2025-10-15", id="1", consents=False),
    )
    (left_out,) = made.excluded
    assert (left_out.working_days, made.due) == (10, day("2025-11-07"))
    assert left_out.why == "征求第三方意见；征求共同制作机关意见"


def test_a_third_party_that_answers_late_costs_the_term_and_not_a_day_more():
    made = clock(
        "2024-10-16",
        RECEIVED,
        CONSULTED,  # the party's 15 days end on 10-11
        happened("consultation_answered", "2024-10-16", id="1", consents=False),
    )
    assert (made.excluded[0].until, made.excluded[0].working_days) == (day("2024-10-11"), 16)
    assert made.due == day("2024-11-05")


def test_an_opinion_from_before_the_letter_arrived_is_refused_whichever_is_recorded_first():
    sent = happened("consultation_sent", "2024-09-12", party="third_party", id="1")
    answered = happened("consultation_answered", "2024-09-13", id="1", consents=True)
    arrived = happened("consultation_received", "2024-09-18", id="1")
    assert "晚于收到意见之日" in refused("2024-09-20", RECEIVED, sent, answered, arrived)
    told = {**sent, "received": "2024-09-18"}
    assert "早于对方收到征求意见书之日" in refused("2024-09-20", RECEIVED, told, answered)


# The fee


def test_a_fee_paid_on_the_20th_day_is_in_time_and_on_the_21st_it_is_not():
    events = (submitted("2026-02-02"), happened("fee_noticed", "2026-02-25", delivered="2026-02-25"))
    assert clock("2026-03-24", *events, happened("fee_paid", "2026-03-24")).due == day("2026-04-22")
    assert "缴费期限已于2026-03-24届满" in refused("2026-03-25", *events, happened("fee_paid", "2026-03-25"))
    assert "尚未届满" in refused("2026-03-24", *events, happened("fee_lapsed", "2026-03-24"))
    assert clock("2026-03-25", *events, happened("fee_lapsed", "2026-03-25")).state == "closed"


def test_the_hundred_requests_of_one_person_in_a_month_cost_what_the_ladder_says_each():
    ladder = [0] * 10 + [100] * 20
    for rate in (200, 300, 400, 500, 600, 700, 800):
        ladder += [rate] * 10
    assert [by_item(number) - by_item(number - 1) for number in range(1, 101)] == ladder


@pytest.mark.parametrize(
    ("requests", "yuan"),
    [
        (10, 0),
        (30, 2000),
        (40, 4000),
        (45, 5500),
        (50, 7000),
        (60, 11000),
        (70, 16000),
        (80, 22000),
        (90, 29000),
        (100, 37000),
    ],
)
def test_so_many_requests_of_one_person_in_one_month_cost_so_much_together(requests, yuan):
    assert by_item(requests) == Decimal(yuan)


def test_250_pages_cost_4700_yuan_and_a_request_of_30_pages_nothing():
    assert (by_page(250), by_page(30), by_page(31)) == (Decimal(4700), Decimal(0), Decimal(10))


# Cases that cross a change of the law


def test_a_request_received_on_the_last_day_of_the_old_regulation_is_answered_under_it():
    received = submitted("2019-05-14")
    made = clock("2019-06-03", received)
    assert (made.edition, made.due) == ("492", day("2019-06-04"))
    extended = happened("extended", "2019-06-04", days=15, approved_by="李处")
    assert clock("2019-06-04", received, extended).due == day("2019-06-26")  # 06-07端午放假
    corrected = (happened("correction_asked", "2019-05-20"), happened("correction_received", "2019-05-27"))
    assert clock("2019-05-27", received, *corrected).due == day("2019-06-04")
    assert "1至15个工作日" in refused("2019-06-04", received, {**extended, "days": 20})


def test_a_request_of_the_next_day_has_the_new_term_and_its_correction_starts_it_anew():
    received = submitted("2019-05-15")
    assert clock("2019-05-15", received).due == day("2019-06-13")
    corrected = (happened("correction_asked", "2019-05-20"), happened("correction_received", "2019-05-27"))
    assert clock("2019-05-27", received, *corrected).due == day("2019-06-25")


@pytest.mark.parametrize(
    ("decided_on", "first"), [("2023-12-29", False), ("2024-01-02", True), ("2024-01-09", True)]
)
def test_a_denial_on_either_side_of_new_year_2024_has_the_paragraph_of_its_own_day(decided_on, first):
    denied = happened("decided", decided_on, outcome="denied_state_secret", articles=["14", "36(3)"])
    made = clock("2024-01-09", submitted("2023-12-11"), denied)
    assert made.due == day("2024-01-09")
    text = remedy(["14", "36(3)"], day(decided_on)).text("某市人民政府", "某区人民法院")
    assert ("应当先申请行政复议" in text, "也可以自收到本答复之日起6个月内" in text) == (first, not first)


def test_a_case_that_crosses_june_2025_keeps_its_route_and_cites_the_interpretation_from_then_on():
    assert clock("2025-05-12", submitted("2025-05-12")).due == day("2025-06-10")  # 06-02放假
    before, after = remedy(["15"], date(2025, 5, 30)), remedy(["15"], date(2025, 6, 3))
    assert (before.route, after.route) == ("reconsideration_first", "reconsideration_first")
    assert ("法释〔2025〕8号" in before.article, "法释〔2025〕8号" in after.article) == (False, True)
    assert remedy(["36(4)"], date(2025, 6, 3)).route == "either"


def test_under_the_old_rules_a_registered_letter_sent_astray_counts_from_the_office_s_confirmation():
    astray = (submitted("2018-09-04", "registered_mail"), happened("confirmed", "2018-09-10"))
    made = clock("2018-09-10", *astray)
    assert (made.received, made.due) == (day("2018-09-10"), day("2018-09-30"))
    assert made.steps[1].text.startswith("误寄内设机构或者个人")
    signed = (submitted("2018-09-04", "registered_mail"), happened("signed_for", "2018-09-06"))
    assert clock("2018-09-10", *signed).received == day("2018-09-06")


def test_since_2019_a_registered_letter_counts_from_the_signature_wherever_it_was_sent():
    sentence = refused(
        "2024-09-12", submitted("2024-09-10", "registered_mail"), happened("confirmed", "2024-09-12")
    )
    assert "与渠道不符" in sentence


# Withdrawal


def test_a_withdrawn_request_is_closed_without_due_date_and_never_overdue():
    made = clock("2025-09-01", RECEIVED, WITHDRAWN)
    assert (made.state, made.due, made.overdue, made.on_time) == ("closed", None, False, None)
    assert made.next_step == "制发终止处理告知书"
    assert made.steps[-1].text == "申请人撤回申请，不再答复，期限不再计算。"


@pytest.mark.parametrize(
    "waits",
    [
        [happened("correction_asked", "2024-09-12")],
        [happened("fee_noticed", "2024-09-12")],
        [happened("consultation_sent", "2024-09-12", party="other_agency", id="1")],
        [happened("reasons_asked", "2024-09-12")],
    ],
)
def test_a_request_can_be_withdrawn_whatever_is_awaited(waits):
    made = clock("2024-12-02", RECEIVED, *waits, WITHDRAWN)
    assert (made.state, made.due) == ("closed", None)
    assert made.drawn()


def test_a_withdrawal_after_the_decision_is_refused():
    assert "晚于办结：该申请已于2024-10-09作出处理决定" in refused(
        "2024-10-10", RECEIVED, DECIDED, {**WITHDRAWN, "date": "2024-10-10"}
    )


def test_who_withdraws_an_application_that_nobody_confirmed_confirms_it_by_that():
    made = clock("2024-09-20", submitted("2024-09-10", "online"), WITHDRAWN)
    assert (made.state, made.received, made.due) == ("closed", day("2024-09-20"), None)
    assert "不能早于收到申请" in refused("2024-09-20", WITHDRAWN)


def test_nothing_but_its_own_outcome_and_the_notice_follows_a_withdrawal():
    assert "已终止处理" in refused(
        "2024-10-10", RECEIVED, WITHDRAWN, happened("extended", "2024-09-23", days=5)
    )
    assert "只能以“其他”办结" in refused("2024-10-10", RECEIVED, WITHDRAWN, DECIDED)
    told = happened("delivered", "2024-09-23", by="electronic")
    assert clock("2024-09-23", RECEIVED, WITHDRAWN, told).next_step == "整理归档"


def test_a_second_reasonable_delay_is_refused():
    events = (
        RECEIVED,
        happened("reasons_asked", "2024-09-12"),
        happened("reasons_received", "2024-09-20"),
        happened("delayed", "2024-10-10", until="2024-12-31"),
    )
    again = happened("delayed", "2024-12-30", until="2025-06-30")
    assert "不能再次延迟" in refused("2024-12-30", *events, again)


def test_under_the_old_regulation_a_correction_hinders_nothing_even_while_an_opinion_is_awaited():
    made = clock(
        "2018-09-14",
        submitted("2018-09-10"),
        happened("consultation_sent", "2018-09-11", party="third_party", id="1"),
        happened("correction_asked", "2018-09-12"),
        happened("extended", "2018-09-14", days=15, approved_by="李处"),
    )
    assert (made.state, made.extended, made.due) == ("awaiting_correction", True, None)


def test_a_record_that_a_later_holiday_notice_makes_late_stands_with_a_warning_and_a_new_one_is_refused():
    new_year = {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01"], "makeup": ["2027-01-09"]}
    calendar = default_calendar().with_year(read_year({"year": 2027, "holidays": [new_year]}))
    extended = happened("extended", "2027-01-19", days=5, approved_by="李处")
    events = (submitted("2026-12-21"), extended)
    assert clock("2027-01-19", *events).due == day("2027-01-26")  # on the estimate 01-19 is the due date
    made = clock("2027-01-19", *events, calendar=calendar, kept=2)
    assert made.due == day("2027-01-25")  # by the notice 01-18 was
    assert made.warnings[0].article == "条例第三十三条" and "仍然有效" in made.warnings[0].text
    with pytest.raises(Refused, match="已于2027-01-18届满"):
        clock("2027-01-19", *events, calendar=calendar, kept=1)
