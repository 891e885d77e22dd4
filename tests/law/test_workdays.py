"""Working days by the State Council's notices."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar, read_year

CALENDAR = default_calendar()
DAYS = st.dates(date(2008, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("year", range(2008, 2027))
def test_every_day_of_the_year_agrees_with_chinesecalendar(year):
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_the_shipped_tables_cover_2008_to_2026():
    assert CALENDAR.years() == list(range(2008, 2027))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2024-09-10", 20, "2024-10-14"),  # 中秋、国庆，09-14、09-29、10-12 补班
        ("2024-09-10", 40, "2024-11-11"),
        ("2025-01-13", 20, "2025-02-14"),
        ("2025-01-13", 7, "2025-01-22"),
        ("2025-02-07", 20, "2025-03-06"),  # 02-08 补班
        ("2025-09-27", 1, "2025-09-28"),  # 周六收到，周日补班即第1日
        ("2025-09-27", 20, "2025-10-30"),
        ("2018-09-10", 15, "2018-09-30"),  # 末日为周日补班
        ("2018-09-30", 15, "2018-10-26"),
        ("2025-12-15", 20, "2026-01-13"),  # 跨年，01-04 补班
        ("2026-03-10", 20, "2026-04-08"),
        ("2024-10-01", 1, "2024-10-08"),
    ],
)
def test_the_nth_working_day_after_a_day_that_is_day_0(day, n, expected):
    assert CALENDAR.add(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_day_0_of_a_working_day_is_itself_and_of_a_day_off_the_last_working_day_before():
    assert CALENDAR.add(date(2024, 9, 10), 0) == date(2024, 9, 10)
    assert CALENDAR.add(date(2024, 9, 15), 0) == date(2024, 9, 14)


def test_counting_back_is_another_verb():
    assert CALENDAR.before(date(2024, 10, 14), 20) == date(2024, 9, 10)
    assert CALENDAR.before(date(2024, 10, 6), 1) == date(2024, 9, 30)
    with pytest.raises(ValueError, match="before"):
        CALENDAR.add(date(2024, 9, 10), -1)


def test_count_is_after_the_first_day_up_to_and_with_the_last_and_negative_backwards():
    assert CALENDAR.count(date(2024, 9, 10), date(2024, 10, 14)) == 20
    assert CALENDAR.count(date(2024, 10, 14), date(2024, 9, 10)) == -20
    assert CALENDAR.count(date(2024, 10, 1), date(2024, 10, 7)) == 0


def test_a_last_day_that_is_off_moves_to_the_next_working_day():
    assert CALENDAR.next_workday(date(2024, 10, 1)) == date(2024, 10, 8)
    assert CALENDAR.next_workday(date(2024, 10, 12)) == date(2024, 10, 12)


def test_a_day_off_has_its_holiday_and_a_make_up_day_says_so():
    assert CALENDAR.name(date(2025, 10, 6)) == "中秋节"
    assert CALENDAR.name(date(2025, 10, 8)) == "国庆节"
    assert CALENDAR.name(date(2025, 9, 28)) == "调休上班"
    assert CALENDAR.name(date(2025, 9, 23)) == ""
    assert CALENDAR.is_festival(date(2025, 10, 1)) and not CALENDAR.is_festival(date(2025, 10, 2))
    assert CALENDAR.is_makeup(date(2025, 10, 11)) and not CALENDAR.is_makeup(date(2025, 10, 13))


def test_the_irregular_days_are_the_weekdays_off_and_the_make_up_days():
    days = CALENDAR.irregular(date(2024, 9, 13), date(2024, 9, 29))
    assert days == [date(2024, 9, 14), date(2024, 9, 16), date(2024, 9, 17), date(2024, 9, 29)]


def test_every_festival_falls_on_a_day_off():
    for day in (date(2008, 1, 1) + timedelta(days=n) for n in range(6940)):
        assert not (CALENDAR.is_festival(day) and CALENDAR.is_workday(day)), day


def test_2026_names_the_notice_of_the_state_council():
    assert CALENDAR.reference(2026) == "国办发明电〔2025〕7号"
    assert CALENDAR.reference(2027) == ""


def test_a_year_without_a_notice_is_an_estimate_marked_provisional():
    assert CALENDAR.is_provisional(date(2027, 1, 1)) and not CALENDAR.is_provisional(date(2026, 12, 31))
    assert not CALENDAR.is_workday(date(2027, 1, 1))  # 元旦
    assert not CALENDAR.is_workday(date(2027, 10, 1))  # 国庆节
    assert CALENDAR.is_workday(date(2027, 1, 4))
    assert CALENDAR.add(date(2026, 12, 31), 1) == date(2027, 1, 4)


NOTICE_2027 = {
    "year": 2027,
    "notice": "国办发明电〔2026〕1号",
    "holidays": [
        {
            "name": "元旦",
            "festival": "2027-01-01",
            "days": ["2027-01-01", "2027-01-04"],
            "makeup": ["2027-01-09"],
        }
    ],
}


def test_a_new_notice_makes_a_new_calendar_and_leaves_the_old_one_alone():
    newer = CALENDAR.with_year(read_year(NOTICE_2027))
    assert newer.add(date(2026, 12, 31), 1) == date(2027, 1, 5)
    assert newer.is_workday(date(2027, 1, 9)) and not newer.is_provisional(date(2027, 1, 9))
    assert CALENDAR.is_provisional(date(2027, 1, 9)) and CALENDAR.is_workday(date(2027, 1, 4))


def test_local_days_off_stand_beside_the_national_ones():
    local = CALENDAR.with_local({date(2024, 9, 11): "自治州州庆"})
    assert local.add(date(2024, 9, 10), 20) == date(2024, 10, 15)
    assert local.name(date(2024, 9, 11)) == "自治州州庆"


@pytest.mark.parametrize(
    "change",
    [
        {"days": ["2027-01-32"]},
        {"days": ["2027-01-09"], "makeup": ["2027-01-09"]},
        {"makeup": ["2027-01-05"]},
        {"festival": None},
    ],
    ids=["no date", "off and working", "make-up on a weekday", "no festival"],
)
def test_a_malformed_notice_is_refused(change):
    with pytest.raises(Refused):
        read_year({**NOTICE_2027, "holidays": [{**NOTICE_2027["holidays"][0], **change}]})


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1)])
def test_a_day_outside_the_calendar_is_refused_with_its_range(day):
    with pytest.raises(Refused, match="2000年至2099年"):
        CALENDAR.is_workday(day)


def test_a_term_that_ends_outside_the_calendar_is_refused():
    with pytest.raises(Refused, match="2099"):
        CALENDAR.add(date(2099, 12, 30), 20)


@given(DAYS, st.integers(1, 300))
def test_add_and_count_are_inverse(day, n):
    assert CALENDAR.count(day, CALENDAR.add(day, n)) == n
    assert CALENDAR.is_workday(CALENDAR.add(day, n))


@given(DAYS, st.integers(1, 300))
def test_before_undoes_add_for_a_working_day(day, n):
    day = CALENDAR.next_workday(day)
    assert CALENDAR.before(CALENDAR.add(day, n), n) == day
