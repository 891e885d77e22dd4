"""Working days: weekends, public holidays and make-up days (调休) by the State Council's yearly notices.

The day of an event is day 0; the next working day is day 1. Every day of the calendar's range is
looked up in tables made once, so counting 20 working days costs two look-ups.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from gongkai.law.refusals import Refused
from gongkai.law.tables import in_force, table, workday_tables

FIRST = date(2000, 1, 1)
LAST = date(2099, 12, 31)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a notice: the festival's own day, all days off for it, its make-up working days."""

    name: str
    festival: date
    days: tuple[date, ...]
    makeup: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class YearTable:
    """The working-day table of one year. notice: the document number, empty where not on record."""

    year: int
    holidays: tuple[Holiday, ...]
    notice: str = ""
    source: str = ""

    @property
    def reference(self) -> str:
        """What to cite for this table: the notice by its number, or by its year where that is not on record."""
        return self.notice or f"国务院办公厅{self.year}年放假安排"


def read_year(data: Mapping[str, Any]) -> YearTable:
    """A year's table from its TOML or JSON form (dates as dates or ISO strings).

    Refuses a table with a malformed date, a day both off and working, or a make-up day that is no weekend day.
    """
    try:
        holidays = tuple(
            Holiday(
                name=str(row["name"]),
                festival=_date(row["festival"]),
                days=tuple(map(_date, row.get("days", ()))),
                makeup=tuple(map(_date, row.get("makeup", ()))),
            )
            for row in data["holidays"]
        )
        year = YearTable(
            int(data["year"]), holidays, str(data.get("notice", "")), str(data.get("source", ""))
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("放假安排数据不完整或日期有误，请按年份、节日、放假日、调休上班日逐项核对。") from error
    off = {day for holiday in holidays for day in holiday.days}
    for day in (day for holiday in holidays for day in holiday.makeup):
        if day in off:
            raise Refused(f"{day}同时列为放假日和调休上班日，请核对放假通知。")
        if day.weekday() < 5:
            raise Refused(f"{day}本来就是周一至周五，不能列为调休上班日，请核对放假通知。")
    return year


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


class Calendar:
    """The working days from 2000 to 2099, as far as published; years without a table are estimated.

    tables: the yearly notices. local: more days off, by day and name (地方另行放假).
    """

    __slots__ = ("_days", "_irregular", "_local", "_names", "_rank", "_tables")

    def __init__(self, tables: Iterable[YearTable], local: Mapping[date, str] | None = None) -> None:
        self._tables = {year.year: year for year in tables}
        self._local = dict(local or {})
        off, makeup, self._names = self._marks()
        self._days: list[date] = []  # every working day, in order
        self._rank: dict[date, int] = {}  # day → index in _days of the last working day not after it
        day, rank = FIRST, -1
        while day <= LAST:
            if day in makeup or (day.weekday() < 5 and day not in off):
                self._days.append(day)
                rank += 1
            self._rank[day] = rank
            day += _DAY
        self._irregular = sorted(day for day in self._names if (day.weekday() < 5) != self.is_workday(day))

    def _marks(self) -> tuple[set[date], set[date], dict[date, str]]:
        off: set[date] = set(self._local)
        makeup: set[date] = set()
        names: dict[date, str] = {}
        for year in range(FIRST.year, LAST.year + 1):
            if year not in self._tables:
                estimate = _fixed_holidays(year)
                off |= estimate.keys()
                names |= estimate
                continue
            for holiday in self._tables[year].holidays:
                off |= set(holiday.days)
                makeup |= set(holiday.makeup)
                names |= dict.fromkeys(holiday.days, holiday.name)
                names |= dict.fromkeys(holiday.makeup, "调休上班")
        return off, makeup - self._local.keys(), names | self._local

    def is_workday(self, day: date) -> bool:
        """True when offices work on that day."""
        return self._days[self._at(day)] == day

    def add(self, day: date, n: int) -> date:
        """The n-th working day after the day, which itself is day 0 whether it is a working day or not.

        n is 0 or more; with n = 0, the day itself or else the last working day before it.
        """
        if n < 0:
            raise ValueError("n counts forward; for the way back see `before`")
        try:
            return self._days[self._rank[day] + n]
        except (KeyError, IndexError):
            raise _outside(day) from None

    def before(self, day: date, n: int) -> date:
        """The n-th working day before the day (n is 1 or more)."""
        index = self._at(day) - n + (self._days[self._at(day)] != day)
        if index < 0:
            raise _outside(day)
        return self._days[index]

    def count(self, after: date, until: date) -> int:
        """Working days in (after, until]; negative when `until` is the earlier one."""
        return self._at(until) - self._at(after)

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it (期间末日顺延)."""
        return day if self.is_workday(day) else self.add(day, 1)

    def between(self, after: date, until: date) -> list[date]:
        """The working days in (after, until], in order."""
        return self._days[self._at(after) + 1 : self._at(until) + 1]

    def irregular(self, after: date, until: date) -> list[date]:
        """The weekdays off and the make-up days in (after, until], in order."""
        return self._irregular[bisect_right(self._irregular, after) : bisect_right(self._irregular, until)]

    def is_provisional(self, day: date) -> bool:
        """True when the year has no published table yet, so that the day is an estimate (暂定)."""
        return day.year not in self._tables

    def is_makeup(self, day: date) -> bool:
        """True for a weekend day on which offices work (调休上班日)."""
        return day.weekday() >= 5 and self.is_workday(day)

    def name(self, day: date) -> str:
        """The holiday that the day belongs to, 调休上班, or empty for an ordinary day."""
        return self._names.get(day, "")

    def is_festival(self, day: date) -> bool:
        """True on the festival's own day, such as 1 October, not on the days off around it."""
        year = self._tables.get(day.year)
        return year is not None and any(holiday.festival == day for holiday in year.holidays)

    def reference(self, year: int) -> str:
        """The notice behind a year's table; empty for an estimated year."""
        return self._tables[year].reference if year in self._tables else ""

    def years(self) -> list[int]:
        """The years with a published table."""
        return sorted(self._tables)

    def with_year(self, year: YearTable) -> Calendar:
        """A calendar in which this year's table is new or replaced (a new State Council notice)."""
        return Calendar((self._tables | {year.year: year}).values(), self._local)

    def with_local(self, days: Mapping[date, str]) -> Calendar:
        """A calendar with further local days off, by day and name."""
        return Calendar(self._tables.values(), self._local | dict(days))

    def _at(self, day: date) -> int:
        try:
            return self._rank[day]
        except KeyError:
            raise _outside(day) from None


def _outside(day: date) -> Refused:
    return Refused(f"{day}超出工作日历的范围（{FIRST.year}年至{LAST.year}年），请核对日期。")


def _fixed_holidays(year: int) -> dict[date, str]:
    data = table("public_holidays")
    edition = in_force(data["edition"], date(year, 1, 1))
    assert edition is not None  # noqa: S101 - the first edition is older than the calendar's first day
    days = [date.fromisoformat(f"{year}-{day}") for day in edition["days"]]
    return {day: data["names"].get(f"{day:%m}-01", "") for day in days}


@cache
def default_calendar() -> Calendar:
    """The calendar of the shipped tables, 2008 to 2026."""
    return Calendar(map(read_year, workday_tables()))
