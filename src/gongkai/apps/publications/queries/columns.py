"""Columns as they stand: when something new came last, whether that is in time, and the year month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from gongkai.apps.agencies.gathering import Found, Sources, gather
from gongkai.apps.agencies.models import Agency, Department, Post
from gongkai.apps.publications.freshness import Freshness, judge, months_until
from gongkai.apps.publications.models import Column, Item, PublicVersion, UpdateTerm

PUBLIC = Item.State.PUBLISHED
COLUMN = ("pk", "agency_id", "code", "name", "parent_id", "order", "scope_code", "kind", "closed_on")
TERM = ("pk", "column_id", "since", "unit", "every", "department_id")
WORST = ("overdue", "blank", "soon", "unset", "fresh", "free", "closed")


@dataclass(frozen=True, slots=True)
class ColumnState:
    """A column with its term in force, the day of its last change (its subcolumns' too) and what follows.

    blank and overdue are asked of columns that carry items themselves, not of one that only groups others.
    """

    column: Column
    term: UpdateTerm | None
    last: date | None
    freshness: Freshness
    groups: bool


def column_for(post: Post, pk: int) -> Column | None:
    """One column of the post's agency."""
    return Column.objects.filter(agency_id=post.agency_id, pk=pk).select_related("parent").first()


def terms_of(column: Column) -> QuerySet[UpdateTerm]:
    """Every term the column ever had, the latest first."""
    return column.update_terms.select_related("department", "set_by__account").order_by("-since")


def state_sources(agency_ids: Iterable[int], today: date) -> Sources:
    """What the states of these agencies' columns follow from: the columns, the terms begun, the days of corrections."""
    columns = Column.objects.filter(agency_id__in=list(agency_ids))
    newest = (
        Item.objects.filter(column=OuterRef("pk"), state=PUBLIC)
        .order_by("-first_public_on")
        .values("first_public_on")
    )
    terms = UpdateTerm.objects.filter(column__in=columns.order_by(), since__lte=today)
    corrected = PublicVersion.objects.filter(item__column__in=columns.order_by(), item__state=PUBLIC)
    return {
        "columns": columns.values(*COLUMN, newest=Subquery(newest[:1])),
        "terms": terms.values(*TERM, unit_name=F("department__name")),
        "corrected": corrected.order_by()
        .values(of_column=F("item__column_id"))
        .annotate(at=Max("replaced_at")),
    }


def states_of(found: Found, today: date) -> Iterator[ColumnState]:
    """Every column of what was found for `state_sources` in order, each after its parent."""
    rows = sorted(found["columns"], key=itemgetter("order", "pk"))
    columns = {row["pk"]: Column(**{name: row[name] for name in COLUMN}) for row in rows}
    terms = {row["column_id"]: _term(row) for row in sorted(found["terms"], key=itemgetter("since"))}
    last: dict[int, date] = {row["pk"]: row["newest"] for row in rows if row["newest"]}
    for row in found["corrected"]:
        key = row["of_column"]
        last[key] = max(last.get(key, date.min), timezone.localdate(row["at"]))
    below: dict[int, list[Column]] = defaultdict(list)
    for column in columns.values():
        if column.parent_id:
            column.parent = columns[column.parent_id]
            below[column.parent_id].append(column)
    for top in columns.values():
        if top.parent_id is None:
            for column in [top, *below[top.pk]]:
                yield _state(column, terms.get(column.pk), last, below[column.pk], today)


def column_states(agency_ids: Iterable[int], today: date) -> Iterator[ColumnState]:
    """Every column of these agencies in order, each after its parent. One query, however many items."""
    yield from states_of(gather(state_sources(agency_ids, today)), today)


def _term(row: dict[str, Any]) -> UpdateTerm:
    term = UpdateTerm(**{name: row[name] for name in TERM})
    if term.department_id:
        term.department = Department(pk=term.department_id, name=row["unit_name"])
    return term


def _state(
    column: Column, term: UpdateTerm | None, last: dict[int, date], below: list[Column], today: date
) -> ColumnState:
    days = [last[each.pk] for each in [column, *below] if each.pk in last]
    newest = max(days, default=None)
    groups = bool(below) and term is None
    told = judge(
        term.unit if term else "", term.every if term else 0, newest, today, closed=bool(column.closed_on)
    )
    if groups and told.state == "blank":
        told = Freshness("free")  # the blank ones are its subcolumns
    return ColumnState(column, term, newest, told, groups)


def overdue(states: Iterable[ColumnState]) -> list[ColumnState]:
    """Of these the columns that should have got something new, the longest overdue first."""
    late = [one for one in states if one.freshness.state == "overdue"]
    return sorted(late, key=lambda one: (one.freshness.due or date.max, one.column.pk))


def heat(agency: Agency, today: date) -> dict[int, list[int]]:
    """Column → items that became public in each of the last twelve months, this month last. One query."""
    months = months_until(today)
    place = {month: at for at, month in enumerate(months)}
    year, month = months[0]
    counted = (
        Item.objects.filter(agency=agency, first_public_on__gte=date(year, month, 1))
        .order_by()
        .values_list("column_id", ExtractYear("first_public_on"), ExtractMonth("first_public_on"))
        .annotate(n=Count("pk"))
    )
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(months))
    for column, of_year, of_month, n in counted:
        if (of_year, of_month) in place:
            found[column][place[of_year, of_month]] = n
    return found


@dataclass(frozen=True, slots=True)
class Overseen:
    """One agency as the oversight office sees it: how many columns are in which state, and which are overdue."""

    agency: Agency
    states: dict[str, int]
    overdue: list[ColumnState]


def columns_overseen(agencies: Iterable[Agency], today: date) -> list[Overseen]:
    """Agency by agency, those with most columns overdue first. Three queries."""
    by_agency: dict[int, list[ColumnState]] = defaultdict(list)
    known = list(agencies)
    for one in column_states([agency.pk for agency in known], today):
        by_agency[one.column.agency_id].append(one)
    rows = []
    for agency in known:
        counts = dict.fromkeys(WORST, 0)
        for one in by_agency[agency.pk]:
            counts[one.freshness.state] += not one.groups
        late = [one for one in by_agency[agency.pk] if one.freshness.state == "overdue"]
        rows.append(Overseen(agency, counts, late))
    return sorted(rows, key=lambda row: (-row.states["overdue"], -row.states["blank"], row.agency.pk))
