"""The reading view: the document's own text, cut where findings are pinned to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gongkai.apps.auditroom.models import Document, Finding

_CLASS = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. mark: "error", "warning", "note", or "" for plain text. numbers: of findings that begin here."""

    text: str
    mark: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered mark beside the text."""

    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with the pins in its margin."""

    pieces: tuple[Piece, ...]
    pins: tuple[Pin, ...] = ()
    title: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, its pins after its words. covered: room left by cells that reach down from rows above."""

    pieces: tuple[Piece, ...]
    colspan: int
    pins: tuple[Pin, ...] = ()
    covered: bool = False


@dataclass(slots=True)
class Block:
    """A paragraph (`text`), a table (`rows`), or the beginning of a page (`page`)."""

    text: Text | None = None
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    page: int = 0


_Span = tuple[int, int, str, int]  # start, end, mark, number of the finding


def draw(document: Document, findings: Iterable[Finding]) -> list[Block]:
    """The document in printed order with the findings where they were read. Nothing in it is taken as markup."""
    pinned: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for one in findings:
        if one.page:
            pinned[one.page, one.line].append(one)
    blocks: list[Block] = []
    page, table = 1, None
    for line in document.lines:
        if line["p"] != page:
            page, table = line["p"], None
            blocks.append(Block(page=page))
        here = pinned.get((line["p"], line["n"]), [])
        if "table" in line:
            if line["table"] != table:
                table = line["table"]
                blocks.append(Block())
            blocks[-1].rows.append(tuple(_cells(line["cells"], here)))
        else:
            table = None
            blocks.append(Block(text=_text(line, here, document.title)))
    for block in blocks:
        block.rows = _filled(block.rows)
    return blocks


def _filled(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows of one width. The reader keeps no cell that a row above covers, and those stand at the left in these forms."""
    widths = [sum(cell.colspan for cell in row) for row in rows]
    widest = max(widths, default=0)
    return [
        (Cell((), widest - width, covered=True), *row) if width < widest else row
        for row, width in zip(rows, widths, strict=True)
    ]


def _text(line: Mapping[str, Any], here: Sequence[Finding], title: str) -> Text:
    text = line["t"]
    spans = [_span(one, 0, len(text)) for one in here]
    is_title = bool(title) and text.strip() == title.strip()
    return Text(_pieces(text, spans), _pins(spans), is_title)


def _cells(cells: Sequence[Sequence[Any]], here: Sequence[Finding]) -> Iterable[Cell]:
    left = list(here)
    for number, (text, colspan, start) in enumerate(cells):
        end = start + len(text)
        last = number == len(cells) - 1
        mine = [one for one in left if last or one.start < end or (one.start <= start and not one.end)]
        left = [one for one in left if one not in mine]
        spans = [_span(one, start, len(text)) for one in mine]
        yield Cell(_pieces(text, spans), colspan, _pins(spans))


def _span(one: Finding, offset: int, length: int) -> _Span:
    """The finding's characters in this text; the whole of it where the place names none."""
    start, end = max(0, one.start - offset), min(length, one.end - offset)
    if start >= end:
        start, end = 0, length
    return start, end, _CLASS[one.level], one.number


def _pieces(text: str, spans: Sequence[_Span]) -> tuple[Piece, ...]:
    """The text cut at every edge of a span; where spans overlap the worst one is drawn. An empty cell is one piece."""
    if not text:
        worst = min((span[2] for span in spans), key=_ORDER.__getitem__, default="")
        return (Piece("", worst, tuple(span[3] for span in spans)),)
    edges = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    pieces = []
    for start, end in pairwise(edges):
        covering = [span for span in spans if span[0] <= start and span[1] >= end]
        worst = min((span[2] for span in covering), key=_ORDER.__getitem__, default="")
        begins = tuple(span[3] for span in covering if span[0] == start)
        pieces.append(Piece(text[start:end], worst, begins))
    return tuple(pieces)


_ORDER = {"error": 0, "warning": 1, "note": 2}


def _pins(spans: Sequence[_Span]) -> tuple[Pin, ...]:
    return tuple(Pin(number, mark) for _, _, mark, number in sorted(spans, key=lambda span: span[3]))
