"""Columns as they stand: when something new came last, whether that is in time, and the year month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.publications.freshness import Freshness, judge, months_until
from gongkai.apps.publications.models import Column, Item, PublicVersion, UpdateTerm

PUBLIC = Item.State.PUBLISHED
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


def column_states(agency_ids: Iterable[int], today: date) -> Iterator[ColumnState]:
    """Every column of these agencies in order, each after its parent. Three queries, however many items."""
    newest = (
        Item.objects.filter(column=OuterRef("pk"), state=PUBLIC)
        .order_by("-first_public_on")
        .values("first_public_on")
    )
    in_force = UpdateTerm.objects.filter(column=OuterRef("pk"), since__lte=today).order_by("-since")
    columns: list[Any] = list(
        Column.objects.filter(agency_id__in=list(agency_ids))
        .select_related("parent")
        .annotate(newest=Subquery(newest[:1]), term_in_force=Subquery(in_force.values("pk")[:1]))
    )
    keys = [column.term_in_force for column in columns if column.term_in_force]
    terms = UpdateTerm.objects.select_related("department").in_bulk(keys) if keys else {}
    last = _last_days(columns)
    below: dict[int, list[Column]] = defaultdict(list)
    for column in columns:
        if column.parent_id:
            below[column.parent_id].append(column)
    for top in columns:
        if top.parent_id is None:
            for column in [top, *below[top.pk]]:
                yield _state(column, terms.get(column.term_in_force or 0), last, below[column.pk], today)


def _last_days(columns: Sequence[Column]) -> dict[int, date]:
    """Column → the day of its newest item or of the last correction of one that is still public."""
    last: dict[int, date] = {column.pk: column.newest for column in columns if column.newest}  # type: ignore[attr-defined]
    corrected = (
        PublicVersion.objects.filter(item__column__in=[column.pk for column in columns], item__state=PUBLIC)
        .order_by()
        .values_list("item__column_id")
        .annotate(at=Max("replaced_at"))
    )
    for column, at in corrected:
        last[column] = max(last.get(column, date.min), timezone.localdate(at))
    return last


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


def overdue_columns(post: Post, today: date) -> list[ColumnState]:
    """The agency's columns that should have got something new, the longest overdue first."""
    late = [one for one in column_states([post.agency_id], today) if one.freshness.state == "overdue"]
    return sorted(late, key=lambda one: (one.freshness.due or today, one.column.pk))


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
