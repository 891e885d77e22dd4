"""What the clock says about an application: state, due date, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.clock.case import Caution, Step
from gongkai.law.clock.counting import Counting
from gongkai.law.clock.draw import DayMark, draw
from gongkai.law.workdays import Calendar

STATES = {
    "awaiting_confirmation": "待确认收到",
    "running": "计时中",
    "awaiting_correction": "待补正",
    "consulting": "征求意见中",
    "awaiting_payment": "待缴费",
    "closed": "已办结",
}


@dataclass(frozen=True, slots=True)
class Excluded:
    """Days from `since` to `until` (both included) that do not count; working_days of them would have."""

    since: date
    until: date
    working_days: int
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one application on one day.

    received: the application's day of receipt, None in a fresh handling that a ruling ordered. counted_from: day 0 of
    the present run, later than `received` after a correction or payment. fixed: a ruling set the due date. due: None while the clock stands still without a known end. overdue: the reply had not
    gone out by the due date. working_days_left: days that count after today up to the due date, negative when
    overdue, None without due date or when closed. on_time: whether the reply went out by the due date, None
    before. wait_until: last day of the correction, payment or consultation that is awaited.
    next_step: what the agency does now, in Chinese.
    """

    calendar: Calendar
    today: date
    edition: str
    state: str
    submitted: date
    received: date | None
    counted_from: date | None
    due: date | None
    provisional: bool
    overdue: bool
    working_days_left: int | None
    on_time: bool | None
    wait_until: date | None
    extended: bool
    fixed: bool
    decided: date | None
    delivered: date | None
    next_step: str
    excluded: tuple[Excluded, ...]
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...]
    counting: Counting | None
    stopped_from: date | None  # the day after which the clock stands still
    tags: tuple[tuple[date, str], ...]

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return STATES[self.state]

    def what_if(self, extension: int) -> date | None:
        """The due date if the term were extended by so many working days more; None where it stands still or is fixed."""
        return self.counting.due(extension) if self.counting and not self.fixed else None

    def drawn(self) -> list[DayMark]:
        """Every day from the Monday of receipt to the Sunday of the due date, as the calendar shows it."""
        return draw(self)

    def to_json(self) -> dict[str, Any]:
        """The contract of `gongkai due`: dates as ISO strings."""
        return {
            "edition": self.edition,
            "received": _iso(self.received),
            "due": _iso(self.due),
            "state": self.state,
            "provisional": self.provisional,
            "overdue": self.overdue,
            "working_days_left": self.working_days_left,
            "excluded": [
                {
                    "from": _iso(part.since),
                    "to": _iso(part.until),
                    "working_days": part.working_days,
                    "why": part.why,
                    "article": part.article,
                }
                for part in self.excluded
            ],
            "steps": [
                {"date": _iso(step.date), "article": step.article, "text": step.text} for step in self.steps
            ],
            "counted_from": _iso(self.counted_from),
            "wait_until": _iso(self.wait_until),
            "on_time": self.on_time,
            "next_step": self.next_step,
            "warnings": [
                {"date": _iso(w.date), "article": w.article, "text": w.text, "due": _iso(w.due)}
                for w in self.warnings
            ],
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
