"""Due dates are caches: this compares all of them with the clock and mends those that moved."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import cache
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.law.workdays import Calendar

CACHED = ("received_on", "due_cached", "state_cached", "provisional", "extended")
BATCH = 500


def recompute_due_dates(
    today: date, calendar: Calendar | None = None
) -> list[tuple[str, date | None, date | None]]:
    """Runs the clock of every request anew; (number, due date before, after) of each one that moved.

    calendar: by default the shipped working-day tables. The other caches are mended silently: a consultation's
    term may have passed with nobody acting. A move is one entry of the log, by the platform itself.
    """
    moved = []
    pks = list(Request.objects.order_by("agency", "year", "number").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            moved += _batch(pks[start : start + BATCH], today, calendar)
    return moved


def _batch(
    pks: list[int], today: date, calendar: Calendar | None
) -> list[tuple[str, date | None, date | None]]:
    rows = Request.objects.filter(pk__in=pks).order_by("agency", "year", "number")
    moved, changed = [], []
    for row in rows.select_for_update(of=("self",)).select_related("agency").prefetch_related("events"):
        before = {name: getattr(row, name) for name in CACHED}
        cache(row, clock_of_events(row.events.all(), today, calendar))
        if all(getattr(row, name) == value for name, value in before.items()):
            continue
        changed.append(row)
        due = before["due_cached"]
        if row.due_cached != due:
            moved.append((f"{row.agency.short_name}{row.label}", due, row.due_cached))
            told = {"number": row.label, "before": str(due or ""), "after": str(row.due_cached or "")}
            record("due_dates.recomputed", agency=row.agency, subject=row, **told)
    Request.objects.bulk_update(changed, CACHED)
    return moved
