"""Reads of requests: the list, one case, its clock."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Event, Request
from gongkai.law import clock
from gongkai.law.workdays import Calendar

LABEL = re.compile(r"(?:申?〔(\d{4})〕)?(\d{1,6})号?")


# Sealed columns that no list shows; opening them for fifty rows is most of what such a query costs.
UNLISTED = ("identity_number", "contact", "address", "query_code", "notice_email")
EVENT = ("request_id", "type", "date", "fields")


def listing(agency_id: int) -> QuerySet[Request]:
    """Every request of the agency with what a list row shows; the events come in one further query."""
    requests = Request.objects.filter(agency_id=agency_id).defer(*UNLISTED)
    return requests.select_related("department").prefetch_related("events")


def of_agency(agency_id: int) -> Exists:
    """Condition on what belongs to a request: that it is one of the agency's.

    Asked of each row that is left, unlike a join, for which SQLite first goes through all requests of the agency.
    """
    return Exists(Request.objects.filter(pk=OuterRef("request_id"), agency_id=agency_id))


def matching(requests: QuerySet[Request], word: str) -> QuerySet[Request]:
    """The requests whose number (申〔2026〕11号, or 11) is the word, or whose text or letter contains it."""
    return requests.filter(Q(content__icontains=word) | Q(letter_number__icontains=word) | _number(word))


def numbered(word: str) -> QuerySet[Request]:
    """The requests of any agency whose number is the word; none for another word."""
    return Request.objects.filter(_number(word))


def _number(word: str) -> Q:
    label = LABEL.fullmatch(word.strip())
    if label is None:
        return Q(pk=None)
    year, number = label.groups()
    return Q(number=number, year=year) if year else Q(number=number)


def case(agency: Agency, pk: int) -> Request:
    """One request of the agency with all that its page shows; 404 for another agency's."""
    events = Prefetch("events", Event.objects.select_related("recorded_by__account"))
    found = (
        Request.objects.filter(agency=agency, pk=pk)
        .select_related("department", "agency", "changed_by")
        .prefetch_related(events)
        .first()
    )
    if found is None:
        raise Http404("本机关没有这件申请")
    return found


def clock_of_events(
    events: Sequence[Event], today: date, calendar: Calendar | None = None, *, kept: int = 0
) -> clock.Clock:
    """The clock of these events on that day; Refused when the law does not allow them in this order.

    kept: so many of them, the first ones, are on record; a holiday notice that came out since does not undo them.
    """
    told = clock.parse_events([event.for_clock() for event in events])
    return clock.run(told, today, calendar, kept=kept)


def told_by_request(events: Iterable[Mapping[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Rows of `EVENT`, in the order of the events, as the clock reads them, by request: plain values, for many at once."""
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in events:
        told[row["request_id"]].append({**row["fields"], "type": row["type"], "date": row["date"]})
    return told


def clock_of_told(
    told: Sequence[dict[str, Any]], today: date, calendar: Calendar | None = None
) -> clock.Clock:
    """The clock of events on record as `told_by_request` tells them."""
    return clock.run(clock.parse_events(told), today, calendar, kept=len(told))


def clock_of(request: Request, today: date, calendar: Calendar | None = None) -> clock.Clock:
    """The clock of a request on that day. Prefetched events cost no query."""
    events = list(request.events.all())
    return clock_of_events(events, today, calendar, kept=len(events))
