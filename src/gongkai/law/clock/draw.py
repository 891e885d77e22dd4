"""The clock as a calendar: what each day is, which number it bears and what happened on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.law.clock.result import Clock

# A case that waits without end is drawn this far and no farther.
LONGEST = timedelta(weeks=26)
MOST_TAGS = 2  # words in the box of one day


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of the drawn clock.

    kind: before (ahead of receipt) · received (day 0) · counted · due · excluded (不计) · void (counted in a run
    that a correction or payment ended) · stopped (waiting for the applicant) · off · after.
    number: the day's number in the present run, None where it bears none.
    holiday: the festival on its own day, 放假 on other days of its leave, 休 at weekends, empty on working days.
    label: what happened, such as 收到、发函 or 到期. makeup: 调休上班. later: after today.
    """

    date: dt.date
    kind: str
    number: int | None
    holiday: str
    label: str
    makeup: bool
    today: bool
    later: bool
    provisional: bool


def draw(clock: Clock) -> list[DayMark]:
    """Whole weeks, Monday first, from receipt (or submission) to the due date (or as far as is known)."""
    first = clock.received or clock.submitted
    last = clock.due or clock.wait_until or clock.delivered or clock.today
    last = min(max(last, first), first + LONGEST) if clock.due is None else last
    day = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    tags: dict[date, list[str]] = {}
    for when, tag in clock.tags:
        tags.setdefault(when, []).append(tag)
    marks = []
    number = 0
    while day <= end:
        kind = _kind(clock, day)
        number += kind in ("counted", "due")
        bears = {"received": 0, "counted": number, "due": number}.get(kind)
        marks.append(_mark(clock, day, kind, bears, tags.get(day, [])))
        day += timedelta(days=1)
    return marks


def _mark(clock: Clock, day: date, kind: str, number: int | None, tags: list[str]) -> DayMark:
    calendar = clock.calendar
    if "收到" in tags:  # a submission received on its day is one thing to the reader
        tags = [tag for tag in tags if tag != "提交"]
    if len(tags) > MOST_TAGS:  # the box is small; the steps beside the calendar say all of it
        tags = [f"{tags[0]}等{len(tags)}项"]
    return DayMark(
        date=day,
        kind=kind,
        number=number,
        holiday=_holiday(clock, day),
        label="、".join([*tags, "到期"] if kind == "due" else tags),
        makeup=calendar.is_makeup(day),
        today=day == clock.today,
        later=day > clock.today,
        provisional=calendar.is_provisional(day),
    )


def _kind(clock: Clock, day: date) -> str:
    start, counting = clock.counted_from, clock.counting
    if start is None:
        return "before" if clock.calendar.is_workday(day) else "off"
    if day == start:
        return "received"
    if day == clock.due:
        return "due"
    if not clock.calendar.is_workday(day):
        return "off"
    if day < (clock.received or clock.submitted):
        return "before"
    if day < start:
        return "void"
    if clock.due is not None and day > clock.due:
        return "after"
    if clock.stopped_from is not None and day > clock.stopped_from:
        return "stopped"
    return "excluded" if counting is not None and counting.leaves_out(day) else "counted"


def _holiday(clock: Clock, day: date) -> str:
    calendar = clock.calendar
    if calendar.is_workday(day):
        return ""
    name = calendar.name(day)
    if calendar.is_festival(day):
        return name
    return "放假" if name else "休"
