"""What the clock says of every request now, beside what its row remembers: which due dates a new calendar moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import EVENT, clock_of_told, told_by_request
from gongkai.law import clock
from gongkai.law.workdays import Calendar

# What a row remembers of the clock: the column, and the clock's own name for it.
CACHED = {
    "received_on": "received",
    "due_cached": "due",
    "state_cached": "state",
    "wait_cached": "wait_until",
    "provisional": "provisional",
    "extended": "extended",
}
WINDOW = 1_000


@dataclass(frozen=True, slots=True)
class Move:
    """An open request whose due date another calendar moves. provisional: the new day is an estimate (暂定)."""

    request: Request
    before: date | None
    after: date | None
    provisional: bool


def cached(said: clock.Clock) -> dict[str, Any]:
    """What a row remembers of this clock, by column."""
    return {column: getattr(said, name) for column, name in CACHED.items()}


def moved_by(calendar: Calendar, today: date, agencies: Sequence[int] | None = None) -> list[Move]:
    """Every open request whose due date on that calendar differs from the one on its row, by agency and number.

    agencies: only theirs. Nothing is changed; `actions.recompute_due_dates` does that.
    """
    requests = Request.objects.filter(closed_on=None)
    if agencies is not None:
        requests = requests.filter(agency__in=agencies)
    days = {
        pk: (before["due_cached"], after["due_cached"], after["provisional"])
        for window in windows(requests)
        for pk, before, after in differing(window, today, calendar)
        if before["due_cached"] != after["due_cached"]
    }
    rows = [row for some in _parts(list(days)) for row in Request.objects.filter(pk__in=some)]
    rows.sort(key=lambda row: (row.agency_id, row.year, row.number))
    return [Move(row, *days[row.pk]) for row in rows]


def windows(requests: QuerySet[Request]) -> Iterator[QuerySet[Request]]:
    """The requests in parts of `WINDOW`, so that a hundred thousand of them are never in memory at once."""
    for part in _parts(list(requests.order_by("pk").values_list("pk", flat=True))):
        yield requests.filter(pk__range=(part[0], part[-1]))


def differing(
    window: QuerySet[Request], today: date, calendar: Calendar | None = None
) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """(pk, columns as they are, as the clock says) of the requests of a window whose row remembers something else.

    Two queries and no objects: rows and events are read as plain values.
    """
    rows = list(window.order_by("pk").values_list("pk", *CACHED))
    if not rows:
        return
    events = Event.objects.filter(request_id__gte=rows[0][0], request_id__lte=rows[-1][0])
    told = told_by_request(events.order_by("date", "pk").values(*EVENT))
    for pk, *values in rows:
        before = dict(zip(CACHED, values, strict=True))
        after = cached(clock_of_told(told[pk], today, calendar))
        if before != after:
            yield pk, before, after


def _parts(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), WINDOW):
        yield pks[start : start + WINDOW]
