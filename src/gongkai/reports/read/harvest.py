"""Rows of figures, wherever they stand: as cells of a table, or as numbers between words in running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.reports.read.document import Document, Line, Place, Row, Table
from gongkai.reports.read.labels import narrow
from gongkai.reports.read.values import parse

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UNITS = frozenset(
    ["条", "件", "次", "篇", "个", "人", "人次", "元", "万元", "份", "项", "场", "期", "部", "%"]
)
# In running text: a mark for nothing, or a number with its thousands, decimals, sign and money unit.
_TOKEN = re.compile(
    r"(?<![^\s|])[-—–－/／](?![^\s|])|(?:(?<![\d.])|(?=[+\-−－]))[+\-−－]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:\s*(?:万元|亿元|元))?"
)
_NOTE = re.compile(
    r"(?<=\d)\s*[（(](?![一二三四五六七八九十]{1,2}[）)])[^（）()]{0,40}[\u4e00-\u9fff][^（）()]{0,40}[）)]"
)
_NUMBERING = re.compile(r"\d{1,2}(?=\s*[.、．）)]\s*[“\"‘「『(（]?\s*[\u4e00-\u9fff不])")
_ZEROS = 5  # printed zeros that show the habit
_RUN = 200  # characters of running text that can belong to a label and its heads
_DATE = re.compile(r"\d{1,4}\s*(?:年|月|日|号令|〕|﹞|\])")
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


@dataclass(slots=True)
class Piece:
    """A printed number or blank cell, with its place."""

    text: str
    line: Line
    start: int
    colspan: int = 1

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.line.page, self.line.number, self.start, self.start + max(len(self.text), 1))


@dataclass(slots=True)
class Found:
    """A row as found: its label, "" where none is printed with it, and what stands behind.

    cells: True when each piece is a cell of a table, so that blanks are cells too; else the pieces are
    numbers of running text, which may be glued or torn. unit: printed in a cell of its own.
    """

    label: str
    pieces: list[Piece]
    line: Line
    cells: bool
    table: Table | None = None
    unit: str = ""
    trailing: bool = False  # a Chinese character follows the last number at once


def from_tables(document: Document) -> list[Found]:
    """The rows of every table. Two lists printed side by side give two rows."""
    return [
        found
        for table in document.blocks
        if isinstance(table, Table)
        for row in table.rows
        for found in _segments(row, table)
    ]


def _segments(row: Row, table: Table) -> Iterator[Found]:
    label, unit = "", ""
    pieces: list[Piece] = []
    if not any(cell.text for cell in row.cells):
        blank = [Piece("", row.line, cell.start, cell.colspan) for cell in row.cells]
        yield Found("", blank, row.line, True, table)
        return
    for cell in row.cells:
        if _is_value(cell.text):
            pieces.append(Piece(cell.text, row.line, cell.start, cell.colspan))
            continue
        if pieces and any(piece.text for piece in pieces):
            yield Found(label, pieces, row.line, True, table, unit)
            label, unit = "", ""
        pieces = []
        if label and narrow(cell.text) in _UNITS:
            unit = narrow(cell.text)
        else:
            label = cell.text
    if label or pieces:
        yield Found(label, pieces, row.line, True, table, unit)


def widened(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The cells of a row brought to the width of the table, where that is beyond doubt."""
    cells = list(pieces)
    while len(cells) > width and not cells[-1].text:
        cells.pop()
    if len(cells) > width:
        filled = [cell for cell in cells if cell.text]
        return filled if len(filled) == width else cells
    if len(cells) < width and sum(cell.colspan for cell in cells) == width:
        wide = [cell for cell in cells if cell.colspan > 1]
        values = [parse(cell.text) for cell in wide]
        if all(value is not None and value.amount == 0 for value in values):
            return [cell for cell in cells for _ in range(cell.colspan)]
    return cells


def prints_zeros(rows: Sequence[Found]) -> bool:
    """True when zeros are printed as zeros: then an empty cell cannot have vanished between glued digits."""
    zeros = [piece for row in rows for piece in row.pieces if re.fullmatch(r"0|0\d+|\d*00\d*", piece.text)]
    return len(zeros) >= _ZEROS


def _is_value(text: str) -> bool:
    return not text or parse(text) is not None or not _CHINESE.search(text)


def from_text(document: Document) -> list[Found]:
    """The rows that running text spells out: words, then numbers, then words again."""
    text = "\n".join(line.text for line in document.lines)
    starts = [0]
    for line in document.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    plain = _NOTE.sub(lambda found: " " * len(found[0]), text.translate(_WIDE))
    plain = _DATE.sub(lambda found: "·" * len(found[0]), plain)
    rows: list[Found] = []
    end = 0
    for token in _numbers(plain):
        start, stop = token
        between = plain[end:start]
        at = bisect_right(starts, start) - 1
        line = document.lines[at]
        if not rows or _CHINESE.search(between):
            if rows:
                rows[-1].trailing = bool(_CHINESE.match(between))
            rows.append(Found(between[-_RUN:].strip(" \t\n|"), [], line, False))
        rows[-1].pieces.append(Piece(plain[start:stop], line, start - starts[at]))
        end = stop
    if rows:
        rows[-1].trailing = bool(_CHINESE.match(plain[end : end + 1]))
    return rows


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of a text from start to end; a number that only counts the label behind it is left out."""
    cuts: dict[int, int] = {}  # where the digits that end in a numbering begin → where the numbering begins
    previous = 0
    for found in _NUMBERING.finditer(text):
        begin = end = found.end()
        while begin > 0 and text[begin - 1].isdigit():
            begin -= 1
        # Of glued digits the last is the numbering, or the last two where a list goes on from 9 to 10.
        width = 2 if previous >= 9 and text[begin:end].endswith(str(previous + 1)) else 1
        cuts[begin] = end - width
        previous = int(text[end - width : end])
    for token in _TOKEN.finditer(text):
        start, end = token.start(), token.end()
        first = start + (not text[start].isdigit())
        for begin in (first, text.find(".", start, end) + 1):
            end = min(end, cuts.get(begin, end)) if begin else end
        if text[first:end] or end == start + 1:
            yield start, end
