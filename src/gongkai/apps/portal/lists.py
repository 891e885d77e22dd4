"""The lists of a column, cut year by year from the oldest item, so that a full page never changes its place.

Within a year every item that ever was public has a slot, by day and then by key; one that was withdrawn leaves its slot
empty. Slots 0 to 19 are page 1 of the year, and so on. The last full page and what came after it stay open: they are
the year's own address, and for the newest year the address of the column. A page is closed, under its number, as soon
as there is a full one after it. What is imported into a past year moves the pages of that year from its place on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, QuerySet

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.memory import remembered
from gongkai.apps.portal.addresses import path
from gongkai.apps.portal.queries import newest_of
from gongkai.apps.publications.models import Column, Item

PER_PAGE = 20
LINE = (
    "state",
    "title",
    "document_number",
    "index_number",
    "validity",
    "is_normative",
    "first_public_on",
    "agency__code",
    "agency__short_name",
    "column__name",
    "interpretation_of__title",
    "interpretation_of__document_number",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, newest first. year: 0 for the column's own address. number: 0 for an open page.

    home, here: addresses of the column and of this page. older, newer: of the neighbours, empty without.
    tabs: the other years as (year, address), those after this one left out, so that a page of a past year stays as it
    is. total: items of the column, on its own address.
    """

    home: str
    here: str
    items: Sequence[Item] = ()
    year: int = 0
    number: int = 0
    older: str = ""
    newer: str = ""
    tabs: Sequence[tuple[int, str]] = ()
    total: int | None = None

    @property
    def before(self) -> tuple[int, str] | None:
        """The year before with its address, where no older page of this year leads further."""
        seen = self.total is not None and self.total <= len(self.items)
        return self.tabs[0] if self.tabs and not self.older and not seen else None


def slots(column: Column, year: int) -> QuerySet[Item]:
    """Every item of the column and of those below it that was made public in the year, the oldest first."""
    return _ever(column).filter(first_public_on__year=year).order_by("first_public_on", "pk")


def _ever(column: Column) -> QuerySet[Item]:
    """What has such a day is public or was; to ask for these states would lead a database without statistics over the
    items of every agency."""
    return Item.objects.filter(
        agency=column.agency_id, column__in=below(column), first_public_on__isnull=False
    )


def _public(column: Column) -> QuerySet[Item]:
    return Item.objects.filter(column__in=below(column), state=Item.State.PUBLISHED)


def below(column: Column) -> list[int]:
    """The column and those below it, as keys, so that the index by column answers."""
    children = column.children.values_list("pk", flat=True)
    return remembered(("below", column.pk), lambda: [column.pk, *children])


def years(column: Column) -> dict[int, int]:
    """How many slots each year of the column has, the newest year first; counted once for all of its pages."""
    return remembered(("years", column.pk), partial(_years, column))


def _years(column: Column) -> dict[int, int]:
    """Counted by days: a year is not in the index."""
    days = _ever(column).order_by().values_list("first_public_on").annotate(Count("pk"))
    counts: Counter[int] = Counter()
    for day, count in days:
        counts[day.year] += count
    return dict(sorted(counts.items(), reverse=True))


def closed(count: int) -> int:
    """How many of a year's pages are closed when it has so many slots."""
    return max(0, count // PER_PAGE - 1)


def newest(agency: Agency, column: Column) -> Listed:
    """The page at the column's own address: the open slots of the newest year, filled up from the years before."""
    home = address(agency, column)
    counts = years(column)
    if not counts:
        return Listed(home, home, total=0)
    year, count = next(iter(counts.items()))
    shut = closed(count)
    items = _shown(slots(column, year)[shut * PER_PAGE :])
    if len(items) < PER_PAGE:
        items += _of_keys(newest_of(below(column), PER_PAGE - len(items), before=date(year, 1, 1)))
    older = address(agency, column, year, shut) if shut else ""
    tabs = [(one, address(agency, column, one)) for one in counts if one != year]
    return Listed(home, home, items, older=older, tabs=tabs, total=_public(column).count())


def of_year(agency: Agency, column: Column, year: int) -> Listed | None:
    """The open page of a past year; None for the newest year, which the column's own address shows, and for no year."""
    counts = years(column)
    if year not in counts or year == next(iter(counts)):
        return None
    shut = closed(counts[year])
    items = _shown(slots(column, year)[shut * PER_PAGE :])
    older = address(agency, column, year, shut) if shut else ""
    tabs = [(one, address(agency, column, one)) for one in counts if one < year]
    home, here = address(agency, column), address(agency, column, year)
    return Listed(home, here, items, year, older=older, tabs=tabs)


def of_number(agency: Agency, column: Column, year: int, number: int) -> Listed | None:
    """A closed page; None when it is still open or does not exist."""
    counts = years(column)
    shut = closed(counts.get(year, 0))
    if not 1 <= number <= shut:
        return None
    items = _shown(slots(column, year)[(number - 1) * PER_PAGE : number * PER_PAGE])
    home, here = address(agency, column), address(agency, column, year, number)
    older = address(agency, column, year, number - 1) if number > 1 else ""
    if number < shut:
        newer = address(agency, column, year, number + 1)
    else:
        newer = home if year == next(iter(counts)) else address(agency, column, year)
    return Listed(home, here, items, year, number, older, newer)


def _shown(found: QuerySet[Item]) -> list[Item]:
    """The public ones among the items of these slots, the newest first.

    Their keys come from the index alone; whole rows of a year would be put in order for each of its pages.
    """
    return _of_keys(list(found.values_list("pk", flat=True)))


def _of_keys(keys: list[int]) -> list[Item]:
    """The public ones, the newest first, with what a line says about each and no more: whole rows would take most of
    the time of a page."""
    found = (
        Item.objects.filter(pk__in=keys).select_related("agency", "column", "interpretation_of").only(*LINE)
    )
    return [item for item in found.order_by("-first_public_on", "-pk") if item.is_public]


def address(agency: Agency, column: Column, year: int = 0, number: int = 0) -> str:
    """Of the column, of a year of it, of a closed page."""
    name = "column_page" if number else "column_year" if year else "column"
    return path(name, agency.code, column.code, *([year] if year else []), *([number] if number else []))
