"""The one way in which something happens to a request: the clock must accept it, then it is kept and logged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Required, TypedDict

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.noticing import notify
from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.apps.inforequests.queries.moves import cached
from gongkai.law.clock import Clock
from gongkai.law.refusals import Refused

HANDLE = "inforequests.handle"


class How(TypedDict, total=False):
    """How an event came to be recorded: on which day, proved by what, on which version that the form showed."""

    today: Required[date]
    evidence: str
    seen: int | None


@transaction.atomic
def happen(
    actor: Post,
    request: Request,
    kind: str,
    day: date,
    *,
    today: date,
    permission: str = HANDLE,
    seen: int | None = None,
    evidence: str = "",
    fields: dict[str, Any] | None = None,
    changes: dict[str, Any] | None = None,
    log: str = "request.event_recorded",
) -> Request:
    """Appends one event and returns the request as it stands after it.

    kind, fields: as in the contract of `gongkai due`. seen: the version that the form showed. changes: columns
    set beside the event. Refused (nothing kept) when the post may not, somebody saved meanwhile, or the clock
    does not accept the event among the others.
    """
    row = open_for(actor, request, permission, seen)
    append(row, kind, day, by=actor, today=today, evidence=evidence, fields=fields, changes=changes, log=log)
    return row


def append(
    row: Request,
    kind: str,
    day: date,
    *,
    by: Post | None,
    today: date,
    evidence: str = "",
    fields: dict[str, Any] | None = None,
    changes: dict[str, Any] | None = None,
    log: str = "request.event_recorded",
) -> Event:
    """The event, kept on a row that is locked already; by: the post that records it, None for the applicant."""
    event = Event(
        request=row,
        type=kind,
        date=day,
        fields={name: _plain(value) for name, value in (fields or {}).items() if value not in (None, "")},
        evidence=evidence,
        recorded_by=by,
    )
    before = list(row.events.all())
    clock = clock_of_events([*before, event], today, kept=len(before))
    event.save()
    told = dict(changes or {})
    if (
        row.closed_on
    ):  # the notice after a lapse or a withdrawal does not move the day on which the case ended
        told.pop("closed_on", None)
    for name, value in told.items():
        setattr(row, name, value)
    cache(row, clock)
    row.keep(by)
    record(log, actor=by, agency=row.agency, subject=row, number=row.label, type=kind, date=str(day))
    notify(row, event, clock)
    return event


def open_for(actor: Post, request: Request, permission: str, seen: int | None) -> Request:
    """The locked row, after asking whether this post may, whether it is still the version seen, and not archived."""
    actor.require(permission)
    actor.require_agency(request.agency_id)
    row = Request.locked(request.pk, seen)
    if row.archived_on is not None:
        raise Refused(
            f"本件已归档（{row.archive_number}），只能查阅和导出；需要重新办理的，请按复议、诉讼结果另立一件",
            article="条例第四十五条",
        )
    return row


def cache(row: Request, clock: Clock) -> None:
    """Copies onto the row what lists and reports read of the clock; nothing is saved."""
    for column, value in cached(clock).items():
        setattr(row, column, value)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value
