"""Reads that only the public site needs, composed of what the apps below keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from json import dumps

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404

from gongkai.apps.agencies.models import Agency, Department, LeadingGroup, ReadingPoint
from gongkai.apps.audit.models import Head
from gongkai.apps.filings.models import Correction, Snapshot
from gongkai.apps.inforequests.models import Request
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.publications.queries.public import TEXTS
from gongkai.reports.figures import Report
from gongkai.reports.write.json import loads


def last_change() -> str:
    """The end of the log, in short: another text whenever anything was recorded."""
    return Head.objects.values_list("digest", flat=True).get(pk=1)[:16]


def agency(code: str) -> Agency:
    """The agency of an address, with the two above it; Http404 without one."""
    found = Agency.objects.select_related("superior__superior").filter(code=code).first()
    if found is None:
        raise Http404("没有这个机关的公开专栏")
    return found


def agencies() -> list[Agency]:
    """Every agency, with the number of its public items (`items_public`) and their last day (`updated_on`)."""
    published = Q(items__state=Item.State.PUBLISHED)
    return list(
        Agency.objects.annotate(
            items_public=Count("items", filter=published),
            updated_on=Max("items__first_public_on", filter=published),
        ).order_by("name")
    )


@dataclass(frozen=True, slots=True)
class YearInWords:
    """The year so far: items made public, requests received and closed, and the last day with something new."""

    year: int
    items: int
    received: int
    closed: int
    updated_on: date | None


def year_in_words(agency: Agency, year: int) -> YearInWords:
    """What the band of an agency's home page says."""
    items = publications.public_items(agency).aggregate(
        year=Count("pk", filter=Q(first_public_on__year=year)), last=Max("first_public_on")
    )
    requests = Request.objects.filter(agency=agency).aggregate(
        received=Count("pk", filter=Q(received_on__year=year)),
        closed=Count("pk", filter=Q(closed_on__year=year)),
    )
    return YearInWords(year, items["year"], requests["received"], requests["closed"], items["last"])


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the guide says about the agency's own organisation (条例 arts 12, 25)."""

    offices: Sequence[Department]
    group: LeadingGroup | None
    reading_points: Sequence[ReadingPoint]


def organisation(agency: Agency, today: date) -> Organisation:
    """The disclosure offices, the leading group and the reading points in force today."""
    until = Q(until=None) | Q(until__gte=today)
    discloses = Q(discloses_until=None) | Q(discloses_until__gte=today)
    return Organisation(
        list(agency.departments.filter(discloses, discloses_since__lte=today)),
        agency.leading_groups.filter(set_up_on__lte=today).prefetch_related("members").first(),
        list(agency.reading_points.filter(until, since__lte=today).order_by("pk")),
    )


def everywhere() -> QuerySet[Item]:
    """Every public item of every agency, newest first."""
    found = Item.objects.filter(state=Item.State.PUBLISHED)
    found = found.select_related("agency", "column", "interpretation_of")
    return found.defer(*TEXTS).order_by("-first_public_on", "-pk")


def listed(agency: Agency, column: Column | None = None) -> QuerySet[Item]:
    """The agency's public items, or those of a column, with what a line of a list says about each."""
    return publications.public_items(agency, column).select_related("agency", "column", "interpretation_of")


def withdrawn(agency: Agency, pk: int) -> Item | None:
    """An item that was public and was taken down."""
    return Item.objects.filter(agency=agency, state=Item.State.WITHDRAWN, pk=pk).defer(*TEXTS).first()


def column(agency: Agency, code: str) -> Column:
    """A column by its code; Http404 without one."""
    found = Column.objects.filter(agency=agency, code=code).select_related("parent").first()
    if found is None:
        raise Http404("没有这个栏目")
    return found


def years(items: QuerySet[Item]) -> list[int]:
    """The years in which these items became public, newest first."""
    days = items.order_by().dates("first_public_on", "year", order="DESC")
    return [day.year for day in days]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A column with its count and, below it, its subcolumns with theirs."""

    column: Column
    count: int
    below: list[tuple[Column, int]]

    def rows(self) -> list[tuple[Column, int]]:
        """The column itself and those below it, each with its count."""
        return [(self.column, self.count), *self.below]


def shelves(agency: Agency) -> list[Shelf]:
    """Every column of the agency in order, with the number of public items in each."""
    counts = publications.column_counts(agency)
    return [
        Shelf(top, counts.get(top.pk, 0), [(one, counts.get(one.pk, 0)) for one in top.subcolumns])
        for top in publications.public_columns(agency)
    ]


def statutory(shelves: Sequence[Shelf]) -> list[tuple[Column, int]]:
    """The columns of 法定主动公开内容 with their counts, for the home page."""
    return [
        row
        for shelf in shelves
        if shelf.column.kind == Column.Kind.STATUTORY
        for row in (shelf.below or [(shelf.column, shelf.count)])
    ]


def reports(agency: Agency) -> list[Item]:
    """The agency's annual reports with `year` set, the newest year first; of a corrected one its last version."""
    found: dict[int, Item] = {}
    for item in publications.annual_reports(agency).annotate(told=KeyTextTransform("year", "payload")):
        named = re.search(r"((?:19|20)\d\d)年", item.title)  # history that came without figures
        item.year = int(item.told or (named[1] if named else item.first_public_on.year - 1))  # type: ignore[attr-defined]
        found.setdefault(item.year, item)  # type: ignore[attr-defined]
    return [found[year] for year in sorted(found, reverse=True)]


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A published annual report. report: None for history of which only the text came along.

    corrections: those that led to what is public now, the oldest first.
    """

    item: Item
    report: Report | None
    corrections: list[Correction]


def public_report(agency: Agency, year: int) -> PublicReport | None:
    """The public report on one year; None without one."""
    item = next((one for one in reports(agency) if one.year == year), None)  # type: ignore[attr-defined]
    if item is None:
        return None
    made = Correction.objects.filter(
        filing__agency=agency, filing__year=year, after__item__published_at__isnull=False
    )
    report = _report(item, year)
    if report:
        report = replace(report, published_on=item.first_public_on)
    return PublicReport(item, report, list(made.select_related("after__item")))


def _report(item: Item, year: int) -> Report | None:
    if item.payload:
        return loads(dumps(item.payload))
    kept = (
        Snapshot.objects.filter(batch=item.imported_id, filing__year=year).last()
        if item.imported_id
        else None
    )
    return kept.as_report() if kept else None


def report_year(agency: Agency, item: Item) -> int | None:
    """The year under which an item stands as an annual report with figures; None for any other item."""
    if item.column.kind != Column.Kind.ANNUAL_REPORT:
        return None
    year = next((one.year for one in reports(agency) if one.pk == item.pk), None)  # type: ignore[attr-defined]
    return year if year and _report(item, year) else None
