"""Two columns of figures side by side: the sum of agencies and a government's own report, two years, two agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.apps.auditroom.models import Document
from gongkai.reports.facts import Amount
from gongkai.reports.form import EDITIONS, Form
from gongkai.reports.load import load

Figures = Mapping[str, Amount | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure on both sides. unknown: in how many reports of the left side it could not be recovered."""

    key: str
    label: str
    left: Amount | None
    right: Amount | None
    unknown: int = 0

    @property
    def difference(self) -> Amount | None:
        """right − left; None where a side is not known."""
        return None if self.left is None or self.right is None else self.right - self.left

    @property
    def differs(self) -> bool:
        """True where both sides are known and not the same."""
        return bool(self.difference)

    @property
    def empty(self) -> bool:
        """True where neither side has anything to tell."""
        return not (self.left or self.right or self.unknown)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one table of the form."""

    title: str
    cells: tuple[Cell, ...]


def of_two(left: Document, right: Document) -> list[Sheet]:
    """Every figure that both reports print, table by table. Two editions share only part of their keys."""
    return _sheets(_form(right, left), left.amounts(), right.amounts(), {})


def of_sum(reports: Iterable[Document], own: Document | None) -> tuple[list[Sheet], int]:
    """Every figure as the sum of the reports, beside a government's own; and how many reports were added up.

    Added up are those in the edition of the government's own, else of the first one.
    """
    parts = list(reports)
    form = _form(*([own] if own else []), *parts)
    same = [one.amounts() for one in parts if form and one.edition == form.edition]
    total: dict[str, Amount | None] = {}
    unknown: dict[str, int] = {}
    for figures in same:
        for key, value in figures.items():
            total[key] = (total.get(key) or 0) + (value or 0)
            unknown[key] = unknown.get(key, 0) + (value is None)
    return _sheets(form, total, own.amounts() if own else {}, unknown), len(same)


def _form(*documents: Document) -> Form | None:
    """The form of the first report that follows a national one."""
    return next((load(one.edition) for one in documents if one.edition in EDITIONS), None)


def _sheets(form: Form | None, left: Figures, right: Figures, unknown: Mapping[str, int]) -> list[Sheet]:
    if form is None:
        return []
    sheets = []
    for table in form.tables:
        keys = [key for part in table.parts for row in part.rows for key in row.keys]
        cells = tuple(
            Cell(key, form.label(key), left.get(key), right.get(key), unknown.get(key, 0))
            for key in keys
            if key in left or key in right
        )
        if cells:
            sheets.append(Sheet(table.caption or table.name, cells))
    return sheets
