"""What the standards list demands against what was published: gaps and lateness. No database, no clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.workdays import Calendar

# kind → mark of the look and word
GAPS = {
    "never": ("error", "从未公开"),
    "missing": ("overdue", "到期未公开"),
    "late": ("overdue", "逾期公开"),
    "channel": ("warning", "渠道不全"),
    "waiting": ("running", "待公开"),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a duty asks: days (working days from forming) or the last day of the year; channels by code."""

    days: int | None
    month: int | None
    day: int | None
    channels: Collection[str]
    since: date

    def due_in(self, year: int) -> date | None:
        """The last day of a duty that falls due once a year; None for one that runs from the forming."""
        if not self.month or not self.day:
            return None
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Published:
    """A public item that may fulfil a duty. channels: codes of those that carried it. moved: imported history."""

    pk: int
    title: str
    formed_on: date | None
    public_on: date
    channels: Collection[str]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not as the list demands. late: in working days. lacking: codes of channels."""

    kind: str
    due: date | None = None
    late: int = 0
    item: Published | None = None
    lacking: Sequence[str] = ()

    @property
    def mark(self) -> str:
        """The mark of the look."""
        return GAPS[self.kind][0]

    @property
    def words(self) -> str:
        """逾期公开（超出3个工作日）."""
        word = GAPS[self.kind][1]
        return f"{word}（超出{self.late}个工作日）" if self.late else word


def gaps(
    demand: Demand,
    items: Sequence[Published],
    last: date | None,
    year: int,
    today: date,
    calendar: Calendar,
) -> Iterator[Gap]:
    """What a duty lacks in a year. items: what became public in it. last: when it was ever fulfilled last.

    A day that fell due before the duty was listed is not held against anybody.
    """
    due = demand.due_in(year)
    if due:
        first = min(items, key=lambda one: (one.public_on, one.pk), default=None)
        if first is None:
            if due >= today:
                yield Gap("waiting", due)
            elif due >= demand.since:
                yield Gap("missing", due, calendar.count(due, min(today, date(year, 12, 31))))
        elif first.public_on > due >= demand.since:
            yield Gap("late", due, calendar.count(due, first.public_on), first)
    elif last is None:
        yield Gap("never")
    for item in items:
        until = (
            demand.days and item.formed_on and not item.moved and calendar.add(item.formed_on, demand.days)
        )
        if until and item.public_on > until:
            yield Gap("late", until, calendar.count(until, item.public_on), item)
        lacking = [] if item.moved else [code for code in demand.channels if code not in item.channels]
        if lacking:
            yield Gap("channel", item=item, lacking=lacking)


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast something was published: working days from forming, the last day for it, how many beyond (art. 26)."""

    used: int
    due: date
    late: int


def speed(formed_on: date, public_on: date, days: int, calendar: Calendar) -> Speed:
    """The day of forming is day 0. Published before it was formed, as a notice may be, counts as at once."""
    due = calendar.add(formed_on, days)
    used = calendar.count(formed_on, public_on) if public_on > formed_on else 0
    return Speed(used, due, calendar.count(due, public_on) if public_on > due else 0)
