"""What disputes and complaints say about a year.

One case counts once in a year, with its state on 31 December, first and second instance together: that of the last stage
that was filed by then. A case is of the year when that stage was still open as the year began, or is of the year itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.urls import reverse

from gongkai.apps.agencies.facts import Records, grouped, read
from gongkai.apps.disputes.models import PENDING, STATES, Complaint, Stage
from gongkai.reports.facts import Fact, FactRecord, Selector


def counted_between(agencies: Sequence[int], first: date, last: date) -> QuerySet[Any]:
    """The stage that stands for each case in these days, with `agency_id`, `route` and `state` on the last of them."""
    chosen = (
        {"dispute__agency_id": agencies[0]} if len(agencies) == 1 else {"dispute__agency_id__in": agencies}
    )
    decided = When(Q(decided_on__lte=last) & ~Q(result=""), then=F("result"))
    return (
        Stage.objects.filter(
            Q(superseded_on=None) | Q(superseded_on__gt=last),
            Q(decided_on=None) | Q(decided_on__gte=first) | Q(result=""),
            filed_on__lte=last,
            dispute__voided_on=None,
            **chosen,
        )
        .annotate(
            agency_id=F("dispute__agency_id"),
            route=F("dispute__route"),
            state=Case(decided, default=Value(PENDING), output_field=CharField()),
        )
        .order_by("dispute__filed_on", "dispute_id")
    )


def _of_year(agency_id: int, year: int) -> QuerySet[Any]:
    return counted_between([agency_id], date(year, 1, 1), date(year, 12, 31))


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What is counted of a year: disputes by route and state on 31 December, and complaints received (件)."""
    yield grouped(_of_year(agency_id, year), "dispute", {"route": "route", "result": "state"})
    yield grouped(_complaints_of(agency_id, year), "complaint")


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """What disputes and complaints say about a year, in one query."""
    return read(fact_rows(agency_id, year))


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The cases or complaints that one selector counts, by day."""
    if selector.kind == "complaint":
        return Records((_complaints_of(agency_id, year).order_by("received_on", "pk"), _complaint_record))
    cases = _of_year(agency_id, year).select_related("dispute")
    if "route" in selector.where:
        cases = cases.filter(route__in=selector.where["route"])
    if "result" in selector.where:
        cases = cases.filter(state__in=selector.where["result"])
    return Records((cases, _dispute_record))


def _complaint_record(complaint: Complaint) -> FactRecord:
    return FactRecord(
        f"disputes.complaint:{complaint.pk}",
        f"举报投诉 {complaint.received_on}",
        complaint.content[:40],
        str(complaint.received_on),
        url=reverse("disputes:complaint", args=[complaint.pk]),
    )


def _dispute_record(stage: Any) -> FactRecord:
    found = stage.dispute
    return FactRecord(
        f"disputes.dispute:{found.pk}",
        stage.case_number or str(found),
        f"{found.get_route_display()} · {stage.authority} · {STATES[stage.state]}",
        str(found.filed_on),
        url=reverse("disputes:dispute", args=[found.pk]),
    )


def _complaints_of(agency_id: int, year: int) -> QuerySet[Complaint]:
    return Complaint.objects.filter(
        agency_id=agency_id, voided_on=None, received_on__range=(date(year, 1, 1), date(year, 12, 31))
    )
