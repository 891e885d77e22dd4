"""Dates, figures and terms as official Chinese writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gongkai.apps.look.words import amount, due_words, zh_date, zh_day


def test_a_date_is_written_without_leading_zeros():
    assert zh_date(date(2026, 12, 8)) == "2026年12月8日"
    assert zh_date(date(2026, 1, 4)) == "2026年1月4日"
    assert zh_date(None) == ""


def test_a_moment_is_dated_by_the_beijing_day():
    assert zh_date(datetime(2026, 12, 7, 16, 30, tzinfo=UTC)) == "2026年12月8日"


def test_a_day_names_its_weekday_and_its_year_only_when_it_is_another():
    assert zh_day(date(2026, 12, 8)) == "12月8日 周二"
    assert zh_day(date(2026, 12, 6), date(2026, 12, 8)) == "12月6日 周日"
    assert zh_day(date(2027, 1, 5), date(2026, 12, 8)) == "2027年1月5日 周二"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (1057, "1,057"), (10364, "10,364"), (Decimal("1234.50"), "1,234.50"), (None, ""), ("", "")],
)
def test_a_figure_is_grouped_by_thousands_and_keeps_its_decimals(value, written):
    assert amount(value) == written


@pytest.mark.parametrize(
    ("left", "written"),
    [(3, "还剩3个工作日"), (1, "还剩1个工作日"), (0, "今天到期"), (-1, "超期1个工作日"), (None, "")],
)
def test_a_term_is_said_in_words(left, written):
    assert due_words(left) == written


def test_a_term_of_calendar_days_says_so():
    assert due_words(54, "天") == "还剩54天"
