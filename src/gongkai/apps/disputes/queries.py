"""Reads of disputes and complaints, and what they say about a year.

One case counts once in a year, with its state on 31 December, first and second instance together. A case is of the year
when it was filed in it or was still pending when it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.facts import Records, grouped, read
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.disputes.models import PENDING, STATES, Complaint, Dispute
from gongkai.reports.facts import Fact, FactRecord, Selector


def listing(agency_id: int) -> QuerySet[Dispute]:
    """Every dispute of the agency, the latest first."""
    return Dispute.objects.filter(agency_id=agency_id).select_related("request")


def complaints(agency_id: int) -> QuerySet[Complaint]:
    """Every complaint to the agency, the latest first."""
    return Complaint.objects.filter(agency_id=agency_id)


def dispute(agency: Agency, pk: int) -> Dispute:
    """One dispute of the agency; 404 for another agency's."""
    found = listing(agency.pk).filter(pk=pk).select_related("request", "changed_by").first()
    if found is None:
        raise Http404("本机关没有这件复议诉讼")
    return found


def of_year(agency_id: int, year: int) -> QuerySet[Dispute]:
    """The cases of the year, the oldest first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    open_in_it = Q(decided_on=None) | Q(decided_on__gte=first)
    return Dispute.objects.filter(open_in_it, agency_id=agency_id, filed_on__lte=last).order_by(
        "filed_on", "pk"
    )


def _with_state(agency_id: int, year: int) -> QuerySet[Any]:
    """The cases of the year with `state`: their result by 31 December, else pending."""
    decided = When(decided_on__lte=date(year, 12, 31), then=F("result"))
    return of_year(agency_id, year).annotate(
        state=Case(decided, default=Value(PENDING), output_field=CharField())
    )


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What is counted of a year: disputes by route and state on 31 December, and complaints received (件)."""
    yield grouped(_with_state(agency_id, year), "dispute", {"route": "route", "result": "state"})
    yield grouped(_complaints_of(agency_id, year), "complaint")


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """What disputes and complaints say about a year, in one query."""
    return read(fact_rows(agency_id, year))


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The cases or complaints that one selector counts, by day."""
    if selector.kind == "complaint":
        return Records((_complaints_of(agency_id, year).order_by("received_on", "pk"), _complaint_record))
    cases = _with_state(agency_id, year)
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
        url=reverse("disputes:complaints"),
    )


def _dispute_record(found: Any) -> FactRecord:
    return FactRecord(
        f"disputes.dispute:{found.pk}",
        str(found),
        f"{found.get_route_display()} · {found.authority} · {STATES[found.state]}",
        str(found.filed_on),
        url=reverse("disputes:dispute", args=[found.pk]),
    )


def desk(post: Post, today: date) -> list[DeskRow]:
    """The pending cases of the agency, for those who handle them. No term of the agency runs here."""
    if not post.may("disputes.handle"):
        return []
    return [
        DeskRow(
            kind="dispute",
            what=f"跟进{found.get_route_display()}：{found.case_number or found.authority}",
            about=f"{found.authority} · {found.filed_on}提起 · 审结后登记结果",
            due=None,
            working_days_left=None,
            mark="in_hand",
            due_words="尚未审结",
            url=reverse("disputes:dispute", args=[found.pk]),
            action="登记结果",
        )
        for found in listing(post.agency_id).filter(decided_on=None)
    ]


def _complaints_of(agency_id: int, year: int) -> QuerySet[Complaint]:
    return complaints(agency_id).filter(received_on__range=(date(year, 1, 1), date(year, 12, 31)))
