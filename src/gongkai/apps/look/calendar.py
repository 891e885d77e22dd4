"""The drawn clock in rows of weeks, as `look/calendar.html` takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.law.clock.draw import DayMark

OUTSIDE = {"before": "outside", "after": "outside"}


def weeks(marks: Sequence[DayMark]) -> list[dict[str, Any]]:
    """Rows of seven days, Monday first; `month_label` and `year` stand on the first row and where a month begins."""
    return [_week(marks[start : start + 7], first=start == 0) for start in range(0, len(marks), 7)]


def _week(marks: Sequence[DayMark], *, first: bool) -> dict[str, Any]:
    begins = next((mark.date for mark in marks if mark.date.day == 1), marks[0].date if first else None)
    return {
        "month_label": f"{begins.month}月" if begins else "",
        "year": begins.year if begins else "",
        "days": [_day(mark) for mark in marks],
    }


def _day(mark: DayMark) -> dict[str, Any]:
    return {
        "day": mark.date,
        "number": mark.number,
        "kind": OUTSIDE.get(mark.kind, mark.kind),
        "holiday": mark.holiday,
        "label": mark.label,
        "makeup": mark.makeup,
        "today": mark.today,
        "later": mark.later,
        "provisional": mark.provisional,
        "month_start": mark.date.day == 1,
    }
