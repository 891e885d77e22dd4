"""Workbooks: every text as text, so that nothing in it is taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sheet = tuple[str, Sequence[tuple[str, int]], Iterable[Sequence[Any]]]  # name, (head, width) by column, rows


def answer(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """A download of these sheets."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for title, heads, rows in sheets:
            _write(book.add_worksheet(title), bold, heads, rows)
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(out.getvalue(), content_type=XLSX, headers={"Content-Disposition": disposition})


def _write(sheet: Any, bold: Any, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    for column, (head, width) in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value)
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(line, column, value)
            elif value is not None:
                sheet.write_string(line, column, str(value))
