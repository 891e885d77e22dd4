"""What the year's publication says to the annual report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from gongkai.apps.publications.models import Channel, Column, Item, Release
from gongkai.reports.facts import Fact, FactRecord, Selector


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _items(agency_id: int, year: int) -> QuerySet[Item]:
    # Only what went public has a day; an item withdrawn later was public and still counts in its year.
    return Item.objects.filter(agency_id=agency_id, first_public_on__range=_year(year))


def _releases(agency_id: int, year: int) -> QuerySet[Release]:
    return Release.objects.filter(agency_id=agency_id, released_on__range=_year(year))


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Items that became public in the year, once each however many channels carried them; and their releases."""
    codes = dict(Column.objects.filter(agency_id=agency_id).values_list("pk", "code"))
    counted = (
        _items(agency_id, year).order_by().values_list("column_id", "is_normative").annotate(n=Count("pk"))
    )
    for column, normative, amount in counted:
        yield Fact("item.disclosed", {"column": codes[column], "normative": _yes(normative)}, amount)
    for kind, amount in _by_channel_kind(agency_id, year).items():
        yield Fact("item.released", {"channel": kind}, amount)


def _by_channel_kind(agency_id: int, year: int) -> Counter[str]:
    kinds = dict(Channel.objects.filter(agency_id=agency_id).values_list("pk", "kind"))
    counted = _releases(agency_id, year).order_by().values_list("channel_id").annotate(n=Count("pk"))
    total: Counter[str] = Counter()
    for channel, amount in counted:
        total[kinds[channel]] += amount
    return total


def fact_records(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    """The items or releases behind one figure, by day."""
    match selector.kind:
        case "item.disclosed":
            yield from _disclosed(agency_id, year, selector)
        case "item.released":
            yield from _released(agency_id, year, selector)


def _disclosed(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    found = _items(agency_id, year).order_by("first_public_on", "pk")
    if "column" in selector.where:
        found = found.filter(column__code__in=selector.where["column"])
    if "normative" in selector.where:
        found = found.filter(is_normative__in=[value == "yes" for value in selector.where["normative"]])
    rows = found.values_list("pk", "title", "index_number", "column__name", "first_public_on")
    for pk, title, index_number, column, day in rows.iterator():
        yield FactRecord(_ref(pk), title, f"{column} · {index_number}", str(day), url=_address(pk))


def _released(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    found = _releases(agency_id, year).order_by("released_on", "pk")
    if "channel" in selector.where:
        found = found.filter(channel__kind__in=selector.where["channel"])
    rows = found.values_list("pk", "item_id", "item__title", "channel__name", "released_on")
    for pk, item, title, channel, day in rows.iterator():
        yield FactRecord(f"publications.release:{pk}", title, channel, str(day), url=_address(item))


def numbers(agency_id: int, year: int) -> dict[str, Any]:
    """The year's numbers for the narrative, 条: items.total, items.normative, items.interpretations, items.CHANNEL.

    CHANNEL is each of gazette, website, weibo, wechat, other; a channel not used has 0.
    """
    items = _items(agency_id, year)
    kinds = _by_channel_kind(agency_id, year)
    return {
        "items.total": items.count(),
        "items.normative": items.filter(is_normative=True).count(),
        "items.interpretations": items.filter(interpretation_of__isnull=False).count(),
        **{f"items.{kind}": kinds[kind] for kind in Channel.Kind.values},
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _ref(pk: int) -> str:
    return f"publications.item:{pk}"


def _address(pk: int) -> str:
    return reverse("publications:item", args=[pk])
