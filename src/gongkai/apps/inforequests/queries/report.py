"""What requests say about a year: facts for tables 3 and for the list of 2014, their records, and numbers for the text.

The year of a request is that of its receipt (收到之日, 条例 art. 31), which a correction does not move: the term
starts anew, the request does not. It is closed on the day of the decision or of the lapse; what is received by
31 December and not closed by then is carried out of the year and into the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from gongkai.apps.inforequests.models import Request
from gongkai.reports.facts import Fact, FactRecord, Selector

YUAN_IN_WAN = Decimal(10_000)
# The circumstance of a fact → the column that holds it.
COLUMNS = {"applicant": "applicant_type", "channel": "channel", "outcome": "outcome", "extended": "extended"}
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
ONLINE = ("online", "email")
MAIL = ("registered_mail", "ordinary_mail")
BY_HAND = ("in_person", "oral")


def counted(agency_id: int, year: int, kind: str) -> QuerySet[Request]:
    """The requests behind a kind of fact, in the order of their numbers."""
    requests = Request.objects.filter(agency_id=agency_id).order_by("year", "number")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if kind in DAYS:
        return requests.filter(**{f"{DAYS[kind]}__range": (first, last)})
    if kind == "request.received":
        return requests.filter(received_on__range=(first, last))
    if kind == "request.carried_in":
        return requests.filter(Q(closed_on=None) | Q(closed_on__gte=first), received_on__lt=first)
    if kind == "request.carried_out":
        return requests.filter(Q(closed_on=None) | Q(closed_on__gt=last), received_on__lte=last)
    raise KeyError(kind)


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Requests received, carried in, closed and carried out (件), and fees (万元), grouped by the database."""
    for kind, names in CIRCUMSTANCES.items():
        rows = counted(agency_id, year, kind).order_by().values(*(COLUMNS[name] for name in names))
        for row in rows.annotate(n=Count("pk")):
            where = {name: _value(row[COLUMNS[name]]) for name in names}
            yield Fact(kind, where, row["n"])
    for kind in MONEY:
        total = counted(agency_id, year, kind).aggregate(total=Sum("fee"))["total"]
        if total:
            yield Fact(kind, {}, total / YUAN_IN_WAN)


def fact_records(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    """The requests that one selector counts, without naming anybody."""
    requests = counted(agency_id, year, selector.kind)
    for name, values in selector.where.items():
        if name == "extended":
            requests = requests.filter(extended__in=[value == "yes" for value in values])
        else:
            requests = requests.filter(**{f"{COLUMNS[name]}__in": values})
    for request in requests.iterator(chunk_size=500):
        yield _record(request, selector.kind)


def numbers(agency_id: int, year: int) -> dict[str, str]:
    """Numbers for the text: requests by way in, closed in time or after extension and fee notices."""
    received = counted(agency_id, year, "request.received").aggregate(
        received=Count("pk"),
        online=Count("pk", filter=Q(channel__in=ONLINE)),
        mail=Count("pk", filter=Q(channel__in=MAIL)),
        in_person=Count("pk", filter=Q(channel__in=BY_HAND)),
        fax=Count("pk", filter=Q(channel="fax")),
        own=Count("pk", filter=Q(applicant_type="natural_person")),
    )
    late = Q(closed_on__gt=F("due_cached")) | Q(delivered_on__gt=F("due_cached"))
    closed = counted(agency_id, year, "request.closed").aggregate(
        closed=Count("pk"), late=Count("pk", filter=late), extended=Count("pk", filter=Q(extended=True))
    )
    fees = counted(agency_id, year, "request.fee_noticed").aggregate(count=Count("pk"), total=Sum("fee"))
    paid = counted(agency_id, year, "request.fee_paid").aggregate(total=Sum("fee"))
    return {
        "requests.received": str(received["received"]),
        "requests.online": str(received["online"]),
        "requests.mail": str(received["mail"]),
        "requests.in_person": str(received["in_person"]),
        "requests.fax": str(received["fax"]),
        "requests.by_persons": str(received["own"]),
        "requests.by_organisations": str(received["received"] - received["own"]),
        "requests.closed": str(closed["closed"]),
        "requests.on_time": str(closed["closed"] - closed["late"]),
        "requests.late": str(closed["late"]),
        "requests.extended": str(closed["extended"]),
        "requests.carried_in": str(counted(agency_id, year, "request.carried_in").count()),
        "requests.carried_out": str(counted(agency_id, year, "request.carried_out").count()),
        "requests.fee_notices": str(fees["count"]),
        "requests.fee_noticed": _wan(fees["total"]),
        "requests.fee_paid": _wan(paid["total"]),
    }


def _record(request: Request, kind: str) -> FactRecord:
    day = getattr(request, DAYS.get(kind, "received_on"))
    text = request.content[:40] + ("…" if len(request.content) > 40 else "")
    about = [text, request.get_applicant_type_display(), request.get_channel_display(), request.outcome_name]
    amount = request.fee / YUAN_IN_WAN if kind in MONEY and request.fee is not None else 1
    return FactRecord(
        ref=f"inforequests.request:{request.pk}",
        title=request.label,
        detail=" · ".join(filter(None, about)),
        day=str(day),
        amount=amount,
        url=reverse("inforequests:case", args=[request.pk]),
    )


def _value(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _wan(yuan: Decimal | None) -> str:
    """元 as 万元 without useless zeros."""
    return f"{(yuan or Decimal(0)) / YUAN_IN_WAN:f}".rstrip("0").rstrip(".") if yuan else "0"
