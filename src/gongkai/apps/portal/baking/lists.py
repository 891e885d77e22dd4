"""Which pages of lists there are, and which of them a change touches: the arguments after the agency's code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal.baking.kinds import COLUMNS, Args, Change
from gongkai.apps.portal.lists import PER_PAGE, closed, slots, years
from gongkai.apps.publications.models import Column

Places = set[tuple[int, bool]]  # slots, each with: whether whatever stands there and after it has moved


def every_column(agency: Agency | None) -> Iterator[Args]:
    """A list for each column; those that are a place of their own redirect there."""
    for code in Column.objects.filter(agency=agency).values_list("code", flat=True):
        yield (code,)


def every_year(agency: Agency | None) -> Iterator[Args]:
    for column in Column.objects.filter(agency=agency):
        for year in list(years(column))[1:]:
            yield (column.code, year)


def every_number(agency: Agency | None) -> Iterator[Args]:
    for column in Column.objects.filter(agency=agency):
        for year, count in years(column).items():
            for number in range(1, closed(count) + 1):
                yield (column.code, year, number)


def columns_after(change: Change) -> Iterable[Args]:
    """The lists' own addresses."""
    if COLUMNS in change.what:
        return list(every_column(change.agency))
    return [(column.code,) for column in _moves(change)]


def years_after(change: Change) -> Iterator[Args]:
    """The open pages of past years in which something changed; all of them after an import, whose year may be new."""
    imported = any(item.imported_id for item in change.appeared)
    for column, moves in _moves(change).items():
        counts = years(column)
        past = list(counts)[1:]
        ended = past[:1] if _begun(counts, moves) else []
        yield from ((column.code, year) for year in past if imported or year in moves or year in ended)


def numbers_after(change: Change) -> Iterator[Args]:
    """The closed pages that hold a changed item; from the place of a new one on, with the one that points there."""
    for column, moves in _moves(change).items():
        counts = years(column)
        if _begun(
            counts, moves
        ):  # the last closed page of the year before leads to that year's own address now
            moves = moves | {year: {(counts[year], True)} for year in list(counts)[1:2]}
        for year, places in moves.items():
            for number in _numbers(places, closed(counts.get(year, 0))):
                yield (column.code, year, number)


def _numbers(places: Places, shut: int) -> list[int]:
    found: set[int] = set()
    for slot, moved in places:
        found |= set(range(max(1, slot // PER_PAGE - 1), shut + 1)) if moved else {slot // PER_PAGE + 1}
    return sorted(number for number in found if number <= shut)


def _begun(counts: dict[int, int], moves: dict[int, Places]) -> bool:
    """Whether the newest year has just begun in this list, so that the year before gets an address of its own."""
    return (0, True) in moves.get(next(iter(counts), 0), set())


def _moves(change: Change) -> dict[Column, dict[int, Places]]:
    """For each list that a change concerns, by year, the slots concerned."""
    rows = [(item, item.column, True) for item in change.appeared]
    rows += [(item, item.column, False) for item in change.changed]
    rows += [(item, column, True) for item, column in change.left]
    found: dict[Column, dict[int, Places]] = defaultdict(lambda: defaultdict(set))
    first: dict[tuple[Column, int], tuple[date, int]] = {}  # of those that moved only the first counts
    for item, filed, moved in rows:
        day = item.first_public_on
        for column in (filed, filed.parent):
            if column is None or day is None:
                continue
            if moved:
                first[column, day.year] = min(first.get((column, day.year), (day, item.pk)), (day, item.pk))
            else:
                found[column][day.year].add((_slot(column, day, item.pk), False))
    for (column, year), (day, pk) in first.items():
        found[column][year].add((_slot(column, day, pk), True))
    return found


def _slot(column: Column, day: date, pk: int) -> int:
    before = Q(first_public_on__lt=day) | Q(first_public_on=day, pk__lt=pk)
    return slots(column, day.year).filter(before).count()
