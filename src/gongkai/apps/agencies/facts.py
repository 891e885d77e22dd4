"""Facts counted by the database, and the records behind them read page by page.

An app says what it counts as grouped SELECTs of the same columns (`grouped`); any number of them, of one app or
of all, are read in a single statement (`read`). The records behind a figure are `Records`: as many as a page shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, overload

from django.db import connection
from django.db.models import Case, CharField, Count, DecimalField, F, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from gongkai.reports.facts import KINDS, Amount, Fact, FactRecord

PLACES = Decimal("0.000001")  # 万元 to a hundredth of a 元
ANY_AGENCY = -(2**40)  # stands for the agency in a statement that is compiled once for all of them
CIRCUMSTANCES = ("first", "second", "third", "fourth")


def exact(amount: Any) -> Amount:
    """A number without the noise and the trailing zeros that databases add; nothing at all is 0."""
    if not isinstance(amount, Decimal):
        return amount or 0
    return amount.quantize(PLACES).normalize() + 0


def yes_no(column: str) -> Case:
    """A yes-or-no column as the circumstance of a fact: yes | no."""
    return Case(When(**{column: True}, then=Value("yes")), default=Value("no"), output_field=CharField())


def grouped(
    rows: QuerySet[Any],
    kind: str,
    where: Mapping[str, str | Combinable] | None = None,
    *,
    amount: Combinable | None = None,
    by: Sequence[str] = (),
) -> QuerySet[Any, Any]:
    """One SELECT of facts: kind, amount (of the rows, or what is added up), circumstances in the order of `KINDS`.

    where: the name of each circumstance → the column that holds it, or an expression such as a `Value`.
    by: columns to group by instead of the circumstances, which then depend on these alone.
    """
    names = dict(zip(KINDS[kind][0], CIRCUMSTANCES, strict=False))
    told = {names[name]: F(held) if isinstance(held, str) else held for name, held in (where or {}).items()}
    empty = {name: Value("", CharField()) for name in CIRCUMSTANCES if name not in told}
    before, after = ({}, told) if by else (told, {})
    # Grouping by the agency as well leaves no line where nothing was counted.
    selected: QuerySet[Any, Any] = (
        rows.order_by()
        .values("agency_id", *by, **before)
        .annotate(
            kind=Value(kind, CharField()),
            amount=Cast(amount or Count("pk"), DecimalField(max_digits=20, decimal_places=6)),
            **empty,
        )
        .annotate(**after)  # after the grouping, or each row and not each group would be asked
        .values_list("kind", "amount", *CIRCUMSTANCES)
    )
    return selected


def compiled(parts: Iterable[QuerySet[Any, Any]]) -> tuple[str, tuple[Any, ...]]:
    """All these SELECTs as one statement: SQL and its parameters."""
    first, *others = parts
    sql, params = (first.union(*others, all=True) if others else first).query.sql_with_params()
    return sql, tuple(params)


def told(sql: str, params: Sequence[Any]) -> Iterator[Fact]:
    """The facts that a statement counts, one for the same circumstances, none of nothing.

    Money in 万元 is Decimal, all else whole.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        yield from added_up(cursor)


def added_up(lines: Iterable[Sequence[Any]]) -> Iterator[Fact]:
    """The facts of lines that begin with kind and amount, as `told` says them."""
    totals: dict[tuple[str, tuple[str, ...]], Decimal] = defaultdict(Decimal)
    for kind, amount, *values in lines:
        totals[kind, tuple(values)] += Decimal(str(amount or 0)).quantize(PLACES)
    for (kind, circumstances), total in totals.items():
        names, unit = KINDS[kind]
        where = {name: value for name, value in zip(names, circumstances, strict=False) if value}
        if total:
            yield Fact(kind, where, exact(total) if unit == "万元" else int(total))


def read(parts: Iterable[QuerySet[Any, Any]]) -> Iterator[Fact]:
    """The facts of all these SELECTs in one query."""
    return told(*compiled(parts))


class Records(Sequence[FactRecord]):
    """The records behind a figure. parts: (rows in their order, row → record), one part after the other.

    Length is a count and a slice is a page in SQL; only what is looked at is read.
    """

    def __init__(self, *parts: tuple[QuerySet[Any, Any], Callable[[Any], FactRecord]]) -> None:
        self.parts = parts

    def __add__(self, other: Records) -> Records:
        return Records(*self.parts, *other.parts)

    @cached_property
    def _sizes(self) -> list[int]:
        return [rows.order_by().count() for rows, _ in self.parts]

    def __len__(self) -> int:
        return sum(self._sizes)

    def __iter__(self) -> Iterator[FactRecord]:
        for rows, record in self.parts:
            for row in rows.iterator(chunk_size=500):
                yield record(row)

    @overload
    def __getitem__(self, index: int) -> FactRecord: ...
    @overload
    def __getitem__(self, index: slice) -> list[FactRecord]: ...
    def __getitem__(self, index: int | slice) -> FactRecord | list[FactRecord]:
        if isinstance(index, int):
            place = range(len(self))[index]
            return self[place : place + 1][0]
        start, stop, _ = index.indices(len(self))
        found: list[FactRecord] = []
        for (rows, record), size in zip(self.parts, self._sizes, strict=True):
            found += [record(row) for row in rows[max(start, 0) : max(min(stop, size), 0)]]
            start, stop = start - size, stop - size
        return found
