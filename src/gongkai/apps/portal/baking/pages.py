"""Every kind of page that is baked, one row each. How to add one: docs/concepts/baking.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import queries
from gongkai.apps.portal.baking import gathering, lists
from gongkai.apps.portal.baking.kinds import (
    AGENCY,
    COLUMNS,
    COUNTS,
    DAY,
    FIGURES,
    ITEMS,
    ORGANISATION,
    Args,
    Change,
    Kind,
)
from gongkai.apps.portal.views import items
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.publications.queries.public import public_items

SHELVES = frozenset({ITEMS, COLUMNS})
COUNTED = SHELVES | {FIGURES, COUNTS, DAY}


def every_item(agency: Agency | None) -> Iterator[Args]:
    """Every item that is or was public: the withdrawn have a page that says so."""
    was = [Item.State.PUBLISHED, Item.State.WITHDRAWN]
    found = Item.objects.filter(agency=agency, state__in=was).order_by("pk").values_list("pk", flat=True)
    yield from ((pk,) for pk in found.iterator())


def items_after(change: Change) -> Iterable[Args]:
    """The items themselves, and those whose pages name them: what they explain, what explains them, what is in a column."""
    keys = [item.pk for item in change.items]
    explained = [item.interpretation_of_id for item in change.items if item.interpretation_of_id]
    named = (
        Q(interpretation_of__in=keys) | Q(column__in=change.columns) | Q(column__parent__in=change.columns)
    )
    found = Item.objects.filter(named, published_at__isnull=False).values_list("pk", flat=True)
    return [(pk,) for pk in dict.fromkeys([*keys, *explained, *found])]


def every_report(agency: Agency | None) -> Iterator[Args]:
    """The years with a report that has figures."""
    if agency:
        yield from ((line.year,) for line in queries.reports(agency) if line.figures)


def _of(kind: Column.Kind, change: Change) -> bool:
    return COLUMNS in change.what or any(item.column.kind == kind for item in change.items)


def reports_after(change: Change) -> Iterable[Args]:
    """All of them, when one is new, corrected or withdrawn: few, and an earlier version gives way to a later one."""
    return every_report(change.agency) if _of(Column.Kind.ANNUAL_REPORT, change) else ()


def report_index_after(change: Change) -> Iterable[Args]:
    return [()] if _of(Column.Kind.ANNUAL_REPORT, change) else ()


def systems_after(change: Change) -> Iterable[Args]:
    return [()] if _of(Column.Kind.SYSTEM, change) else ()


def guide_after(change: Change) -> Iterable[Args]:
    """When a text of the guide changes, and when a column gets its first item or loses its last: the guide names
    the columns that have any."""
    if _of(Column.Kind.GUIDE, change):
        return [()]
    keys = [item.pk for item in change.items]
    for column in {item.column for item in change.items} | {column for _, column in change.left}:
        if not public_items(change.agency, column).exclude(pk__in=keys).exists():
            return [()]
    return ()


def every_part(agency: Agency | None) -> Iterable[Args]:
    """The parts of an agency's site map."""
    return [(number,) for number in queries.sitemap_parts().get(agency.code, [])] if agency else ()


def parts_after(change: Change) -> Iterable[Args]:
    return [(number,) for number in sorted({item.pk // queries.PART for item in change.items})]


def sitemap_after(change: Change) -> Iterable[Args]:
    """Only when a part begins or is empty now."""
    for (number,) in parts_after(change):
        there = {pk for pk, _ in queries.sitemap_part(change.agency, number)}
        if not there - {item.pk for item in change.items}:
            return [()]
    return ()


KINDS: tuple[Kind, ...] = (
    Kind("item", every=every_item, touched=items_after, many=items.many, lasting=True, folder=True),
    Kind("column", every=lists.every_column, touched=lists.columns_after),
    Kind("column_year", every=lists.every_year, touched=lists.years_after),
    Kind("column_page", every=lists.every_number, touched=lists.numbers_after),
    Kind("agency", on=SHELVES | {FIGURES, DAY}, later=frozenset({COUNTS})),
    Kind("columns", on=SHELVES),
    Kind("systems", touched=systems_after),
    Kind("guide", on=frozenset({COLUMNS, ORGANISATION, DAY}), touched=guide_after, lasting=True),
    Kind("requests", on=frozenset({DAY}), lasting=True),
    Kind("reports", touched=report_index_after),
    Kind("report", every=every_report, touched=reports_after, lasting=True),
    Kind("topics", touched=gathering.topic_index_after, lasting=True),
    Kind("topic", every=gathering.every_topic, touched=gathering.topics_after),
    Kind("questions", on=frozenset({DAY}), touched=gathering.questions_after),
    Kind("standards", touched=gathering.standards_after, lasting=True),
    Kind("sitemap_part", every=every_part, touched=parts_after),
    Kind("agency_sitemap", on=frozenset({COLUMNS})),
    Kind("feed", on=SHELVES),
    Kind("column_feed", every=lists.every_column, touched=lists.columns_after),
    Kind("feeds", on=frozenset({COLUMNS})),
    Kind("reports_compared", touched=report_index_after),
    Kind("statistics", later=COUNTED),
    Kind("data", later=frozenset({ITEMS, DAY})),
    Kind("home", platform=True, on=SHELVES | {AGENCY}),
    Kind("privacy", platform=True),
    Kind("robots", platform=True),
    Kind("sitemap", platform=True, on=frozenset({AGENCY}), touched=sitemap_after),
    Kind("report_css", platform=True),
)
