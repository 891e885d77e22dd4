"""What the year's publication says to the annual report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from gongkai.apps.agencies.facts import Records, grouped, read, yes_no
from gongkai.apps.publications.models import Channel, Column, Item, Release
from gongkai.reports.facts import Fact, FactRecord, Selector


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _items(agency_id: int, year: int) -> QuerySet[Item]:
    # Only what went public has a day; an item withdrawn later was public and still counts in its year.
    return Item.objects.filter(agency_id=agency_id, first_public_on__range=_year(year))


def _releases(agency_id: int, year: int) -> QuerySet[Release]:
    return Release.objects.filter(agency_id=agency_id, released_on__range=_year(year))


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What is counted of a year: items that became public in it, once each however many channels carried them;
    and their releases. Grouped by keys alone, so that the indexes answer; the names come for each group."""
    yield grouped(
        _items(agency_id, year),
        "item.disclosed",
        {"column": _named(Column, "column_id", "code"), "normative": yes_no("is_normative")},
        by=("column_id", "is_normative"),
    )
    yield grouped(
        _releases(agency_id, year),
        "item.released",
        {"channel": _named(Channel, "channel_id", "kind")},
        by=("channel_id",),
    )


def _named(model: type[Column] | type[Channel], key: str, name: str) -> Subquery:
    return Subquery(model.objects.filter(pk=OuterRef(key)).order_by().values(name), CharField())


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """What publication says about a year, in one query; each channel for itself."""
    return read(fact_rows(agency_id, year))


def disclosed(agency_id: int, years: Sequence[int]) -> dict[int, int]:
    """Year → items that became public in it, 条, in one query."""
    if not years:
        return {}
    span = (date(min(years), 1, 1), date(max(years), 12, 31))
    counts = {str(year): Count("pk", filter=Q(first_public_on__range=_year(year))) for year in years}
    found = Item.objects.filter(agency_id=agency_id, first_public_on__range=span)
    return {int(year): n for year, n in found.aggregate(**counts).items()}


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The items or releases behind one figure, by day."""
    match selector.kind:
        case "item.disclosed":
            return _disclosed(agency_id, year, selector)
        case "item.released":
            return _released(agency_id, year, selector)
    return Records()


def _disclosed(agency_id: int, year: int, selector: Selector) -> Records:
    found = _items(agency_id, year).order_by("first_public_on", "pk")
    if "column" in selector.where:
        found = found.filter(column__code__in=selector.where["column"])
    if "normative" in selector.where:
        found = found.filter(is_normative__in=[value == "yes" for value in selector.where["normative"]])
    rows = found.values_list("pk", "title", "index_number", "column__name", "first_public_on")
    return Records((rows, _item_record))


def _item_record(row: tuple[int, str, str, str, date]) -> FactRecord:
    pk, title, index_number, column, day = row
    return FactRecord(
        f"publications.item:{pk}", title, f"{column} · {index_number}", str(day), url=_address(pk)
    )


def _released(agency_id: int, year: int, selector: Selector) -> Records:
    found = _releases(agency_id, year).order_by("released_on", "pk")
    if "channel" in selector.where:
        found = found.filter(channel__kind__in=selector.where["channel"])
    rows = found.values_list("pk", "item_id", "item__title", "channel__name", "released_on")
    return Records((rows, _release_record))


def _release_record(row: tuple[int, int, str, str, date]) -> FactRecord:
    pk, item, title, channel, day = row
    return FactRecord(f"publications.release:{pk}", title, channel, str(day), url=_address(item))


def _address(pk: int) -> str:
    return reverse("publications:item", args=[pk])
