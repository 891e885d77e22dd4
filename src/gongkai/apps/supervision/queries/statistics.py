"""Figures of requests over any stretch of days, for one agency or several. They rest on the same rows as the annual report.

Received, carried over and closed are counted by `inforequests.queries.counted_between`, disputes by
`disputes.queries.counted_between`: over a whole year they are the report's own figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from gongkai.apps.disputes import queries as disputes
from gongkai.apps.inforequests.models import Deflection, Event, Request
from gongkai.apps.inforequests.queries import counted_between
from gongkai.law.outcomes import outcomes
from gongkai.law.workdays import default_calendar

HANDLINGS = ("直接办理", "补正", "征求意见", "延期")


@dataclass
class Statistics:
    """What is known of requests in some days. Days are working days from receipt to delivery; shares are of `closed`."""

    first: date
    last: date
    received: int = 0
    carried_in: int = 0
    carried_out: int = 0
    closed: int = 0
    late: int = 0
    extended: int = 0
    corrected: int = 0
    consulted: int = 0
    letters: int = 0  # consultation letters sent in these days
    deflected: int = 0
    median: float | None = None
    longest: int | None = None
    received_by: Counter[tuple[str, str]] = field(default_factory=Counter)  # (channel, applicant type)
    closed_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    disputes: Counter[tuple[str, str]] = field(default_factory=Counter)  # (route, state)
    months: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # (year, month) → received, closed
    flow: Counter[tuple[str, str, str]] = field(
        default_factory=Counter
    )  # channel, handling, group of outcomes

    def share(self, n: int) -> float | None:
        """n of the closed ones, between 0 and 1; None where nothing was closed."""
        return n / self.closed if self.closed else None

    def by(self, place: int) -> dict[str, tuple[int, int]]:
        """received and closed by channel (0) or applicant type (1)."""
        names = {key[place] for key in (*self.received_by, *self.closed_by)}
        return {
            name: tuple(  # type: ignore[misc]
                sum(n for key, n in counter.items() if key[place] == name)
                for counter in (self.received_by, self.closed_by)
            )
            for name in names
        }


def statistics(agencies: Sequence[int], first: date, last: date) -> Statistics:
    """Everything, in ten queries at any number of cases."""
    found = Statistics(first, last)
    for month in _months(first, last):
        found.months[month] = [0, 0]
    _count_received(found, counted_between(agencies, first, last, "request.received"))
    _count_closed(found, counted_between(agencies, first, last, "request.closed"))
    found.carried_in = counted_between(agencies, first, last, "request.carried_in").count()
    found.carried_out = counted_between(agencies, first, last, "request.carried_out").count()
    sent = Event.objects.filter(type="consultation_sent", date__range=(first, last))
    found.letters = sent.filter(request__agency_id__in=agencies, request__rehandles=None).count()
    found.deflected = Deflection.objects.filter(agency_id__in=agencies, on__range=(first, last)).count()
    rows = disputes.counted_between(agencies, first, last).order_by()
    found.disputes.update(
        {(route, state): n for route, state, n in rows.values_list("route", "state").annotate(n=Count("pk"))}
    )
    return found


def _count_received(found: Statistics, rows: QuerySet[Request]) -> None:
    grouped = (
        rows.order_by()
        .annotate(in_year=ExtractYear("received_on"), in_month=ExtractMonth("received_on"))
        .values_list("channel", "applicant_type", "in_year", "in_month")
        .annotate(n=Count("pk"))
    )
    for channel, applicant, year, month, n in grouped:
        found.received += n
        found.received_by[channel, applicant] += n
        found.months[year, month][0] += n


def _happened(kind: str) -> Exists:
    return Exists(Event.objects.filter(request=OuterRef("pk"), type=kind))


def _count_closed(found: Statistics, rows: QuerySet[Request]) -> None:
    grouped = (
        rows.order_by()
        .annotate(
            in_year=ExtractYear("closed_on"),
            in_month=ExtractMonth("closed_on"),
            corrected=_happened("correction_asked"),
            consulted=_happened("consultation_sent"),
        )
        .values_list(
            "channel",
            "applicant_type",
            "outcome",
            "extended",
            "corrected",
            "consulted",
            "in_year",
            "in_month",
        )
        .annotate(n=Count("pk"))
    )
    for channel, applicant, outcome, extended, corrected, consulted, year, month, n in grouped:
        found.closed += n
        found.closed_by[channel, applicant] += n
        found.outcomes[outcome] += n
        found.extended += n * bool(extended)
        found.corrected += n * bool(corrected)
        found.consulted += n * bool(consulted)
        found.months[year, month][1] += n
        handling = "补正" if corrected else "征求意见" if consulted else "延期" if extended else "直接办理"
        found.flow[channel, handling, outcomes()[outcome].group] += n
    late = Q(closed_on__gt=F("due_cached")) | Q(delivered_on__gt=F("due_cached"))
    found.late = rows.filter(late).count()
    found.median, found.longest = _days(rows)


def _days(rows: QuerySet[Request]) -> tuple[float | None, int | None]:
    """Median and longest working days from receipt to delivery, by pairs of days: far fewer than cases."""
    calendar = default_calendar()
    pairs = (
        rows.exclude(delivered_on=None)
        .exclude(received_on=None)
        .order_by()
        .values_list("received_on", "delivered_on")
        .annotate(n=Count("pk"))
    )
    days: Counter[int] = Counter()
    for received, delivered, n in pairs:
        days[calendar.count(received, delivered)] += n
    return median_of(days), max(days, default=None)


def median_of(counted: Counter[int]) -> float | None:
    """The median of values counted: the middle one, or the mean of the two in the middle."""
    total = sum(counted.values())
    if not total:
        return None
    middle = [(total - 1) // 2, total // 2]
    found: list[int] = []
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        found += [value for place in middle[len(found) :] if place < passed]
    return sum(found) / 2


def _months(first: date, last: date) -> list[tuple[int, int]]:
    places = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(place // 12, place % 12 + 1) for place in places]


FEWEST = 3


def suppressed(rows: Iterable[tuple[str, Sequence[int]]]) -> dict[str, list[int | None]]:
    """The rows with every number from 1 to 2 left out (None), and in each column never a single one.

    Where only one number of a column would be left out, the smallest other one goes too: the sum tells no secret.
    """
    found = {name: list(numbers) for name, numbers in rows}
    hidden: dict[str, list[int | None]] = {name: list(numbers) for name, numbers in found.items()}
    for column in range(max(map(len, found.values()), default=0)):
        few = {name for name, numbers in found.items() if 0 < numbers[column] < FEWEST}
        others = [name for name, numbers in found.items() if numbers[column] >= FEWEST]
        if len(few) == 1 and others:
            few.add(min(others, key=lambda name: found[name][column]))
        for name in few:
            hidden[name][column] = None
    return hidden
