"""The neutral document that every container becomes: lines of text and tables of cells, in printed order.

Whatever a person sees is a line with a page and a number, a table's row included (its cells are parted
by tabs). So a place is always the same three things: page, line, characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["html", "docx", "pdf", "xlsx", "text"]
Reason = Literal["not_an_annual_report", "unreadable", "encrypted", "empty", "too_large"]


class Unreadable(Exception):  # noqa: N818 - a verdict on the file, not a fault of the program
    """The file cannot be read as an annual report. reason: of the contract; message: a Chinese sentence."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: page and line count from 1, characters of that line from 0, end excluded."""

    page: int
    line: int
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A line of the document. index: its position in `Document.lines`; number: counted on its page."""

    text: str
    page: int
    number: int
    index: int


@dataclass(slots=True)
class Cell:
    """A cell as it was printed, once, whatever it spans. start: where its text begins in the row's line."""

    text: str
    colspan: int = 1
    start: int = 0


@dataclass(slots=True)
class Row:
    """A row of a table: the cells that begin in it, left to right, and the line that shows it."""

    cells: list[Cell]
    line: Line


@dataclass(slots=True)
class Table:
    """Rows as printed. Cells covered by a span from above are left out: no wrong span can shift a row."""

    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """blocks: lines outside tables, and tables, in order. lines: all of them, a table's rows included.

    title: what the container itself gives as the title, "" for none.
    """

    kind: Kind
    title: str = ""
    blocks: list[Line | Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    page: int = 1
    count: int = 0  # lines so far on this page

    def add_line(self, text: str) -> Line:
        """Put a line of text at the end."""
        line = self.take_line(text)
        self.blocks.append(line)
        return line

    def take_line(self, text: str) -> Line:
        """A numbered line that belongs to no block of its own: the row of a table."""
        self.count += 1
        line = Line(text, self.page, self.count, len(self.lines))
        self.lines.append(line)
        return line

    def add_row(self, table: Table, cells: list[Cell], text: str | None = None) -> None:
        """Put a row at the end of a table. text: the line as it stands, where cells know their start."""
        if text is None:
            start = 0
            for cell in cells:
                cell.start = start
                start += len(cell.text) + 1
            text = "\t".join(cell.text for cell in cells)
        table.rows.append(Row(cells, self.take_line(text)))

    def new_page(self, page: int) -> None:
        """Lines from here on stand on that page."""
        self.page, self.count = page, 0
