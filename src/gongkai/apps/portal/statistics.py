"""What an agency's statistics say: published, requests, mailbox. Requests of a year come from its published report.

Years are those in which there is something, so that a page of figures does not change with the day. Of the mailbox, kinds
with fewer than three letters in a year are not shown, and never a single one (as in the office's own statistics).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from gongkai.apps.agencies.models import Agency
from gongkai.apps.engagement.models import Letter
from gongkai.apps.inforequests.models import Request
from gongkai.apps.portal import comparison
from gongkai.apps.publications.models import Channel, Column, Item, Release
from gongkai.apps.supervision.queries.statistics import suppressed
from gongkai.law.workdays import default_calendar
from gongkai.reports.facts import Amount
from gongkai.reports.figures import Report

YEARS = 5  # columns of the tables, the newest year last
Rows = list[tuple[str, list[int | None]]]


@dataclass(frozen=True, slots=True)
class Published:
    """Items public now, by their first public day. years: the newest YEARS with any, the oldest first.

    months: year → twelve counts. columns, channels: name → counts in the order of `years`. total: of all years.
    """

    years: list[int]
    months: dict[int, list[int]]
    columns: Rows
    channels: Rows
    total: int


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Letters by year of receipt. kinds: None for a number too small to show. days: mean working days to the answer."""

    years: list[int]
    received: list[int]
    answered: list[int]
    on_time: list[int]
    days: list[float | None]
    kinds: Rows


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests by year: the published reports, and for later years what the records say so far (received, closed)."""

    reports: list[Report]
    rows: list[comparison.Row]
    so_far: list[tuple[int, int, int]]


def published(agency: Agency) -> Published:
    """What is public, counted by column and day in one query that an index alone answers."""
    named = list(Column.objects.filter(agency=agency).order_by("order", "pk").values_list("pk", "name"))
    public = Item.objects.filter(column__in=[pk for pk, _ in named], state=Item.State.PUBLISHED).order_by()
    by_month: dict[int, list[int]] = {}
    by_column: Counter[tuple[int, int]] = Counter()
    for column, day, n in public.values_list("column_id", "first_public_on").annotate(n=Count("*")):
        by_month.setdefault(day.year, [0] * 12)[day.month - 1] += n
        by_column[column, day.year] += n
    years = sorted(by_month)[-YEARS:]
    columns: Rows = [(name, [by_column[pk, year] for year in years]) for pk, name in named]
    return Published(
        years,
        {year: by_month[year] for year in years},
        [row for row in columns if any(row[1])],
        _channels(agency, years),
        sum(map(sum, by_month.values())),
    )


def _channels(agency: Agency, years: list[int]) -> Rows:
    """All releases less those of the few items that are no longer public: each is found by an index."""
    kinds = dict(Channel.objects.filter(agency=agency).values_list("pk", "kind"))
    hidden = Item.objects.filter(agency=agency).exclude(state=Item.State.PUBLISHED)
    released = Release.objects.filter(agency=agency)
    counts: Counter[tuple[str, int]] = Counter()
    for rows, sign in ((released, 1), (released.filter(item__in=hidden), -1)):
        days = rows.order_by().values_list("channel_id", "released_on")
        for channel, day, n in days.annotate(n=Count("*")):
            counts[kinds[channel], day.year] += sign * n
    rows_of: Rows = [(name, [counts[kind, year] for year in years]) for kind, name in Channel.Kind.choices]
    return [row for row in rows_of if any(row[1])]


def requests(agency: Agency) -> Requests:
    """The published reports and the years after the last of them."""
    reports = comparison.reports(agency)
    last = reports[0].year if reports else 1
    rows = Request.objects.filter(agency=agency, rehandles=None).order_by()
    received = _by_year(rows.filter(received_on__year__gt=last), "received_on")
    closed = _by_year(rows.filter(closed_on__year__gt=last), "closed_on")
    years = sorted({*received, *closed})
    wanted = {"received", "carried_in", "closed", "carried_out"}
    outcomes = [
        row
        for row in comparison.rows(reports)
        if row[0].code in wanted or row[0].group == comparison.OUTCOMES
    ]
    return Requests(reports, outcomes, [(year, received.get(year, 0), closed.get(year, 0)) for year in years])


def _by_year(rows: QuerySet[Request], field: str) -> dict[int, int]:
    grouped = rows.annotate(y=ExtractYear(field)).values_list("y").annotate(n=Count("pk"))
    return dict(grouped)


def mailbox(agency: Agency) -> Mailbox:
    """The letters of the newest YEARS."""
    letters = Letter.objects.filter(agency=agency).order_by().annotate(y=ExtractYear("received_on"))
    totals = {
        year: (n, answered)
        for year, n, answered in letters.values_list("y").annotate(
            n=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False))
        )
    }
    years = sorted(totals)[-YEARS:]
    kinds: Counter[tuple[str, int]] = Counter()
    for kind, year, n in letters.values_list("kind", "y").annotate(n=Count("pk")):
        kinds[kind, year] += n
    told = [(name, [kinds[kind, year] for year in years]) for kind, name in Letter.Kind.choices]
    shown = suppressed(row for row in told if any(row[1]))
    on_time, days = _days(letters, years)
    return Mailbox(
        years,
        [totals[year][0] for year in years],
        [totals[year][1] for year in years],
        on_time,
        days,
        list(shown.items()),
    )


def _days(letters: QuerySet[Letter], years: list[int]) -> tuple[list[int], list[float | None]]:
    """Answered on time, and the mean of working days, by year: from pairs of days, far fewer than letters."""
    calendar = default_calendar()
    pairs = (
        letters.exclude(answered_on=None).values_list("received_on", "answered_on").annotate(n=Count("pk"))
    )
    on_time: Counter[int] = Counter()
    days: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    for received, answer, n in pairs:
        probe = Letter(received_on=received, answered_on=answer)
        on_time[received.year] += n * bool(probe.on_time)
        days[received.year] += n * calendar.count(received, answer)
        answered[received.year] += n
    means = [round(days[year] / answered[year], 1) if answered[year] else None for year in years]
    return [on_time[year] for year in years], means


Line = tuple[str, int, int | None, str, Amount | float | None]  # measure, year, month, category, value


def lines(agency: Agency) -> Iterable[Line]:
    """Everything in one long table, for open data: one number a line, those too small to show left out."""
    out, letters, asked = published(agency), mailbox(agency), requests(agency)
    for year, months in out.months.items():
        for month, n in enumerate(months, 1):
            yield "items.published", year, month, "", n
    for measure, rows in (("items.by_column", out.columns), ("items.by_channel", out.channels)):
        for name, numbers in rows:
            yield from ((measure, year, None, name, n) for year, n in zip(out.years, numbers, strict=True))
    for one, values in asked.rows:
        for report, amount in zip(asked.reports, values, strict=True):
            if amount is not None:
                yield f"requests.{one.code}", report.year, None, one.label, amount
    for year, received, closed in asked.so_far:
        yield "requests.received_so_far", year, None, "", received
        yield "requests.closed_so_far", year, None, "", closed
    for place, year in enumerate(letters.years):
        yield "letters.received", year, None, "", letters.received[place]
        yield "letters.answered", year, None, "", letters.answered[place]
        yield "letters.answered_on_time", year, None, "", letters.on_time[place]
        if letters.days[place] is not None:
            yield "letters.mean_working_days", year, None, "", letters.days[place]
        for name, numbers in letters.kinds:
            if numbers[place] is not None:
                yield "letters.by_kind", year, None, name, numbers[place]
