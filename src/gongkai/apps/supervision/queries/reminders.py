"""The reminders of the day that a post sees on its desk, while their cases are still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.supervision.models import AUDIENCES, Level, Reminder
from gongkai.apps.supervision.queries.kinds import KINDS

LOUD = (Level.ESCALATED, Level.LATE, Level.TODAY, Level.ONE, Level.THREE, Level.FIVE)
BUCKET = {
    Level.ESCALATED: "late",
    Level.LATE: "late",
    Level.TODAY: "today",
    Level.ONE: "one",
    Level.THREE: "three",
    Level.FIVE: "five",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One line at the top of the desk. mark: its state mark; bucket, kind: the filter behind its link."""

    mark: str
    words: str
    bucket: str
    kind: str


def reminder_sources(post: Post, today: date) -> Sources:
    """The day's reminders of the post whose cases are still open, counted by level and kind."""
    reminders = Reminder.objects.filter(agency_id=post.agency_id, on=today)
    if not post.may("inforequests.handle"):
        told = [level for level, permissions in AUDIENCES.items() if any(map(post.may, permissions))]
        mine = Q(level__in=told)
        if post.department_id:
            mine |= Q(department_id=post.department_id)
        reminders = reminders.filter(mine)
    still_open = Q()
    for kind in KINDS.values():
        rows = kind.open(today).filter(**{kind.agency: post.agency_id}).order_by()
        still_open |= Q(kind=kind.code, subject_id__in=rows.values("pk"))
    counted = reminders.filter(still_open).order_by().values("level", "kind").annotate(n=Count("pk"))
    return {"reminders": counted}


def notices(found: Found) -> list[Notice]:
    """A line for each level and kind, the most urgent first."""
    ordered = sorted(
        found["reminders"], key=lambda row: (LOUD.index(Level(row["level"])), list(KINDS).index(row["kind"]))
    )
    return [_notice(Level(row["level"]), row["kind"], row["n"]) for row in ordered]


def _notice(level: Level, kind: str, n: int) -> Notice:
    mark = "overdue" if level in (Level.LATE, Level.ESCALATED) else "soon"
    return Notice(mark, f"{KINDS[kind].name}{n}件{level.label}", BUCKET[level], kind)
