"""An edition of the annual report as data: sections, tables, figures and cross-footing rules.

`load("2021")` reads `forms/2021.toml`. Everything that prints, counts or checks a report asks the
form; none of them knows an edition by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.law.refusals import Refused
from gongkai.reports.facts import Selector

Level = Literal["error", "warning", "info"]
Relation = Literal["=", "<=", ">="]

EDITIONS = ("2014", "2019", "2021")  # each named by the first year on which it reports


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of narrative. `heading` is empty where the section's own heading introduces it."""

    id: str
    section: str
    heading: str
    required: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the report with its narrative blocks and its tables, in printed order."""

    id: str
    heading: str
    aliases: tuple[str, ...]
    blocks: tuple[Block, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures. `head` is its path of printed heads, the outermost first."""

    id: str
    head: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row. `head` is its path of printed heads; `indent` places it in a list.

    `keys` are its figures, one a column; none where the row only carries a heading.
    `label` is the row as people cite it: 「三（四）1.本机关不掌握相关政府信息」.
    """

    id: str
    head: tuple[str, ...]
    label: str
    indent: int
    unit: str
    keys: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a table with columns of its own; `title` is printed across it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table. `corner` heads the row labels; `unit_head` asks for a column of units.

    widths: shares of the printed width: each column of row heads, the units (0 for none), all figures.
    """

    id: str
    name: str
    caption: str
    subtitle: str
    filler: str
    corner: str
    unit_head: str
    vertical_head: bool
    widths: tuple[tuple[int, ...], int, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its key, its place in words, its unit, and the facts that it counts.

    selector: None for a total, which is derived from other figures.
    signed: True where a negative number is in order (本年增/减).
    """

    key: str
    label: str
    unit: str
    selector: Selector | None
    signed: bool

    @property
    def money(self) -> bool:
        """True for an amount in 万元, held as Decimal; every other figure is a whole number."""
        return self.unit == "万元"


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a rule, subtracted when `sign` is -1, from last year's report when `previous`."""

    key: str
    sign: int = 1
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule applied to one row or column, whose Chinese name stands in `names`."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A cross-footing rule: Σ left  relation  Σ right, for each of its instances.

    holds, message: Chinese sentences with {0}, {1} … for the terms, {left} {right} for the sums and
    {count} for the number of terms on the right. source: the norm that prints the relation.
    """

    id: str
    level: Level
    relation: Relation
    summary: str
    holds: str
    message: str
    source: str
    instances: tuple[Instance, ...]


@dataclass(frozen=True, eq=False)
class Form:
    """One edition. `cells` holds every figure by key, in printed order.

    derived: total → the figures that add up to it. complete: kinds of which no fact may go uncounted.
    """

    edition: str
    source: str
    title: str
    intro: str
    signature: bool
    complete: frozenset[str]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    cells: Mapping[str, Cell]
    rules: tuple[Rule, ...]
    derived: Mapping[str, tuple[str, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all figures, in printed order."""
        return tuple(self.cells)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The narrative blocks of all sections, in printed order."""
        return tuple(block for section in self.sections for block in section.blocks)

    def label(self, key: str) -> str:
        """Where a figure stands, in Chinese: 「表三 三（七）总计 · 自然人」."""
        return self.cells[key].label

    def table(self, table_id: str) -> Table:
        """The table of that id."""
        return next(table for table in self.tables if table.id == table_id)


def edition_for_year(year: int) -> str:
    """The edition in which the report on `year` is written. Refused before 2014: no national form."""
    for edition in reversed(EDITIONS):
        if year >= int(edition):
            return edition
    raise Refused(
        f"{year}年没有全国统一的年度报告统计表，请按当年本地表样录入，或选择2014年及以后的年度。",
        article="国办发〔2014〕32号",
        field="year",
    )
