"""Reads that only the public site needs, composed of what the apps below keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from json import dumps
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Department, LeadingGroup, ReadingPoint
from gongkai.apps.audit.memory import remembered
from gongkai.apps.filings.models import Snapshot
from gongkai.apps.inforequests.models import Request
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.publications.queries.public import TEXTS
from gongkai.reports.figures import Report
from gongkai.reports.write.json import loads


def agency(code: str) -> Agency:
    """The agency of an address, with the two above it, as read since the last change; Http404 without one."""
    return remembered(("agency", code), partial(_agency, code))


def _agency(code: str) -> Agency:
    try:
        return Agency.objects.select_related("superior__superior").get(code=code)
    except Agency.DoesNotExist:
        raise Http404("没有这个机关的公开专栏") from None


def agencies() -> list[Agency]:
    """Every agency, with the number of its public items (`items_public`) and their last day (`updated_on`)."""
    found = list(Agency.objects.order_by("name"))
    # Named one by one, so that the index by agency and state answers alone.
    public = Item.objects.filter(agency__in=[one.pk for one in found], state=Item.State.PUBLISHED).order_by()
    counted = {
        row["agency"]: row
        for row in public.values("agency").annotate(count=Count("pk"), last=Max("first_public_on"))
    }
    for agency in found:
        row = counted.get(agency.pk, {"count": 0, "last": None})
        agency.items_public, agency.updated_on = row["count"], row["last"]  # type: ignore[attr-defined]
    return found


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
    return _lines().filter(state=Item.State.PUBLISHED)


def _lines() -> QuerySet[Item]:
    """Items with what pages and feeds say about each, newest first."""
    found = Item.objects.select_related("agency", "column", "interpretation_of")
    return found.defer(*TEXTS).order_by("-first_public_on", "-pk")


# The state is looked at afterwards: beside the keys it would lead a database without statistics over every public item.
SHOWN = """
    SELECT id, title, document_number, index_number, validity, first_public_on, agency_id, column_id, state
    FROM publications_item WHERE id IN ({})
"""


class Shown(NamedTuple):
    """What a page of search results shows of an item, and no more. day: when it became public, YYYY-MM-DD."""

    pk: int
    title: str
    document_number: str
    index_number: str | None
    validity: str
    day: str
    agency_code: str
    agency_name: str
    column_name: str


def shown(pks: list[int]) -> dict[int, Shown]:
    """Those of these items that are public, by pk; without what was opened and filled while this page is being made."""
    if not pks:
        return {}
    agencies = remembered("agencies by pk", _agency_names)
    columns = remembered("columns by pk", _column_names)
    with connection.cursor() as cursor:  # many times as quick as to put the same words together for each page
        cursor.execute(SHOWN.format(", ".join(["%s"] * len(pks))), pks)
        found = [row[:-1] for row in cursor.fetchall() if row[-1] == Item.State.PUBLISHED]
    return {
        pk: Shown(pk, title, number, index_number, validity, str(day), *agencies[agency], columns[column])
        for pk, title, number, index_number, validity, day, agency, column in found
        if agency in agencies and column in columns
    }


def _agency_names() -> dict[int, tuple[str, str]]:
    rows = Agency.objects.order_by().values_list("pk", "code", "short_name")
    return {pk: (code, name) for pk, code, name in rows}


def _column_names() -> dict[int, str]:
    return dict(Column.objects.order_by().values_list("pk", "name"))


def whole(pks: list[int]) -> dict[int, Item]:
    """Those of these items that are public, by pk, as pages and feeds need them."""
    return {pk: item for pk, item in _lines().order_by().in_bulk(pks).items() if item.is_public}


def newest_anywhere(count: int) -> list[Item]:
    """The items that became public last in any agency: their keys by the index alone, then these few rows."""
    keys = Item.objects.filter(state=Item.State.PUBLISHED).order_by("-first_public_on", "-pk")
    return list(_lines().filter(pk__in=list(keys.values_list("pk", flat=True)[:count])))


# One column by its own index. All of them at once would lead SQLite over everybody's items as long as few stand in these.
NEWEST_OF_ONE = """
    SELECT * FROM (
        SELECT id, first_public_on FROM publications_item
        WHERE column_id = %s AND state = %s AND first_public_on < %s
        ORDER BY first_public_on DESC, id DESC LIMIT %s
    ) AS of_one"""


def newest_of(columns: Sequence[int], count: int, *, before: date = date.max) -> list[int]:
    """Keys of the items of these columns that became public last, before that day; the newest first."""
    if not columns:
        return []
    day = connection.ops.adapt_datefield_value(before)
    asked = [value for column in columns for value in (column, Item.State.PUBLISHED, day, count)]
    pieces = " UNION ALL ".join([NEWEST_OF_ONE] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({pieces}) AS found ORDER BY first_public_on DESC, id DESC LIMIT %s",  # noqa: S608 - no values
            [*asked, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def newest_whole(columns: Sequence[int], count: int) -> list[Item]:
    """The items of these columns that became public last, the newest first, as pages and feeds need them."""
    public = whole(keys := newest_of(columns, count))
    return [public[pk] for pk in keys if pk in public]


def listed(agency: Agency) -> QuerySet[Item]:
    """The agency's public items, the newest first, with what a line of a list says about each."""
    return publications.public_items(agency).select_related("agency", "column", "interpretation_of")


