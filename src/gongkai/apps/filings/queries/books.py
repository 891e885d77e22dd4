"""One agency's year as its records tell it: figures, the records behind each, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongkai.apps.agencies.facts import Records
from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings import sources
from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.filings.queries.filing import filing_of, published
from gongkai.law.refusals import Refused
from gongkai.reports import check
from gongkai.reports.facts import Amount, Fact, Selector
from gongkai.reports.figures import Figures
from gongkai.reports.form import Form, edition_for_year
from gongkai.reports.load import load
from gongkai.reports.tally import selectors, tally


@dataclass(frozen=True)
class Books:
    """What the records of one agency and year add up to.

    facts: what they say. figures: the form's, in printed order. previous: last year's figures, None
    where nothing is known of last year.
    """

    form: Form
    facts: tuple[Fact, ...]
    figures: Figures
    previous: Figures | None

    @cached_property
    def equations(self) -> list[check.Equation]:
        """Every rule of the form with its numbers."""
        return check.equations(self.form, self.figures, self.previous)

    @cached_property
    def findings(self) -> list[check.Finding]:
        """What does not hold."""
        return check.check(self.form, self.figures, self.previous)

    @property
    def disclosed(self) -> Amount:
        """Pieces of information made public in the year, 条, in any edition."""
        return sum(fact.amount for fact in self.facts if fact.kind == "item.disclosed")


def books(agency_id: int, year: int) -> Books:
    """The year counted from the records now. Refused before 2014, or where a record has no place in the form."""
    return books_after(agency_id, year, published(filing_of(agency_id, year - 1)))


def books_after(agency_id: int, year: int, last: Snapshot | None) -> Books:
    """The same where last year's public version has been read already; None where it has none."""
    form = load(edition_for_year(year))
    told = sources.facts_of(agency_id, (year,) if last else (year, year - 1))
    before = last.as_report().figures if last else _counted(year - 1, told[year - 1])
    return Books(form, tuple(told[year]), tally(form, told[year]), before)


def figures(agency_id: int, year: int) -> dict[str, Amount]:
    """The figures of the year's report, counted from the records now."""
    return tally(load(edition_for_year(year)), sources.facts(agency_id, year))


def _counted(year: int, told: list[Fact]) -> Figures | None:
    if not _any_work(told):
        return None
    try:
        return tally(load(edition_for_year(year)), told)
    except Refused:  # last year's records are at fault: nothing can be compared with them
        return None


def records(agency_id: int, year: int, key: str) -> Records:
    """The records behind one figure of the year's report, kind by kind and by day, read as they are looked at.

    Refused for a key that the form does not have.
    """
    form = load(edition_for_year(year))
    if key not in form.cells:
        raise Refused(f"{form.edition}格式的年报没有“{key}”这一格，请核对数字的代码", field="key")
    behind = (sources.fact_records(agency_id, year, one) for one in merged(selectors(form, key)))
    return sum(behind, Records())


def merged(asked: Iterable[Selector]) -> list[Selector]:
    """The same choice in fewer selectors: those that differ in one circumstance alone become one."""
    chosen = list(asked)
    for name in sorted({name for selector in chosen for name in selector.where}):
        groups: dict[tuple[str, bool, frozenset[tuple[str, frozenset[str]]]], set[str]] = {}
        for one in chosen:
            rest = frozenset((other, values) for other, values in one.where.items() if other != name)
            groups.setdefault((one.kind, name in one.where, rest), set()).update(one.where.get(name, ()))
        chosen = [
            Selector(kind, dict(rest) | ({name: frozenset(values)} if asks else {}))
            for (kind, asks, rest), values in groups.items()
        ]
    return chosen


def reportable_year(agency: Agency, text: str, today: date) -> int:
    """The year as a number. Refused when it is no year, has not begun, or the agency has no records of it."""
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Refused(f"年度“{text}”不是四位数的年份，请写成2024的样子", field="year")
    year = int(text)
    edition_for_year(year)
    if year > today.year:
        raise Refused(f"{year}年还没有到，请选择{today.year}年或以前的年度", field="year")
    if not Filing.objects.filter(agency=agency, year=year).exists() and not _any_work(
        sources.facts(agency.pk, year)
    ):
        raise Refused(f"{agency.name}没有{year}年的记录，请核对年度", field="year")
    return year


def _any_work(told: Iterable[Fact]) -> bool:
    """Staff and offices stand in every year: they alone do not show that records were kept."""
    return any(fact.amount for fact in told if not fact.kind.startswith("organisation."))
