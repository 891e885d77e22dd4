"""Which app keeps the records of which kind of fact, and how all of them are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any

from gongkai.apps.agencies import queries as agencies
from gongkai.apps.disputes import queries as disputes
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.publications import queries as publications
from gongkai.apps.registers import queries as registers
from gongkai.reports.facts import Amount, Fact, FactRecord, Selector

# The first word of a kind of fact → the queries of the app that keeps its records.
KEEPERS: dict[str, ModuleType] = {
    "item": publications,
    "document": registers,
    "decision": registers,
    "service": registers,
    "charge": registers,
    "procurement": registers,
    "meeting": registers,
    "training": registers,
    "request": inforequests,
    "dispute": disputes,
    "complaint": disputes,
    "letter": engagement,
    "response": engagement,
    "organisation": agencies,
}
# Numbers of the text that are sums of facts.
COUNTED = {"meetings": "meeting", "courses": "training.course", "trainees": "training.trainees"}
# Names under which an app tells a number → the names that `reports.narrative` knows.
RENAMED = {
    "requests.late": "requests.overdue",
    "requests.fee_notices": "fees.notices",
    "requests.fee_noticed": "fees.noticed",
    "requests.fee_paid": "fees.paid",
}
APPS = tuple(dict.fromkeys(KEEPERS.values()))


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Everything that the agency's records say about the year, app after app."""
    for app in APPS:
        yield from app.facts(agency_id, year)


def fact_records(agency_id: int, year: int, selector: Selector) -> Iterator[FactRecord]:
    """The records that one selector counts, from the app that keeps them."""
    keeper = KEEPERS[selector.kind.partition(".")[0]]
    yield from keeper.fact_records(agency_id, year, selector)


def numbers(agency_id: int, year: int, counted: Iterable[Fact] | None = None) -> dict[str, Amount]:
    """Numbers that the text tells and no table prints (average days of a letter), by name: see `narrative.NUMBERS`.

    counted: the year's facts where they have been read already.
    """
    told: dict[str, Any] = {}
    for app in APPS:
        if hasattr(app, "numbers"):
            told |= app.numbers(agency_id, year)
    work = list(facts_of("meeting", agency_id, year) if counted is None else counted)
    for name, kind in COUNTED.items():
        told[name] = sum(fact.amount for fact in work if fact.kind == kind)
    return {RENAMED.get(name, name): _amount(value) for name, value in told.items()}


def _amount(value: Amount | str) -> Amount:
    if not isinstance(value, str):
        return value
    return int(value) if value.isdecimal() else Decimal(value)


def facts_of(kind: str, agency_id: int, year: int) -> Iterator[Fact]:
    """What one app's records say about the year. kind: a key of `KEEPERS`."""
    yield from KEEPERS[kind].facts(agency_id, year)
