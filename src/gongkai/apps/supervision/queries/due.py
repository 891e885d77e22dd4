"""The oversight view: what is due in 5, 3, 1 working days, today, late, by agency and department, and the rows behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.queries import overseen_by
from gongkai.apps.supervision.queries.kinds import KINDS, STOPPED, Kind
from gongkai.law.workdays import default_calendar

BUCKETS = {
    "late": "已超期",
    "today": "今天到期",
    "one": "1个工作日",
    "three": "3个工作日内",
    "five": "5个工作日内",
    "later": "5个工作日以上",
    "stopped": "停钟等待",
}
WHOLE_AGENCY = (
    "inforequests.handle",
    "inforequests.review",
    "inforequests.sign",
    "inforequests.legal",
    "supervision.oversee",
)


@dataclass(frozen=True)
class Scope:
    """What a post may see: agencies in full or in numbers, and one department only for those who work in it."""

    own: int
    agencies: tuple[int, ...]
    names: dict[int, str]
    department: int | None

    def rows(self, kind: Kind, today: date) -> QuerySet[Any]:
        """The open rows of a kind within the scope."""
        chosen: dict[str, Any] = (
            {kind.agency: self.agencies[0]}
            if len(self.agencies) == 1
            else {f"{kind.agency}__in": self.agencies}
        )
        if self.department is not None:
            if not kind.department:
                return kind.open(today).none()
            chosen[kind.department] = self.department
        return kind.open(today).filter(**chosen)


def scope(post: Post, agency: int | None = None) -> Scope:
    """The agencies that the post may watch: its own, for the oversight role also the direct subordinates.

    agency: one of them alone; any other choice is passed over. Who handles no whole agency sees the own department.
    """
    names = {post.agency_id: post.agency.short_name or post.agency.name}
    if post.may("supervision.oversee"):
        names = {one.pk: one.short_name or one.name for one in overseen_by(post.agency).order_by("name")}
    chosen = (agency,) if agency in names else tuple(names)
    whole = any(post.may(permission) for permission in WHOLE_AGENCY)
    return Scope(post.agency_id, chosen, names, None if whole else post.department_id or 0)


def thresholds(today: date) -> dict[str, date]:
    """bucket → the last due date in it, the most urgent first."""
    calendar = default_calendar()
    return {
        "late": today - timedelta(days=1),
        "today": today,
        "one": calendar.add(today, 1),
        "three": calendar.add(today, 3),
        "five": calendar.add(today, 5),
    }


def bucketed(rows: QuerySet[Any], kind: Kind, today: date) -> QuerySet[Any]:
    """The rows with `bucket`, a key of `BUCKETS`."""
    when = [
        When(**{f"{kind.due}__lte": kind.cutoff(day, today)}, then=Value(code))
        for code, day in thresholds(today).items()
    ]
    stopped = Q(**{kind.due: None})
    if kind.stops:
        stopped |= Q(state_cached__in=STOPPED)
    found: QuerySet[Any] = rows.annotate(
        bucket=Case(
            When(stopped, then=Value("stopped")), *when, default=Value("later"), output_field=CharField()
        )
    )
    return found


Counts = dict[tuple[str, int, int | None], dict[str, int]]


def counts(scope: Scope, today: date) -> Counts:
    """(kind, agency, department) → bucket → how many, in one query."""
    parts = []
    for kind in KINDS.values():
        rows = bucketed(scope.rows(kind, today), kind, today).order_by()
        department = F(kind.department) if kind.department else Value(None, IntegerField(null=True))
        parts.append(
            rows.annotate(
                kind_code=Value(kind.code, CharField()), in_agency=F(kind.agency), in_department=department
            )
            .values_list("kind_code", "in_agency", "in_department", "bucket")
            .annotate(n=Count("pk"))
        )
    first, *others = parts
    found: Counts = defaultdict(lambda: dict.fromkeys(BUCKETS, 0))
    for kind_code, agency, department_id, bucket, n in first.union(*others, all=True):
        found[kind_code, agency, department_id][bucket] += n
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is due. url is empty for another agency's: an oversight office sees numbers and dates alone."""

    kind: Kind
    title: str
    agency: str
    department: str
    due: date | None
    mark: str
    words: str
    state: str
    url: str
    about: str


def row(kind: Kind, found: Any, scope: Scope, today: date) -> Row:
    """A row of the list. The title of another agency's thing is its number or kind only."""
    due = kind.due_of(found, today)
    agency = kind.agency_of(found)
    own = agency == scope.own
    mark, words, _ = due_mark(due, today, default_calendar())
    if found.bucket == "stopped":
        mark, words = "paused", "停钟"
    return Row(
        kind,
        kind.title(found) if own or kind.code != "dispute" else kind.name,
        scope.names.get(agency, ""),
        found.department.name if kind.department and found.department_id else "",
        due,
        mark,
        words,
        kind.state(found),
        kind.address(found) if own else "",
        kind.about(found)[:80] if own else "",
    )


def listed(scope: Scope, kind: Kind, today: date) -> QuerySet[Any]:
    """The open rows of one kind with their buckets, what is late first, what stands still last."""
    rows = bucketed(scope.rows(kind, today), kind, today)
    joined = (*kind.joined, *(["department"] if kind.department else []))
    return (rows.select_related(*joined) if joined else rows).order_by(F(kind.due).asc(nulls_last=True), "pk")
