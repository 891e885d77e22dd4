"""Spreadsheets of the standards list: template and export in one form, and the reading of what people send back.

A file is read as a whole before anything is stored; every mistake is named by row and column.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongkai.apps.agencies.models import Agency, Department
from gongkai.apps.publications.actions.duties import KINDS, problems, row_of
from gongkai.apps.publications.models import Column, Duty
from gongkai.law.refusals import Refused

# field → head, in the order of the sheet
HEADS = {
    "matter": "公开事项",
    "content": "公开内容",
    "article": "公开依据",
    "limit": "公开时限",
    "department": "责任科室",
    "channels": "公开渠道",
    "audience": "公开对象",
    "column": "公开栏目",
    "keyword": "标题含",
}
FORMING = re.compile(r"^(?:自?(?:信息)?形成或者?变更之日起)?(\d{1,3})个工作日(?:内)?(?:公开)?$")
YEARLY = re.compile(r"^每年(\d{1,2})月(\d{1,2})日(?:前|之前)?(?:公开)?$")
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 2000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One mistake. row: its number in the sheet (the head is row 1)."""

    row: int
    head: str
    message: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A sheet as read: SHA-256, the rows as `actions.duties` takes them, and what is wrong."""

    digest: str
    rows: list[dict[str, Any]]
    problems: list[SheetProblem]


def examine(agency: Agency, content: bytes) -> Examined:
    """Reads a spreadsheet and checks every row; stores nothing. Refused when it cannot be read at all."""
    reader = _Reader(agency)
    rows: list[dict[str, Any]] = []
    found: list[SheetProblem] = []
    seen: dict[tuple[str, int], int] = {}
    for number, cells in _cells(content):
        values, wrong = reader.values(cells)
        unread = {name for name, _ in wrong}
        wrong += [
            (each.field, each.message)
            for each in problems(agency.pk, values)
            if _of(each.field) not in unread
        ]
        column = values.get("column")
        key = (values.get("matter", ""), column.pk if column else 0)
        if column and key in seen:
            wrong.append(("matter", f"与第{seen[key]}行重复"))
        seen.setdefault(key, number)
        found += [SheetProblem(number, HEADS[_of(name)], said) for name, said in wrong]
        rows.append(values | {"order": len(rows) + 1})
    if not rows:
        raise Refused("文件只有表头，没有可以导入的数据行", field="file")
    return Examined(hashlib.sha256(content).hexdigest(), rows, found)


def _of(name: str) -> str:
    return "limit" if name in {"days", "month", "day"} else name


class _Reader:
    """Knows the columns and departments of the agency by name."""

    def __init__(self, agency: Agency) -> None:
        self.columns: dict[str, list[Column]] = {}
        for column in Column.objects.filter(agency=agency, closed_on=None).select_related("parent"):
            names = {column.name} | ({f"{column.parent.name}—{column.name}"} if column.parent else set())
            for name in names:
                self.columns.setdefault(name, []).append(column)
        self.departments = {one.name: one for one in Department.objects.filter(agency=agency)}
        self.kinds = {label: code for code, label in KINDS.items()}
        self.audiences = {label: code for code, label in Duty.Audience.choices}

    def values(self, cells: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """A row as the list keeps it, and (field, what is wrong)."""
        row: dict[str, Any] = {name: cells[name] for name in ("matter", "content", "article", "keyword")}
        wrong: list[tuple[str, str]] = []
        forming, yearly = FORMING.match(cells["limit"]), YEARLY.match(cells["limit"])
        row |= {"days": None, "month": None, "day": None, "limit": "yearly" if yearly else "forming"}
        if forming:
            row["days"] = int(forming[1])
        elif yearly:
            row["month"], row["day"] = int(yearly[1]), int(yearly[2])
        else:
            wrong.append(("limit", f"应写作“20个工作日”或者“每年1月31日前”，现为“{cells['limit'][:20]}”"))
        row["department"] = self.departments.get(cells["department"])
        if cells["department"] and row["department"] is None:
            wrong.append(("department", f"本机关没有“{cells['department'][:20]}”这一内设机构"))
        named = [name for name in re.split(r"[、，,；;\s]+", cells["channels"]) if name]
        row["channels"] = [self.kinds[name] for name in named if name in self.kinds]
        strange = [name for name in named if name not in self.kinds]
        if strange:
            wrong.append(("channels", f"没有“{strange[0][:20]}”这种渠道，可填{'、'.join(self.kinds)}"))
        row["audience"] = self.audiences.get(cells["audience"] or "全社会", "")
        if not row["audience"]:
            wrong.append(("audience", f"只能填{'、'.join(self.audiences)}，现为“{cells['audience'][:20]}”"))
        known = self.columns.get(cells["column"], [])
        row["column"] = known[0] if len(known) == 1 else None
        if len(known) > 1:
            wrong.append(("column", f"有{len(known)}个栏目叫“{cells['column'][:20]}”，请写作“上级栏目—栏目”"))
        elif not known:
            wrong.append(("column", f"本机关没有“{cells['column'][:20]}”栏目"))
        return row, wrong


def _cells(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, text by field) of every row that is not blank; the head is checked."""
    _refuse_container(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        _check_head([_text(cell) for cell in next(rows, (1, ()))[1]])
        count = 0
        for number, row in rows:
            texts = [_text(cell) for cell in row][: len(HEADS)]
            if any(texts):
                count += 1
                if count > MOST_ROWS:
                    raise Refused(f"一次最多导入{MOST_ROWS}行", field="file")
                yield number, dict(zip(HEADS, texts + [""] * len(HEADS), strict=False))
    except Refused:
        raise
    except Exception as error:  # openpyxl fails on a broken workbook in many ways
        raise Refused("文件内容不完整，无法读取，请用下载的模板重新填写", field="file") from error


def _refuse_container(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请分成几个文件导入", field="file")
    if content.startswith(OLE):
        raise Refused("文件是旧版（.xls）或者加了密码的工作簿，请去掉密码、另存为.xlsx后再导入", field="file")
    if not content.startswith(ZIP):
        raise Refused("文件不是Excel工作簿（.xlsx），请用下载的模板填写", field="file")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise Refused("文件已损坏，无法打开，请重新保存后再导入", field="file") from None
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("文件解压后过大，不予读取，请用下载的模板重新填写", field="file")


def _check_head(head: list[str]) -> None:
    for place, should in enumerate(HEADS.values()):
        found = head[place] if place < len(head) else ""
        if found != should:
            raise Refused(f"表头第{place + 1}列应为“{should}”，现为“{found[:20]}”，请使用模板", field="file")


def _text(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()


def sheet(duties: Iterable[Duty]) -> bytes:
    """The list in the form of the template, so that it can be read in again; without duties the template itself."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet("标准规范清单")
        wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        widths = (24, 48, 32, 26, 16, 22, 12, 24, 12)
        for place, (head, width) in enumerate(zip(HEADS.values(), widths, strict=True)):
            page.set_column(place, place, width, wrap)
            page.write_string(
                0, place, head, book.add_format({"bold": True, "bg_color": "#eaf0f8", "bottom": 1})
            )
        page.freeze_panes(1, 0)
        for line, duty in enumerate(duties, start=1):
            for place, text in enumerate([*row_of(duty), duty.keyword]):
                page.write_string(line, place, text)
    return out.getvalue()


def keep(agency: Agency, content: bytes) -> str:
    """Keeps a previewed file until it is confirmed; its digest."""
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(agency, digest)):
        default_storage.save(_path(agency, digest), ContentFile(content))
    return digest


def take(agency: Agency, digest: str) -> bytes:
    """The previewed file, which is then gone; Refused when it is not there."""
    path = _path(agency, digest)
    if not default_storage.exists(path):
        raise Refused("预览已过期，没有导入任何一行，请重新上传文件")
    with default_storage.open(path) as file:
        content: bytes = file.read()
    default_storage.delete(path)
    return content


def _path(agency: Agency, digest: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Refused("预览已过期，没有导入任何一行，请重新上传文件")
    return f"imports/{agency.pk}/duties/{digest}.xlsx"
