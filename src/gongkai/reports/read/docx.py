"""DOCX to the neutral document, straight from its XML: paragraphs and tables in order, gridSpan and vMerge."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from gongkai.reports.read.document import Cell, Document, Table
from gongkai.reports.read.packed import parse_xml, part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_INNER = ("sdt", "sdtContent", "smartTag", "customXml", "ins", "hyperlink")


def document(archive: zipfile.ZipFile) -> Document:
    """The lines and tables of a Word document in printed order. Deleted text (修订) is left out."""
    body = parse_xml(part(archive, "word/document.xml"))
    result = Document("docx")
    for element in body:
        if _name(element) == "body":
            _blocks(element, result, 0)
    return result


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.removeprefix(_W).removeprefix(_STRICT) if isinstance(tag, str) else ""


def _blocks(element: etree._Element, result: Document, depth: int) -> None:
    for child in element:
        name = _name(child)
        if name == "p":
            for text in _text(child).split("\n"):
                if text.strip():
                    result.add_line(text.strip())
        elif name == "tbl":
            _table(child, result, depth)
        elif name in _INNER and depth < 50:
            _blocks(child, result, depth + 1)


def _table(element: etree._Element, result: Document, depth: int) -> None:
    table = Table()
    nested: list[etree._Element] = []
    for row in _rows(element):
        cells = []
        for cell in _cells(row):
            if _continues(cell):
                continue
            inner = [child for child in cell if _name(child) == "tbl"]
            nested += inner
            cells.append(Cell(_cell_text(cell), _span(cell)))
        if cells:
            result.add_row(table, cells)
    if table.rows:
        result.blocks.append(table)
    if depth < 20:
        for inner_table in nested:
            _table(inner_table, result, depth + 1)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = _name(child)
        if name == "tr":
            yield child
        elif name in _INNER:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        name = _name(child)
        if name == "tc":
            yield child
        elif name in _INNER:
            yield from _cells(child)


def _property(cell: etree._Element, name: str) -> etree._Element | None:
    for child in cell:
        if _name(child) == "tcPr":
            for one in child:
                if _name(one) == name:
                    return one
    return None


def _value(element: etree._Element) -> str:
    return str(element.get(f"{_W}val") or element.get(f"{_STRICT}val") or "")


def _continues(cell: etree._Element) -> bool:
    """True for a cell that a merge from above covers."""
    merge = _property(cell, "vMerge")
    return merge is not None and _value(merge) != "restart"


def _span(cell: etree._Element) -> int:
    span = _property(cell, "gridSpan")
    value = _value(span) if span is not None else ""
    return (
        min(int(value), 100) if value.isascii() and value.isdigit() and len(value) < 4 and int(value) else 1
    )


def _cell_text(cell: etree._Element) -> str:
    return " ".join(
        filter(None, (_text(child).replace("\n", " ").strip() for child in cell if _name(child) == "p"))
    )


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for element in paragraph.iter():
        name = _name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)
