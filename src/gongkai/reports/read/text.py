"""Plain text and Markdown to the neutral document: tables with pipes or tabs, everything else lines."""

from __future__ import annotations

import re

from gongkai.reports.read.document import Cell, Document, Table
from gongkai.reports.read.html import add_table

_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(
    r"\s*(?:[-—–－·]\s*\d{1,3}\s*[-—–－·]|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*"
)


def document(text: str) -> Document:
    """The lines of a text; a run of lines with pipes or tabs is a table. A form feed begins a page."""
    result = Document("text")
    at = 0
    for found in _HTML_TABLE.finditer(text):
        _lines(text[at : found.start()], result)
        add_table(found[0], result)
        at = found.end()
    _lines(text[at:], result)
    return result


def is_page_number(text: str) -> bool:
    """True for a line that only numbers its page: - 4 -, 第4页."""
    return _PAGE.fullmatch(text) is not None


def _lines(text: str, result: Document) -> None:
    table: Table | None = None
    framed = False  # the rows of this table begin with a pipe
    for number, page in enumerate(text.split("\f")):
        if number:
            result.new_page(result.page + 1)
        for raw in page.split("\n"):
            cells = _cells(raw)
            if cells is not None:
                if table is None:
                    table = Table()
                    framed = raw.lstrip().startswith("|")
                    result.blocks.append(table)
                result.add_row(table, cells[1:] if framed and not cells[0].text else cells, raw)
            elif not raw.strip() or is_page_number(raw) or _is_rule(raw):
                result.take_line("")
            else:
                table = None
                result.add_line(raw)


def _is_rule(raw: str) -> bool:
    """True for the rule under a Markdown head: |---|:--:|."""
    return ("--" in raw or "==" in raw) and not raw.strip(" \t|+:-=")


def _cells(raw: str) -> list[Cell] | None:
    """The cells of a line with pipes or tabs, None for another line or the rule under a Markdown head."""
    mark = "|" if "|" in raw else "\t" if "\t" in raw.strip(" ") else ""
    if not mark or _is_rule(raw) or (mark == "\t" and raw.count(mark) < 2 and not raw.strip()):
        return None
    pieces = raw.split(mark)
    starts = [0]
    for piece in pieces[:-1]:
        starts.append(starts[-1] + len(piece) + 1)
    cells = [
        Cell(piece.strip(), 1, start + len(piece) - len(piece.lstrip()))
        for piece, start in zip(pieces, starts, strict=True)
    ]
    if mark == "|" and raw.rstrip().endswith("|"):
        cells.pop()
    return cells or None
