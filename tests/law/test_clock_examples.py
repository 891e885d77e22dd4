"""The worked examples of the specification of the clock, with their literal dates."""

from tests.law.case import clock, day, happened, submitted

CONSULTED = (
    submitted("2025-09-22"),
    happened("consultation_sent", "2025-09-25", party="third_party", id="1", received="2025-09-28"),
)


def test_example_1_in_person_across_mid_autumn_and_national_day():
    made = clock("2024-09-10", submitted("2024-09-10"))
    assert (made.received, made.due, made.edition) == (day("2024-09-10"), day("2024-10-14"), "711")
    assert made.what_if(20) == day("2024-11-11")


def test_example_1_extended_by_20_working_days():
    extended = happened("extended", "2024-10-11", days=20, approved_by="工作机构负责人")
    made = clock("2024-10-11", submitted("2024-09-10"), extended)
    assert made.due == day("2024-11-11")
    assert made.extended and not made.warnings


def test_example_2_online_confirmed_the_same_day_without_correction():
    made = clock("2025-01-13", submitted("2025-01-13", "online"), happened("confirmed", "2025-01-13"))
    assert made.due == day("2025-02-14")
    assert made.next_step == "判断是否需要补正（7个工作日内，01-22前）"


def test_example_2_a_received_correction_starts_the_term_anew():
    events = (
        submitted("2025-01-13", "online"),
        happened("confirmed", "2025-01-13"),
        happened("correction_asked", "2025-01-22"),
    )
    waiting = clock("2025-01-23", *events)
    assert (waiting.state, waiting.due, waiting.warnings) == ("awaiting_correction", None, ())
    made = clock("2025-02-07", *events, happened("correction_received", "2025-02-07"))
    assert made.due == day("2025-03-06")
    assert (made.received, made.counted_from) == (day("2025-01-13"), day("2025-02-07"))


def test_example_3_asking_a_third_party_leaves_10_working_days_out():
    made = clock(
        "2025-11-04", *CONSULTED, happened("consultation_answered", "2025-10-15", id="1", consents=False)
    )
    assert made.due == day("2025-11-07")
    assert made.working_days_left == 3
    (left_out,) = made.excluded
    assert (left_out.since, left_out.until, left_out.working_days) == (
        day("2025-09-26"),
        day("2025-10-15"),
        10,
    )
    assert left_out.article == "条例第三十二条"


def test_example_3_while_the_opinion_is_awaited_its_term_ends_after_15_working_days():
    made = clock("2025-10-09", *CONSULTED)
    assert (made.state, made.wait_until) == ("consulting", day("2025-10-24"))
    assert made.next_step == "等待意见：征求第三方意见（10-24期满）"


def test_example_4_a_paid_fee_starts_the_term_anew():
    events = (submitted("2026-02-02"), happened("fee_noticed", "2026-02-25", delivered="2026-02-25"))
    assert clock("2026-02-02", submitted("2026-02-02")).due == day("2026-03-06")
    waiting = clock("2026-02-26", *events)
    assert (waiting.state, waiting.due, waiting.wait_until) == ("awaiting_payment", None, day("2026-03-24"))
    assert clock("2026-03-10", *events, happened("fee_paid", "2026-03-10")).due == day("2026-04-08")


def test_example_5_the_old_edition_counts_15_working_days_and_15_more():
    made = clock("2018-09-10", submitted("2018-09-10"))
    assert (made.edition, made.due) == ("492", day("2018-09-30"))
    extended = happened("extended", "2018-09-30", days=15, approved_by="负责人")
    assert clock("2018-09-30", submitted("2018-09-10"), extended).due == day("2018-10-26")


def test_example_6_a_request_received_in_december_is_due_in_january():
    made = clock("2025-12-31", submitted("2025-12-15"))
    assert (made.due, made.state, made.provisional) == (day("2026-01-13"), "running", False)


def test_example_7_a_letter_signed_for_on_a_saturday_counts_from_the_make_up_sunday():
    made = clock(
        "2025-09-28", submitted("2025-09-25", "registered_mail"), happened("signed_for", "2025-09-27")
    )
    assert (made.received, made.due) == (day("2025-09-27"), day("2025-10-30"))
