"""XLSX to the neutral document: each sheet a page, its rows the rows of one table, merges honoured."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import MergedCell

from gongkai.reports.read.document import Cell, Document, Table, Unreadable
from gongkai.reports.read.packed import parse_xml, part

_CELLS = 200_000


def document(archive: zipfile.ZipFile, data: bytes) -> Document:
    """The sheets in order. A row with one cell is also a line of text."""
    for name in archive.namelist():
        if name.startswith("xl/") and name.endswith(".xml"):
            parse_xml(part(archive, name))
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers meet
        raise Unreadable("unreadable", "电子表格已损坏，无法打开，请重新导出后再试。") from error
    result = Document("xlsx")
    for page, sheet in enumerate(book.worksheets, 1):
        result.new_page(page)
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > _CELLS:
            raise Unreadable("too_large", "电子表格过大，请只保留年度报告的表格后再试。")
        _sheet(sheet, result)
    return result


def _sheet(sheet: openpyxl.worksheet.worksheet.Worksheet, result: Document) -> None:
    spans = {(r.min_row, r.min_col): r.max_col - r.min_col + 1 for r in sheet.merged_cells.ranges}
    table = Table()
    for row in sheet.iter_rows():
        cells = [
            Cell(_text(cell.value), spans.get((cell.row, cell.column), 1))
            for cell in row
            if not isinstance(cell, MergedCell)
        ]
        while cells and not cells[-1].text and cells[-1].colspan == 1 and not _framed(sheet, row, cells):
            cells.pop()
        filled = [cell for cell in cells if cell.text]
        if len(filled) == 1 and (len(cells) == 1 or len(filled[0].text) > 30):
            _close(table, result)
            table = Table()
            for text in filled[0].text.split("\n"):
                if text.strip():
                    result.add_line(text.strip())
        elif filled:
            result.add_row(table, cells)
    _close(table, result)


def _close(table: Table, result: Document) -> None:
    if table.rows:
        result.blocks.append(table)


def _framed(
    sheet: openpyxl.worksheet.worksheet.Worksheet, row: tuple[object, ...], cells: list[Cell]
) -> bool:
    """True when the last cell has a border: an empty cell of the table, not the empty page beside it."""
    printed = [cell for cell in row if not isinstance(cell, MergedCell)]
    border = getattr(printed[len(cells) - 1], "border", None)
    return bool(border and border.bottom and border.bottom.style and border.right and border.right.style)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if value == value and abs(value) < 1e18 else ""
    return str(value).strip()
