"""Counting from day 0 to the due date: working days, less the intervals that do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Interval:
    """The days in (after, until], which do not count, with the reason and article."""

    after: date
    until: date
    why: str
    article: str


def union(intervals: Sequence[Interval]) -> list[Interval]:
    """The intervals with overlapping and touching ones joined, in order; no day is in two of them."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda interval: (interval.after, interval.until)):
        if not joined or interval.after > joined[-1].until:
            joined.append(interval)
            continue
        last = joined[-1]
        whys = last.why if interval.why in last.why else f"{last.why}；{interval.why}"
        articles = last.article if interval.article in last.article else f"{last.article}；{interval.article}"
        joined[-1] = Interval(last.after, max(last.until, interval.until), whys, articles)
    return joined


@dataclass(frozen=True, slots=True)
class Counting:
    """A run of the clock: `allowed` + `extension` working days after `start`, intervals left out."""

    calendar: Calendar
    start: date
    allowed: int
    extension: int = 0
    intervals: tuple[Interval, ...] = ()

    def excluded(self) -> list[Interval]:
        """The intervals within this run, joined and cut to begin no earlier than its day 0."""
        return [
            replace(interval, after=max(interval.after, self.start))
            for interval in union(self.intervals)
            if interval.until > self.start
        ]

    def due(self, more: int = 0) -> date:
        """The smallest working day by which allowed + extension + more days have been counted."""
        due = self.calendar.add(self.start, self.allowed + self.extension + more)
        for interval in self.excluded():
            if interval.after >= due:
                break
            lost = self.calendar.count(interval.after, interval.until)
            due = self.calendar.add(due, lost)
        return due

    def counted(self, after: date, until: date) -> int:
        """Days that count in (after, until]; negative when `until` is the earlier one."""
        if until < after:
            return -self.counted(until, after)
        count = self.calendar.count(after, until)
        for interval in self.excluded():
            begin, end = max(after, interval.after), min(until, interval.until)
            if begin < end:
                count -= self.calendar.count(begin, end)
        return count

    def leaves_out(self, day: date) -> bool:
        """True for a working day that does not count."""
        return any(interval.after < day <= interval.until for interval in self.excluded())
