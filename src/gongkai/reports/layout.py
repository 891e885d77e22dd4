"""The printed table: cells with their merges, computed once from the form and drawn by every writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import lcm
from typing import Literal

from gongkai.reports.form import Part, Row, Table

Kind = Literal["title", "corner", "column", "group", "row", "unit", "figure", "blank"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell, placed at its upper left corner.

    kind: "column" heads columns, "group" heads several rows, "row" heads its own; "title" runs across a
    part. key: the figure that it holds. indent: steps of a list's row. vertical: written downwards.
    heads: the places (row, column) of the cells that head a figure, outermost first.
    """

    kind: Kind
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    key: str = ""
    indent: int = 0
    vertical: bool = False
    heads: tuple[tuple[int, int], ...] = ()

    @property
    def lines(self) -> list[str]:
        """The text as broken in print: a head beside several rows breaks after its number, （三）/不予公开."""
        number, mark, rest = self.text.partition("）")
        return [number + mark, rest] if self.kind == "group" and rest and not self.vertical else [self.text]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed. rows: the cells that begin in each row, left to right.

    header_rows: how many rows to repeat on a new page. row_heads: columns of row heads on the left.
    widths: shares of the printed width, a column each.
    """

    table: Table
    width: int
    header_rows: int
    row_heads: int
    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]

    def covered(self) -> Iterator[tuple[GridCell, int, int]]:
        """Every position with the cell that covers it: (cell, row, column), row by row."""
        taken = {
            (row, column): cell
            for cells in self.rows
            for cell in cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        for row in range(len(self.rows)):
            for column in range(self.width):
                yield taken[row, column], row, column


@cache
def grid(table: Table) -> Grid:
    """The printed table of a form's table."""
    row_heads = max((len(row.head) for part in table.parts for row in part.rows), default=0)
    first = row_heads + (1 if table.unit_head else 0)  # where the figures begin
    share = lcm(*(len(part.columns) for part in table.parts))
    cells: list[GridCell] = []
    top = header_rows = 0
    for part in table.parts:
        heads: list[GridCell] = []
        if part.title:
            heads.append(GridCell("title", top, 0, colspan=first + share, text=part.title))
            top += 1
        heads += _column_heads(table, part, top, row_heads, first, share)
        top += max(len(column.head) for column in part.columns)
        header_rows = top if len(table.parts) == 1 else 0
        cells += heads
        cells += _body(table, part, top, row_heads, share, heads)
        top += len(part.rows)
    rows = tuple(tuple(sorted(_at(cells, row), key=lambda cell: cell.column)) for row in range(top))
    shares, unit, figures = table.widths
    widths = (*shares, *([unit] if table.unit_head else []), *([figures / share] * share))
    return Grid(table, first + share, header_rows, row_heads, widths, rows)


def _at(cells: Sequence[GridCell], row: int) -> Iterator[GridCell]:
    return (cell for cell in cells if cell.row == row)


def _column_heads(
    table: Table, part: Part, top: int, row_heads: int, first: int, share: int
) -> list[GridCell]:
    depth = max(len(column.head) for column in part.columns)
    cells = []
    if row_heads:
        cells.append(GridCell("corner", top, 0, depth, row_heads, table.corner))
    if table.unit_head:
        cells.append(GridCell("column", top, row_heads, depth, 1, table.unit_head))
    step = share // len(part.columns)
    for level, start, count, text, last in _merged([column.head for column in part.columns]):
        rowspan = depth - level if last else 1
        cells.append(GridCell("column", top + level, first + start * step, rowspan, count * step, text))
    return cells


def _body(
    table: Table, part: Part, top: int, row_heads: int, share: int, heads: Sequence[GridCell]
) -> list[GridCell]:
    cells = []
    for level, start, count, text, last in _merged([row.head for row in part.rows]):
        cells.append(
            GridCell(
                kind="row" if last else "group",
                row=top + start,
                column=level,
                rowspan=count,
                colspan=row_heads - level if last else 1,
                text=text,
                indent=part.rows[start].indent if last else 0,
                vertical=table.vertical_head and level == 0 and not last,
            )
        )
    row_cells = list(cells)
    for number, row in enumerate(part.rows):
        cells += _figures(table, part, row, top + number, row_heads, share, [*heads, *row_cells])
    return cells


def _figures(
    table: Table, part: Part, row: Row, at: int, column: int, share: int, heads: Sequence[GridCell]
) -> Iterator[GridCell]:
    if table.unit_head:
        yield GridCell("unit" if row.keys else "blank", at, column, text=row.unit)
        column += 1
    step = share // len(part.columns)
    if not row.keys:
        yield GridCell("blank", at, column, colspan=share)
        return
    for number, key in enumerate(row.keys):
        place = column + number * step
        over = (
            h for h in heads if h.kind in ("title", "column") and h.column <= place < h.column + h.colspan
        )
        beside = (h for h in heads if h.kind in ("group", "row") and h.row <= at < h.row + h.rowspan)
        places = tuple((h.row, h.column) for h in (*beside, *over))
        yield GridCell("figure", at, place, colspan=step, key=key, heads=places)


def _merged(paths: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, int, str, bool]]:
    """The heads of a line of paths: (level, where it starts, how many it spans, text, whether it is the last).

    Neighbours with the same beginning share its heads; the last head of a path stands alone.
    """
    for start, path in enumerate(paths):
        for level, text in enumerate(path):
            last = level == len(path) - 1
            beginning = path[: level + 1]
            if not last and start and paths[start - 1][: level + 1] == beginning:
                continue
            count = 1
            while not last and start + count < len(paths) and paths[start + count][: level + 1] == beginning:
                count += 1
            yield level, start, count, text, last
