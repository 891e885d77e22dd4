"""The lists as spreadsheets. Who wrote a letter is not among the columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from gongkai.apps.engagement.models import Letter, Response

LETTER_HEAD = (
    "编号",
    "类别",
    "来信日期",
    "标题",
    "承办科室",
    "到期日期",
    "答复日期",
    "用时（工作日）",
    "按时",
)
RESPONSE_HEAD = ("日期", "方式", "标题", "属热点或舆情", "主要负责同志参加", "说明")


def letters(rows: Iterable[Letter]) -> bytes:
    """One row a letter."""
    return _book(
        "来信",
        LETTER_HEAD,
        (
            (
                row.number,
                row.get_kind_display(),
                row.received_on,
                row.title,
                row.department.name if row.department else "",
                row.due,
                row.answered_on,
                row.days,
                _yes(row.on_time),
            )
            for row in rows
        ),
    )


def responses(rows: Iterable[Response]) -> bytes:
    """One row a response."""
    return _book(
        "回应",
        RESPONSE_HEAD,
        (
            (row.held_on, row.get_form_display(), row.title, _yes(row.hot), _yes(row.by_head), row.notes)
            for row in rows
        ),
    )


def _yes(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _book(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "bg_color": "#eaf0f8", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.set_column(0, len(head) - 1, 20)
        sheet.freeze_panes(1, 0)
        for place, title in enumerate(head):
            sheet.write_string(0, place, title, bold)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write(sheet, line, place, value, day)
    return out.getvalue()


def _write(sheet: Any, line: int, place: int, value: Any, day: Any) -> None:
    """Text is always written as text: a title that begins with = + - @ never becomes a formula."""
    if isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, int):
        sheet.write_number(line, place, value)
    elif value:
        sheet.write_string(line, place, value)
