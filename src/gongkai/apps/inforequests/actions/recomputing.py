"""Due dates are caches: this compares all of them with the clock and mends those that moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import cache
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries.cases import clock_of
from gongkai.apps.inforequests.queries.moves import CACHED, differing, windows
from gongkai.law.workdays import Calendar


def recompute_due_dates(
    today: date, calendar: Calendar | None = None
) -> list[tuple[str, date | None, date | None]]:
    """Runs the clock of every request anew; (number, due date before, after) of each one that moved.

    calendar: by default the shipped working-day tables. The other caches are mended silently: a consultation's
    term may have passed with nobody acting. A move is one entry of the log, by the platform itself.
    """
    moved: list[tuple[Request, date | None]] = []
    for window in windows(Request.objects.all()):
        stale = [pk for pk, _, _ in differing(window, today, calendar)]
        if stale:  # only these are locked
            with transaction.atomic():
                moved += _mend(_locked(stale), today, calendar)
    moved.sort(key=lambda one: (one[0].agency_id, one[0].year, one[0].number))
    return [(f"{row.agency.short_name}{row.label}", due, row.due_cached) for row, due in moved]


def _locked(pks: list[int]) -> list[Request]:
    rows = Request.objects.filter(pk__in=pks).select_for_update(of=("self",)).select_related("agency")
    return list(rows.prefetch_related("events"))


def _mend(
    rows: list[Request], today: date, calendar: Calendar | None
) -> Iterator[tuple[Request, date | None]]:
    """Sets the caches of locked rows; those whose due date moved, with the one before."""
    for row in rows:
        due = row.due_cached
        cache(row, clock_of(row, today, calendar))
        row.save(update_fields=list(CACHED))
        if row.due_cached != due:
            told = {"number": row.label, "before": str(due or ""), "after": str(row.due_cached or "")}
            record("due_dates.recomputed", agency=row.agency, subject=row, **told)
            yield row, due
