"""What requests say about a year: facts for tables 3 and for the list of 2014, their records, and numbers for the text.

The year of a request is that of its receipt (收到之日, 条例 art. 31), which a correction does not move: the term
starts anew, the request does not. It is closed on the day of the decision or of the lapse; what is received by
31 December and not closed by then is carried out of the year and into the next. A fresh handling that a ruling ordered
is the same application once more: it is counted nowhere (`Request.rehandles`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.urls import reverse

from gongkai.apps.agencies.facts import Records, grouped, read, yes_no
from gongkai.apps.inforequests.models import Request
from gongkai.reports.facts import Amount, Fact, FactRecord, Selector

WAN_IN_YUAN = Decimal("0.0001")  # 万元 in one 元
# The circumstance of a fact → the column that holds it.
COLUMNS: dict[str, str | Combinable] = {
    "applicant": "applicant_type",
    "channel": "channel",
    "outcome": "outcome",
    "extended": yes_no("extended"),
}
CARRIED = ("applicant", "channel")
CIRCUMSTANCES = {
    "request.received": CARRIED,
    "request.carried_in": CARRIED,
    "request.closed": (*CARRIED, "outcome", "extended"),
    "request.carried_out": CARRIED,
}
# The fact of money → the day on which it counts.
MONEY = {"request.fee_noticed": "fee_noticed_on", "request.fee_paid": "fee_paid_on"}
DAYS = {"request.closed": "closed_on", **MONEY}
# An end to every range, so that the database goes by the few closings and not by the many receipts before.
EVER = date(9999, 12, 31)


def counted(agency_id: int, year: int, kind: str) -> QuerySet[Request]:
    """The requests behind a kind of fact, in the order of their numbers."""
    return counted_between([agency_id], date(year, 1, 1), date(year, 12, 31), kind)


def counted_between(agencies: Sequence[int], first: date, last: date, kind: str) -> QuerySet[Request]:
    """The same for some agencies and any stretch of days, both ends included."""
    chosen = {"agency_id": agencies[0]} if len(agencies) == 1 else {"agency_id__in": agencies}
    requests = Request.objects.filter(**chosen).order_by("year", "number")
    if kind not in MONEY:
        requests = requests.filter(rehandles=None)
    if kind in DAYS:
        return requests.filter(**{f"{DAYS[kind]}__range": (first, last)})
    if kind == "request.received":
        return requests.filter(received_on__range=(first, last))
    if kind == "request.carried_in":
        return requests.filter(Q(closed_on=None) | Q(closed_on__range=(first, EVER)), received_on__lt=first)
    if kind == "request.carried_out":
        after = (last + timedelta(days=1), EVER)
        return requests.filter(Q(closed_on=None) | Q(closed_on__range=after), received_on__lte=last)
    raise KeyError(kind)


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Request, Any]]:
    """What is counted of a year: requests received, carried in, closed and carried out (件), and fees (万元)."""
    for kind, names in CIRCUMSTANCES.items():
        yield grouped(counted(agency_id, year, kind), kind, {name: COLUMNS[name] for name in names})
    for kind in MONEY:
        yield grouped(counted(agency_id, year, kind), kind, amount=Sum("fee") * Value(WAN_IN_YUAN))


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """What requests say about a year, in one query."""
    return read(fact_rows(agency_id, year))


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The requests that one selector counts, by day, without naming anybody."""
    if selector.kind not in {*CIRCUMSTANCES, *MONEY}:
        return Records()
    requests = counted(agency_id, year, selector.kind)
    for name, values in selector.where.items():
        if name == "extended":
            requests = requests.filter(extended__in=[value == "yes" for value in values])
        else:
            requests = requests.filter(**{f"{COLUMNS[name]}__in": values})
    return Records(
        (requests.order_by(_day(selector.kind), "year", "number"), partial(_record, selector.kind))
    )


def numbers(agency_id: int, year: int) -> dict[str, Amount]:
    """What the text tells beyond the facts: requests answered after their term, and fee notices (件)."""
    days = (date(year, 1, 1), date(year, 12, 31))
    closed, noticed = Q(closed_on__range=days), Q(fee_noticed_on__range=days)
    late = Q(closed_on__gt=F("due_cached")) | Q(delivered_on__gt=F("due_cached"))
    told = Request.objects.filter(closed | noticed, agency_id=agency_id).aggregate(
        overdue=Count("pk", filter=closed & late), notices=Count("pk", filter=noticed)
    )
    return {"requests.overdue": told["overdue"], "fees.notices": told["notices"]}


def _day(kind: str) -> str:
    return DAYS.get(kind, "received_on")


def _record(kind: str, request: Request) -> FactRecord:
    day = getattr(request, _day(kind))
    text = request.content[:40] + ("…" if len(request.content) > 40 else "")
    about = [text, request.get_applicant_type_display(), request.get_channel_display(), request.outcome_name]
    amount = request.fee * WAN_IN_YUAN if kind in MONEY and request.fee is not None else 1
    return FactRecord(
        ref=f"inforequests.request:{request.pk}",
        title=request.label,
        detail=" · ".join(filter(None, about)),
        day=str(day),
        amount=amount,
        url=reverse("inforequests:case", args=[request.pk]),
    )
