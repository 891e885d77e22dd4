"""An agency's own list as a spreadsheet: the template, the export, the reading of what people send back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import openpyxl
import xlsxwriter

from gongkai.apps.publications.models import ListEdition
from gongkai.law.refusals import Refused
from gongkai.textcheck import own

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
COLUMNS = {"words": own.WORD_COLUMNS, "leaders": own.LEADER_COLUMNS}
GUIDE = {
    "words": [
        ("类别", "“不用”：发现即提示；“放行”：本机关认可的名称和说法，不再提示。"),
        ("用语", "2至50个字。"),
        ("应为", "建议改成什么，可以留空；“放行”的不填。"),
        ("级别", "禁止发布、须改正或者说明、提示；不填为提示。"),
        ("说明", "为什么，随提示一起显示。"),
        ("启用日期", "成文日期早于此日的文稿不提示，可以留空；写作2026-01-31。"),
    ],
    "leaders": [
        ("姓名", "2至20个字。"),
        ("职务", "规范的全称；有多项的用顿号分开。"),
        ("排序", "正整数，同时出现时按此排列。"),
        ("常见误写", "写错过的姓名，用顿号分开，可以留空。"),
    ],
}


def write(kind: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The list as a workbook that can be read in again; without rows it is the template."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#eaf0f8", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(ListEdition.Kind(kind).label)
        for place, name in enumerate(COLUMNS[kind]):
            sheet.set_column(place, place, 24, text)
            sheet.write_string(0, place, name, bold)
        for line, row in enumerate(rows, start=1):
            for place, name in enumerate(COLUMNS[kind]):
                sheet.write_string(line, place, str(row.get(name, "")))  # never a formula
        sheet.freeze_panes(1, 0)
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 16)
        guide.set_column(1, 1, 80)
        for line, (name, said) in enumerate(GUIDE[kind]):
            guide.write_string(line, 0, name)
            guide.write_string(line, 1, said)
    return out.getvalue()


def read(kind: str, content: bytes, name: str = "") -> list[dict[str, str]]:
    """The rows below the head, blank ones left out; Refused when it cannot be read or has another head."""
    said = f"“{name}”" if name else "该文件"
    _refuse_container(content, said)
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        head = [str(value or "").strip() for value in next(rows, ())]
        wanted = list(COLUMNS[kind])
        if head[: len(wanted)] != wanted or any(head[len(wanted) :]):
            raise Refused(f"{said}的表头应为“{'、'.join(wanted)}”，请使用下载的模板", field="file")
        found: list[dict[str, str]] = []
        blank = 0
        for number, cells in enumerate(rows, start=2):
            filled = [*cells, *[None] * len(wanted)]
            row = {column: _text(cell) for column, cell in zip(wanted, filled, strict=False)}
            if not any(row.values()):
                blank = blank or number
                continue
            if blank:
                raise Refused(f"第{blank}行是空行，请删去，以便错误按行号查找", field="file")
            found.append(row)
            if len(found) > MOST_ROWS:
                raise Refused(f"{said}超过{MOST_ROWS}行，请删减", field="file")
    except Refused:
        raise
    except Exception as error:  # openpyxl fails on a broken workbook in many ways
        raise Refused(f"{said}内容不完整，无法读取，请用下载的模板重新填写", field="file") from error
    if not found:
        raise Refused(f"{said}只有表头，没有内容", field="file")
    return found


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()


def _refuse_container(content: bytes, said: str) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(f"{said}超过{MOST_BYTES >> 20}MB，请删减", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise Refused(f"{said}不是Excel工作簿（.xlsx），请用下载的模板填写", field="file") from None
    if unpacked > MOST_UNPACKED:
        raise Refused(f"{said}解压后过大，不予读取", field="file")
