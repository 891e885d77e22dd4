"""The reminders of the day that a post sees on its desk, while their cases are still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

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


def of_today(post: Post, today: date) -> QuerySet[Reminder]:
    """The day's reminders of the agency, the post's or another's."""
    return Reminder.objects.filter(agency_id=post.agency_id, on=today)


def notices(post: Post, today: date) -> Sequence[Notice]:
    """The day's reminders of the post by level and kind, the most urgent first; one query."""
    reminders = of_today(post, today)
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
    found = reminders.filter(still_open).values_list("level", "kind").order_by().annotate(n=Count("pk"))
    ordered = sorted(found, key=lambda row: (LOUD.index(Level(row[0])), list(KINDS).index(row[1])))
    return [_notice(Level(level), kind, n) for level, kind, n in ordered]


def _notice(level: Level, kind: str, n: int) -> Notice:
    mark = "overdue" if level in (Level.LATE, Level.ESCALATED) else "soon"
    return Notice(mark, f"{KINDS[kind].name}{n}件{level.label}", BUCKET[level], kind)
