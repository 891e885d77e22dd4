"""Which app keeps the records of which kind of fact, and how all of them are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Any

from django.db import connection

from gongkai.apps.agencies import queries as agencies
from gongkai.apps.agencies.facts import ANY_AGENCY, Records, added_up, compiled
from gongkai.apps.disputes import queries as disputes
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.publications import queries as publications
from gongkai.apps.registers import queries as registers
from gongkai.reports.facts import Amount, Fact, Selector

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
APPS = tuple(dict.fromkeys(KEEPERS.values()))


def _where(kind: str, name: str, *values: str) -> Selector:
    return Selector(kind, {name: frozenset(values)})


SPAN = "span"  # the lines of a statement that hold pairs of days

# Numbers of the text (`reports.narrative.NUMBERS`) that are sums of facts; the others are told by the apps.
COUNTED: dict[str, Selector] = {
    "items.total": Selector("item.disclosed"),
    "items.website": _where("item.released", "channel", "website"),
    "items.wechat": _where("item.released", "channel", "wechat"),
    "items.weibo": _where("item.released", "channel", "weibo"),
    "items.gazette": _where("item.released", "channel", "gazette"),
    "items.other": _where("item.released", "channel", "other"),
    "requests.online": _where("request.received", "channel", "online", "email"),
    "requests.mail": _where("request.received", "channel", "registered_mail", "ordinary_mail"),
    "requests.in_person": _where("request.received", "channel", "in_person", "oral"),
    "requests.fax": _where("request.received", "channel", "fax"),
    "letters.received": Selector("letter.received"),
    "letters.on_time": _where("letter.answered", "on_time", "yes"),
    "meetings": Selector("meeting"),
    "courses": Selector("training.course"),
    "trainees": Selector("training.trainees"),
    "fees.noticed": Selector("request.fee_noticed"),
    "fees.paid": Selector("request.fee_paid"),
}


def facts(agency_id: int, year: int) -> Iterator[Fact]:
    """Everything that the agency's records say about the year: in one query."""
    yield from facts_of(agency_id, (year,))[year]


def facts_of(agency_id: int, years: tuple[int, ...]) -> dict[int, list[Fact]]:
    """The same of several years, in one query."""
    sql, params = _statement(years)
    lines: dict[int, list[tuple[Any, ...]]] = {year: [] for year in years}
    spans: dict[int, list[tuple[str, date, date, int]]] = {year: [] for year in years}
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency_id if one == ANY_AGENCY else one for one in params])
        for year, kind, amount, *values in cursor:
            if kind == SPAN:
                letters, came, went = values[:3]
                days = date.fromisoformat(came), date.fromisoformat(went)
                spans[year].append((letters, *days, int(amount)))
            else:
                lines[year].append((kind, amount, *values))
    return {year: [*added_up(lines[year]), *engagement.answered_of(spans[year])] for year in years}


# To compile the statement takes twenty times as long as to run it, and it differs by the years alone.
@lru_cache(maxsize=64)
def _statement(years: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    selects: list[str] = []
    params: list[Any] = []
    for year in years:
        counted, given = compiled(rows for app in APPS for rows in app.fact_rows(ANY_AGENCY, year))
        spans, days = engagement.spans_statement(year)
        selects.append(f"SELECT {year:d}, counted.* FROM ({counted}) counted")  # noqa: S608 - our own SELECTs
        # The working days between receipt and answer are the calendar's business: pairs of days come along.
        selects.append(
            f"SELECT {year:d}, '{SPAN}', n, kind, CAST(received_on AS varchar(10)),"  # noqa: S608
            f" CAST(answered_on AS varchar(10)), '' FROM ({spans}) spans"
        )
        params += [*given, *days]
    return " UNION ALL ".join(selects), tuple(params)


def fact_records(agency_id: int, year: int, selector: Selector) -> Records:
    """The records that one selector counts, from the app that keeps them."""
    found: Records = KEEPERS[selector.kind.partition(".")[0]].fact_records(agency_id, year, selector)
    return found


def numbers(agency_id: int, year: int, known: Iterable[Fact] | None = None) -> dict[str, Amount]:
    """Numbers that the text tells and no table prints (average days of a letter), by name: see `narrative.NUMBERS`.

    known: the year's facts where they have been read already.
    """
    counted = list(facts(agency_id, year) if known is None else known)
    return {
        **{
            name: sum(fact.amount for fact in counted if selector.accepts(fact))
            for name, selector in COUNTED.items()
        },
        **inforequests.numbers(agency_id, year),
        **engagement.numbers(agency_id, year),
    }
