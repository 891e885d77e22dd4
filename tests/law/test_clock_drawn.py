"""The clock drawn as a calendar: what each day is."""

from tests.law.case import clock, day, happened, submitted

EVENTS = (
    submitted("2025-09-22"),
    happened("consultation_sent", "2025-09-25", party="third_party", id="1", received="2025-09-28"),
    happened("consultation_answered", "2025-10-15", id="1", consents=False),
)


def marks(made):
    return {mark.date: mark for mark in made.drawn()}


def test_it_runs_from_the_monday_of_receipt_to_the_sunday_of_the_due_date():
    drawn = clock("2025-11-04", *EVENTS).drawn()
    assert (drawn[0].date, drawn[-1].date, len(drawn)) == (day("2025-09-22"), day("2025-11-09"), 49)


def test_every_day_says_what_it_is():
    drawn = marks(clock("2025-11-04", *EVENTS))
    expected = {
        "2025-09-22": ("received", 0, "", "收到"),
        "2025-09-25": ("counted", 3, "", "发函"),
        "2025-09-26": ("excluded", None, "", ""),
        "2025-09-27": ("off", None, "休", ""),
        "2025-10-01": ("off", None, "国庆节", ""),
        "2025-10-02": ("off", None, "放假", ""),
        "2025-10-06": ("off", None, "中秋节", ""),
        "2025-10-15": ("excluded", None, "", "收到意见"),
        "2025-10-16": ("counted", 4, "", ""),
        "2025-11-04": ("counted", 17, "", ""),
        "2025-11-07": ("due", 20, "", "到期"),
        "2025-11-08": ("off", None, "休", ""),
    }
    assert {
        d: (drawn[day(d)].kind, drawn[day(d)].number, drawn[day(d)].holiday, drawn[day(d)].label)
        for d in expected
    } == expected


def test_make_up_days_today_and_later_days_are_marked():
    drawn = marks(clock("2025-11-04", *EVENTS))
    assert [mark.date for mark in drawn.values() if mark.makeup] == [day("2025-09-28"), day("2025-10-11")]
    assert [mark.date for mark in drawn.values() if mark.today] == [day("2025-11-04")]
    assert drawn[day("2025-11-05")].later and not drawn[day("2025-11-03")].later


def test_days_counted_before_a_correction_are_void_and_the_count_begins_again():
    asked, received = (
        happened("correction_asked", "2025-01-20"),
        happened("correction_received", "2025-02-07"),
    )
    drawn = marks(clock("2025-02-10", submitted("2025-01-13"), asked, received))
    assert drawn[day("2025-01-13")].kind == "void"
    assert drawn[day("2025-01-14")].kind == "void"
    assert (drawn[day("2025-02-07")].kind, drawn[day("2025-02-07")].number) == ("received", 0)
    assert drawn[day("2025-02-08")].number == 1


def test_a_clock_that_waits_for_the_applicant_is_drawn_as_stopped():
    asked = happened("correction_asked", "2024-09-12", until="2024-09-30")
    drawn = marks(clock("2024-09-20", submitted("2024-09-10"), asked))
    assert (drawn[day("2024-09-12")].number, drawn[day("2024-09-13")].kind) == (2, "stopped")
    assert max(drawn) == day("2024-10-06")


def test_a_case_that_waits_for_years_is_drawn_for_half_a_year():
    asked = happened("correction_asked", "2021-09-13")
    assert len(clock("2025-01-02", submitted("2021-09-10"), asked).drawn()) <= 27 * 7 + 7


def test_an_unconfirmed_application_is_drawn_without_numbers():
    drawn = clock("2024-09-12", submitted("2024-09-10", "online")).drawn()
    assert {mark.kind for mark in drawn} == {"before", "off"}
