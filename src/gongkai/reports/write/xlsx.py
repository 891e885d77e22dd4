"""A report as an Excel workbook: its tables as printed, one list of all figures, and the text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.reports.facts import Amount
from gongkai.reports.figures import Figures, Report
from gongkai.reports.flow import Annex, Heading, Paragraph, Responsible, Signed, Statistics, flow
from gongkai.reports.form import Form
from gongkai.reports.layout import GridCell
from gongkai.reports.load import load

TEXT_WIDTH = 92  # characters across a printed page
_FONT = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter"}


def write(report: Report) -> bytes:
    """The report as an XLSX file: a sheet for each table, 数据 (标识、项目、单位、数值), and 正文."""
    form = load(report.edition)
    stream = BytesIO()
    # Text is text: nothing that begins with = or http becomes a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": report.title, "author": report.agency})
        items = flow(report)
        for item in items:
            if isinstance(item, Statistics):
                _statistics(book, _sheet(book, item.grid.table.name), item, report, form)
        _figures(book, _sheet(book, "数据"), report.figures, form)
        sheet = _sheet(book, "正文")
        sheet.set_column(0, 0, TEXT_WIDTH)
        bold, wrapped = (
            book.add_format({**_FONT, "bold": True}),
            book.add_format({**_FONT, "text_wrap": True}),
        )
        lines: list[tuple[str, Format]] = [(report.title, bold)]
        for item in items:
            match item:
                case Heading() | Annex():
                    lines.append((item.text, bold))
                case Paragraph():
                    lines.append((item.text, wrapped))
                case Signed():
                    lines += [(item.agency, wrapped), (item.date, wrapped)]
        for row, (text, style) in enumerate(lines):
            sheet.write_string(row, 0, text, style)
    return stream.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A new sheet that prints on A4, as wide as the page."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _statistics(book: Workbook, sheet: Worksheet, item: Statistics, report: Report, form: Form) -> None:
    shape = item.grid
    total = sum(shape.widths)
    widths = [max(4.0, TEXT_WIDTH * share / total) for share in shape.widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    heading = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"})
    above = [report.title, f"{shape.table.caption}{item.subtitle}", *([item.filler] if item.filler else [])]
    for row, text in enumerate(above):
        sheet.set_row(row, 26)
        sheet.merge_range(row, 0, row, shape.width - 1, text, heading if row < 2 else book.add_format(_FONT))
    top = len(above)
    if shape.header_rows:
        sheet.repeat_rows(top, top + shape.header_rows - 1)
        sheet.freeze_panes(top + shape.header_rows, shape.row_heads)
    styles: dict[tuple[str, int, bool, bool], Format] = {}
    for number, cells in enumerate(shape.rows):
        sheet.set_row(top + number, max(_height(cell, widths) for cell in cells))
        for cell in cells:
            money = bool(cell.key) and form.cells[cell.key].money
            style = styles.setdefault(
                (cell.kind, cell.indent, cell.vertical, money), _style(book, cell, money)
            )
            _write(sheet, cell, top, report.figures.get(cell.key), style)
    if form.signature:
        _responsible(sheet, top + len(shape.rows), report, book.add_format(_FONT))


def _height(cell: GridCell, widths: Sequence[float]) -> float:
    """Points that a cell of one row needs: Excel does not fit rows to merged cells by itself."""
    if cell.rowspan > 1:
        return 0
    width = sum(widths[cell.column : cell.column + cell.colspan]) - 1.5 * cell.indent
    lines = ceil(len(cell.text) * 2.2 / width) or 1  # a Chinese character is two digits wide, and a little
    return 6 + 15 * lines


def _write(sheet: Worksheet, cell: GridCell, top: int, figure: Amount | None, style: Format) -> None:
    row, column = top + cell.row, cell.column
    if cell.rowspan * cell.colspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", style)
    if cell.kind != "figure":
        sheet.write_string(row, column, "\n".join(cell.lines), style)
    elif figure is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, figure, style)


def _style(book: Workbook, cell: GridCell, money: bool) -> Format:
    left = cell.kind in ("row", "corner")
    style: dict[str, object] = {
        **_FONT,
        "border": 1,
        "text_wrap": True,
        "align": "left" if left else "center",
    }
    if cell.kind in ("title", "column"):
        style["bold"] = True
    if cell.indent:
        style["indent"] = cell.indent
    if cell.vertical:
        style["rotation"] = 270  # one character under the other
    if cell.kind == "figure":
        style["num_format"] = "General" if money else "0"
    return book.add_format(style)


def _responsible(sheet: Worksheet, row: int, report: Report, style: Format) -> None:
    for item in flow(report):
        if isinstance(item, Responsible):
            for number, (name, value) in enumerate(item.lines):
                sheet.write_string(row + number, 0, f"{name}：{value}", style)


def _figures(book: Workbook, sheet: Worksheet, figures: Figures, form: Form) -> None:
    """Every figure with its key, for people who calculate on: a table that filters and sorts."""
    bold = book.add_format({**_FONT, "bold": True, "bottom": 1})
    for column, (name, width) in enumerate((("标识", 44), ("项目", 70), ("单位", 8), ("数值", 12))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for row, (key, cell) in enumerate(form.cells.items(), start=1):
        value = figures.get(key)
        for column, text in enumerate((key, cell.label, cell.unit)):
            sheet.write_string(row, column, text)
        if value is not None:
            sheet.write_number(row, 3, value)
    sheet.autofilter(0, 0, len(form.cells), 3)
    sheet.freeze_panes(1, 0)
