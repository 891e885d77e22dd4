"""All statutory tables of a document: from ruled cells first, from running text what cells leave open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gongkai.reports.form import Form
from gongkai.reports.load import load
from gongkai.reports.read import local, table2, table3, table4
from gongkai.reports.read.document import Document, Line, Table
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.harvest import Found, Piece, from_tables, from_text, prints_zeros
from gongkai.reports.read.head import edition_of, is_list_of_2014
from gongkai.reports.read.labels import lexicon


@dataclass
class Source:
    """A document with its rows of figures, each way of finding them done once and only when needed."""

    document: Document

    @cached_property
    def compact(self) -> str:
        """All its text without blanks."""
        return "".join("".join(line.text for line in self.document.lines).split())

    @cached_property
    def cells(self) -> list[Found]:
        """The rows of its tables."""
        return from_tables(self.document)

    @cached_property
    def words(self) -> list[Found]:
        """The rows that its text spells out."""
        return from_text(self.document)

    @cached_property
    def strays(self) -> list[Piece]:
        """Numbers alone on a line between two tables."""
        blocks = self.document.blocks
        tables = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
        if not tables or self.document.kind == "pdf":
            return []
        return [
            Piece(block.text.strip(), block, len(block.text) - len(block.text.lstrip()))
            for block in blocks[tables[0] : tables[-1]]
            if isinstance(block, Line) and block.text.strip().isdigit() and len(block.text.strip()) < 7
        ]


def read_tables(source: Source) -> tuple[str | None, Figures]:
    """(edition, figures) by the heads and labels of the document's tables; (None, none) for a narrative."""
    edition = edition_of(source.compact)
    form = load(edition or "2021")
    figures, found = _three(form, source, edition is not None)
    if edition is None and found:
        return "2021", figures
    if edition is not None and figures.values:
        return edition, figures
    return _list(source)


def _three(form: Form, source: Source, known: bool) -> tuple[Figures, bool]:
    """Tables 二, 三 and 四. known: their heads were seen; else table 三 must be found first."""
    figures = Figures()
    third = table3.read(form, source.cells, source.strays) if source.cells else None
    start, end = (third.first, third.last + 1) if third else (len(source.cells), 0)
    incomplete = third is None or any(value is None for value in third.figures.values.values())
    if third is not None:
        figures.merge(third.figures)
    words = table3.read(form, source.words) if (incomplete and "新收" in source.compact) else None
    if words is not None:
        figures.merge(words.figures if third is None else _direct(words.figures, figures))
    if third is None and words is None and not known:
        return figures, False
    if known:
        figures.merge(_second(form, source, start, words))
    fourth = (
        table4.read_cells(form, source.cells[end:]) if source.cells and "维持" in source.compact else None
    )
    if fourth is None and "维持" in source.compact:
        fourth = table4.read_text(form, source.words, words.last + 1 if words else 0)
    if fourth is not None:
        figures.merge(fourth)
    return figures, third is not None or words is not None


def _direct(words: Figures, cells: Figures) -> Figures:
    """What running text says of rows that the tables lack, where both agree on all that they share."""
    shared = [
        key for key, value in cells.values.items() if value is not None and words.values.get(key) is not None
    ]
    if any(cells.values[key] != words.values[key] for key in shared):
        return Figures()
    return words


def _second(form: Form, source: Source, start: int, words: table3.Table3 | None) -> Figures:
    table = form.table("t2")
    heads = [
        text for part in table.parts for column in part.columns for text in (column.head[-1], *column.aliases)
    ]
    figures = Figures()
    if source.cells:
        rows = table2.of_tables(source.cells[:start], heads)
        figures.merge(table2.read(form, "t2", rows))
    expected = [key for part in table.parts for row in part.rows for key in row.keys]
    if any(figures.values.get(key) is None for key in expected):
        end = words.first if words else _first_row(source)
        zeros = prints_zeros(source.words[end : words.last + 1 if words else None])
        rough = words is not None and words.rough
        figures.merge(table2.read(form, "t2", table2.window(source.words, end), zeros, rough))
    return figures


def _first_row(source: Source) -> int:
    """The position in running text of table 三's first row, or the end."""
    names = table3.rows_of("2021")
    for at, one in enumerate(source.words):
        if 0 in names.ending(one.label):
            return at
    return len(source.words)


def _list(source: Source) -> tuple[str | None, Figures]:
    """The list of 2014, or a local one, or nothing."""
    if is_list_of_2014(source.compact):
        form = load("2014")
        figures = table2.read(form, "s", source.cells) if source.cells else Figures()
        if any(figures.values.get(key) is None for key in form.keys):
            figures.merge(table2.read(form, "s", table2.list_window(lexicon(form, "s"), source.words)))
        if figures.values:
            figures.unknown(form.keys)
            return "2014", figures
    found = local.read_cells(source.cells) if source.cells else None
    found = found or local.read_text(source.words)
    return ("local", found) if found else (None, Figures())