def withdrawn(agency: Agency, key: str) -> Item | None:
    """An item that was public and was taken down, by primary key or index number."""
    found = Item.objects.filter(agency=agency, state=Item.State.WITHDRAWN).defer(*TEXTS)
    return found.filter(pk=int(key)).first() if key.isdecimal() else found.filter(index_number=key).first()


def column(agency: Agency, code: str) -> Column:
    """A column by its code; Http404 without one."""
    found = Column.objects.filter(agency=agency, code=code).select_related("parent").first()
    if found is None:
        raise Http404("没有这个栏目")
    return found


PART = 10_000  # keys in one part of a site map


def sitemap_parts() -> dict[str, list[int]]:
    """For each agency by its code, the parts of its map that hold an item; a part is a range of keys."""
    held: dict[str, list[int]] = {
        code: [] for code in Agency.objects.order_by("code").values_list("code", flat=True)
    }
    public = Item.objects.filter(state=Item.State.PUBLISHED).order_by()
    pairs = public.annotate(part=F("pk") / PART).values_list("agency__code", "part").distinct()
    for code, part in sorted(pairs):
        held[code].append(part)
    return held


def sitemap_part(agency: Agency, number: int) -> list[tuple[int, date]]:
    """Keys of the items in one part of the agency's map, with the day on which each was changed last: made public,
    corrected, or no longer in force."""
    keys = (number * PART, (number + 1) * PART - 1)
    found = Item.objects.filter(agency=agency, state=Item.State.PUBLISHED, pk__range=keys).order_by("pk")
    days = found.values_list("pk", "first_public_on", "amended_at", "validity_since")
    return [
        (pk, max(filter(None, (public, amended and timezone.localdate(amended), since))))
        for pk, public, amended, since in days
    ]


def years(items: QuerySet[Item]) -> list[int]:
    """The years in which these items became public, newest first."""
    # Days, which the index alone answers: a year is not in it.
    days = items.order_by().values_list("first_public_on", flat=True).distinct()
    return sorted({day.year for day in days if day}, reverse=True)


def topics(items: QuerySet[Item]) -> list[str]:
    """The topics of these items, in order."""
    return list(items.order_by("topic").exclude(topic="").values_list("topic", flat=True).distinct())


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
    """Every column of the agency in order, with the number of public items in each; counted once for all pages."""
    return remembered(("shelves", agency.pk), partial(_shelves, agency))


def _shelves(agency: Agency) -> list[Shelf]:
    counts = publications.column_counts(agency)
    return [
        Shelf(top, counts.get(top.pk, 0), [(one, counts.get(one.pk, 0)) for one in top.subcolumns])  # type: ignore[attr-defined]
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


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One year in the list of annual reports. figures: False for history of which only the text came along."""

    year: int
    item: Item
    figures: bool


def reports(agency: Agency) -> list[ReportLine]:
    """The agency's annual reports, the newest year first; of a corrected one its last version."""
    items = publications.annual_reports(agency).annotate(told=KeyTextTransform("year", "payload"))
    counted = set(Snapshot.objects.filter(filing__agency=agency, item=None).values_list("batch", flat=True))
    found: dict[int, ReportLine] = {}
    for item in items:
        told: str | None = item.told
        named = re.search(r"((?:19|20)\d\d)年", item.title)
        year = int(told or (named[1] if named else _public_day(item).year - 1))
        found.setdefault(year, ReportLine(year, item, bool(told) or item.imported_id in counted))
    return [found[year] for year in sorted(found, reverse=True)]


def _public_day(item: Item) -> date:
    if item.first_public_on is None:
        raise ValueError(f"item {item.pk} is not public")
    return item.first_public_on


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A published annual report. report: None for history of which only the text came along.

    corrections: [{"opened_on", "reason", "changes"}], those that led to this version, the oldest first.
    """

    item: Item
    report: Report | None
    corrections: list[dict[str, Any]]


def public_report(agency: Agency, year: int) -> PublicReport | None:
    """The public report on one year, in its last version; None without one."""
    line = next((one for one in reports(agency) if one.year == year), None)
    return report_of(line.item) if line else None


def report_of(item: Item) -> PublicReport:
    """The report that an item of the column 政府信息公开年报 carries."""
    report, corrections = None, []
    if item.payload:
        report, corrections = loads(dumps(item.payload)), item.payload.get("corrections", [])
    elif item.imported_id:
        kept = Snapshot.objects.filter(batch=item.imported_id).last()
        report = kept.as_report() if kept else None
    if report:
        report = replace(report, published_on=item.first_public_on)
    return PublicReport(item, report, corrections)
