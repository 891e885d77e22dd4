"""Reads of the registers: lists, counts, and the facts that the annual report counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import CharField, Count, Max, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractYear
from django.urls import reverse

from gongkai.apps.agencies.facts import Records, exact, grouped, read
from gongkai.apps.registers.models import Entry
from gongkai.apps.registers.specifications import REGISTERS, Feed, Register, in_year
from gongkai.reports.facts import Amount, Fact, FactRecord, Selector

# Look-ups by a list of values are cut into pieces that every database takes.
PIECE = 500


def of_agency(register: Register, agency_id: int, *, voided: bool | None = False) -> QuerySet[Any]:
    """The entries of one agency; voided: False those that hold, True the voided ones, None both."""
    entries = register.model._default_manager.filter(agency_id=agency_id)
    return entries if voided is None else entries.filter(voided_at__isnull=not voided)


def listed(
    register: Register, rows: QuerySet[Any], *, year: int = 0, state: str = "", word: str = "", **choices: str
) -> QuerySet[Any]:
    """The rows that a list shows. state: empty for those that hold, voided, all. word: in any text column.
    choices: column → code."""
    if state != "all":
        rows = rows.filter(voided_at__isnull=state != "voided")
    if year:
        rows = rows.filter(in_year(register.day)(year))
    if word:
        found = Q()
        for column in register.columns:
            if column.type == "text":
                found |= Q(**{f"{column.name}__contains": word})
        rows = rows.filter(found)
    return rows.filter(**choices)


def totals(register: Register, entries: QuerySet[Any]) -> dict[str, Amount]:
    """The sums of a list's money and number columns, by column name; 0 where nothing is listed."""
    names = [column.name for column in register.columns if column.numeric]
    sums = entries.order_by().aggregate(**{name: Sum(name) for name in names}) if names else {}
    return {name: exact(value) for name, value in sums.items()}


def years(register: Register, agency_id: int) -> list[tuple[int, int]]:
    """(year, entries that hold), the latest year first."""
    return list(
        of_agency(register, agency_id)
        .annotate(year=ExtractYear(register.day))
        .values("year")
        .annotate(n=Count("pk"))
        .order_by("-year")
        .values_list("year", "n")
    )


def counts(agency_id: int, year: int) -> dict[str, tuple[int, int, date | None]]:
    """register key → (entries of the year, all entries, latest day), in one query; absent where empty."""
    rows = [
        of_agency(register, agency_id)
        .order_by()
        .values("agency_id")
        .annotate(
            register=Value(register.key, CharField()),
            of_year=Count("pk", filter=in_year(register.day)(year)),
            total=Count("pk"),
            latest=Max(register.day),
        )
        .values_list("register", "of_year", "total", "latest")
        for register in REGISTERS
    ]
    return {
        key: (of_year, total, latest) for key, of_year, total, latest in rows[0].union(*rows[1:], all=True)
    }


def taken(register: Register, agency_id: int, rows: Iterable[Mapping[str, Any]]) -> set[tuple[Any, ...]]:
    """Which of these rows' unique keys already stand in the register."""
    wanted = {tuple(row[name] for name in register.once) for row in rows}
    values = list({key[0] for key in wanted})
    found: set[tuple[Any, ...]] = set()
    for start in range(0, len(values), PIECE):
        narrowed = {f"{register.once[0]}__in": values[start : start + PIECE]}
        found |= wanted & set(of_agency(register, agency_id).filter(**narrowed).values_list(*register.once))
    return found


def fact_rows(agency_id: int, year: int) -> Iterator[QuerySet[Any, Any]]:
    """What the registers count for the report of a year, feed by feed; money in 万元. Voided entries give nothing."""
    for register in REGISTERS:
        for feed in register.feeds:
            amount = Sum(feed.amount) if feed.amount else Count("pk")
            where: dict[str, str | Combinable] = {name: Value(value) for name, value in feed.where.items()}
            if feed.by:
                where[feed.by] = feed.by
            rows = of_agency(register, agency_id).filter(feed.when(year))
            yield grouped(
                rows, feed.kind, where, amount=amount * Value(feed.sign) if feed.sign < 0 else amount
            )


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """What the registers give to the report of a year, in one query."""
    return read(fact_rows(agency_id, year))


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The entries behind one figure, register by register; an entry that lessens it has a negative amount."""
    return Records(
        *(
            (
                of_agency(register, agency_id).filter(feed.when(year), narrowed).order_by(feed.day, "pk"),
                partial(_record, register, feed),
            )
            for register in REGISTERS
            for feed in register.feeds
            if feed.kind == selector.kind and (narrowed := _narrowed(feed, selector)) is not None
        )
    )


def _narrowed(feed: Feed, selector: Selector) -> Q | None:
    """The selector's circumstances as a filter; None when this feed has none of the values."""
    wanted = Q()
    for name, values in selector.where.items():
        if name == feed.by:
            wanted &= Q(**{f"{name}__in": sorted(values)})
        elif feed.where.get(name) not in values:
            return None
    return wanted


def _record(register: Register, feed: Feed, entry: Entry) -> FactRecord:
    return FactRecord(
        ref=f"{entry._meta.label_lower}:{entry.pk}",
        title=register.title_of(entry),
        detail=register.name,
        day=str(getattr(entry, feed.day)),
        amount=feed.sign * (exact(getattr(entry, feed.amount)) if feed.amount else 1),
        url=reverse("registers:entry", args=[register.key, entry.pk]),
    )
