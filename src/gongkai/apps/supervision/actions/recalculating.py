"""One run over all due dates, kept as a record: which notices it used, and which cases moved from when to when."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.audit.models import Entry, Head
from gongkai.apps.inforequests.actions import recompute_due_dates
from gongkai.apps.supervision.models import Move, Recalculation
from gongkai.law.tables import workday_tables

MOVED = "due_dates.recomputed"  # what the log says of each case that moved


def recalculate(today: date) -> Recalculation | None:
    """Recomputes every due date; the record of it, None where no case moved and no notice is new.

    The first run of an installation is compared with nothing: its notices are no change.
    """
    start = Head.objects.values_list("seq", flat=True).get(pk=1)
    recompute_due_dates(today)
    entries = list(Entry.objects.filter(seq__gt=start, event=MOVED, agency_id__isnull=False).order_by("seq"))
    before = Recalculation.objects.first()
    tables = table_digests()
    changed = changed_years(before.tables, tables) if before else []
    if before and not entries and not changed:
        return None
    return _keep(today, tables, changed, entries)


@transaction.atomic
def _keep(today: date, tables: dict[str, str], changed: list[int], entries: list[Entry]) -> Recalculation:
    run = Recalculation.objects.create(on=today, tables=tables, changed_years=changed, moved=len(entries))
    Move.objects.bulk_create(
        (
            Move(
                recalculation=run,
                agency_id=entry.agency_id or 0,  # never none: see the filter above
                request_id=int(entry.subject.rpartition(":")[2]),
                before=entry.data["before"] or None,
                after=entry.data["after"] or None,
            )
            for entry in entries
        ),
        batch_size=500,
    )
    if entries:
        record("cases.moved", subject=run, count=len(entries), years=changed)
    return run


def table_digests() -> dict[str, str]:
    """year → a short digest of its working-day table."""
    return {
        str(table["year"]): hashlib.sha256(
            json.dumps(table, default=str, sort_keys=True).encode()
        ).hexdigest()[:16]
        for table in workday_tables()
    }


def changed_years(before: dict[str, str], now: dict[str, str]) -> list[int]:
    """The years whose notice is new or another one."""
    return sorted(int(year) for year, digest in now.items() if before.get(year) != digest)
