"""Spreadsheets of a register: the template, the export, and the reading of what people send back.

A file is read as a whole, row by row, before anything is stored; every mistake is named by row and column.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter

from gongkai.apps.registers import checks
from gongkai.apps.registers.models import Entry
from gongkai.apps.registers.queries import taken
from gongkai.apps.registers.specifications import Column, Register
from gongkai.law.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
# A sheet of 20,000 rows unpacks to about 10 MB; what unpacks to more than this was made to harm.
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 1000
# Above this a register comes in by year: the clerk waits for the check, and everybody else's saving for the import.
MOST_ROWS = 20_000
MOST_EXPORTED = 100_000
MOST_PROBLEMS = 500
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Row = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One mistake. row: its number in the sheet (the head is row 1). message: a sentence about the value."""

    row: int
    head: str
    message: str

    def __str__(self) -> str:
        return f"第{self.row}行{self.message}"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as read: SHA-256, rows with their numbers in the sheet, mistakes (at most `MOST_PROBLEMS`)."""

    digest: str
    rows: list[Row]
    problems: list[RowProblem]

    @property
    def cut(self) -> bool:
        """True when there were too many mistakes to look at every row."""
        return len(self.problems) >= MOST_PROBLEMS


def examine(register: Register, agency_id: int, content: bytes, today: date, name: str = "") -> Examined:
    """Reads a spreadsheet and checks every row, among themselves and against the register; stores nothing.

    Refused when the file cannot be read at all, has another head, no row, or more than `MOST_ROWS`.
    """
    name = f"“{name}”" if name else "该文件"
    _refuse_container(content, name)
    rows: list[Row] = []
    found: list[RowProblem] = []
    for number, cells in _cells(register, content, name):
        values, wrong = _values(register, number, cells)
        row = checks.tidy(register, values)
        if wrong:
            unread = {problem.head for problem in wrong}
            others = [
                problem for problem in _of_row(register, number, row, today) if problem.head not in unread
            ]
            found += wrong + others
        else:
            rows.append((number, row))
        if len(found) >= MOST_PROBLEMS:
            break
    if not rows and not found:
        raise Refused(f"{name}只有表头，没有可以导入的数据行")
    found += row_problems(register, agency_id, rows, today)
    found.sort(key=lambda problem: problem.row)
    return Examined(hashlib.sha256(content).hexdigest(), rows, found[:MOST_PROBLEMS])


def row_problems(
    register: Register, agency_id: int, rows: Sequence[Row], today: date
) -> Iterator[RowProblem]:
    """What is wrong with tidy rows: by themselves, with an earlier row, with the register."""
    heads = "、".join(register.column(name).head for name in register.once)
    stored = taken(register, agency_id, (row for _, row in rows))
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in rows:
        yield from _of_row(register, number, row, today)
        key = tuple(row[name] for name in register.once)
        said = "，".join(str(value) for value in key if value)
        if key in seen:
            yield RowProblem(number, heads, f"“{heads}”与第{seen[key]}行重复：{said}")
        elif key in stored:
            yield RowProblem(number, heads, f"“{heads}”在台账中已有：{said}")
        seen.setdefault(key, number)


def _of_row(register: Register, number: int, row: dict[str, Any], today: date) -> Iterator[RowProblem]:
    for problem in checks.problems(register, row, today):
        yield RowProblem(number, problem.head, problem.message)


def _refuse_container(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise Refused(f"{name}超过{MOST_BYTES // 1024 // 1024}MB，请分成几个文件导入")
    if content.startswith(OLE):
        raise Refused(f"{name}是旧版（.xls）或加了密码的工作簿，请去掉密码、另存为.xlsx后再导入")
    if not content.startswith(ZIP):
        raise Refused(f"{name}不是Excel工作簿（.xlsx），请用下载的模板填写")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise Refused(f"{name}已损坏，无法打开，请重新保存后再导入") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(f"{name}解压后过大，不予读取，请用下载的模板重新填写")


def _cells(register: Register, content: bytes, name: str) -> Iterator[tuple[int, list[Any]]]:
    """(row number, cells) of every row that is not blank, the head checked and left out."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # else rows beyond the size that the file claims would be lost
        rows = enumerate(sheet.iter_rows(), start=1)
        _refuse_head(register, [cell.value for cell in next(rows, (1, ()))[1]])
        width = len(register.columns)
        count = 0
        for number, cells in rows:
            if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
                continue
            count += 1
            if count > MOST_ROWS:
                raise Refused(f"一次最多导入{MOST_ROWS}行，{name}超过此数，请按年份或月份分成几个文件")
            yield number, [*cells, *[None] * width]
    except Refused:
        raise
    except Exception as error:  # openpyxl fails on a broken workbook in many ways
        raise Refused(f"{name}内容不完整，无法读取，请用下载的模板重新填写") from error


def _refuse_head(register: Register, head: list[Any]) -> None:
    given = ["" if value is None else str(value).strip() for value in head]
    while given and not given[-1]:
        given.pop()
    wanted = [column.head for column in register.columns]
    for place, (should, found) in enumerate(zip(wanted, given, strict=False), start=1):
        if should != found:
            raise Refused(
                f"表头第{place}列应为“{should}”，现为“{found[:20]}”，请使用{register.name}台账的模板"
            )
    if len(given) < len(wanted):
        raise Refused(f"表头缺少“{'”“'.join(wanted[len(given) :])}”列，请使用{register.name}台账的模板")
    if len(given) > len(wanted):
        raise Refused(f"表头多出“{given[len(wanted)][:20]}”列，模板中没有这一列，请删去后再导入")


def _values(register: Register, number: int, cells: list[Any]) -> tuple[dict[str, Any], list[RowProblem]]:
    values: dict[str, Any] = {}
    wrong: list[RowProblem] = []
    for column, cell in zip(register.columns, cells, strict=False):
        try:
            values[column.name] = _value(column, cell)
        except ValueError as error:
            wrong.append(RowProblem(number, column.head, f"“{column.head}”{error}"))
    return values, wrong


def _value(column: Column, cell: Any) -> Any:
    """A cell as the column's type; ValueError says what it should be and what it is."""
    value = cell.value if cell is not None else None
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        raise ValueError("是公式，请改为数值或文字")
    if cell.data_type == "e":
        raise ValueError(f"是错误值{value}，请改正")
    shown = f"文字“{value[:20]}”" if isinstance(value, str) else f"数值{value}"
    match column.type:
        case "date":
            if isinstance(value, datetime):
                return value.date()
            raise ValueError(f"应为日期，现为{shown}")
        case "money":
            if isinstance(value, int | float) and not isinstance(value, bool):
                return Decimal(str(round(value, 8)))
            raise ValueError(f"应为数值，现为{shown}")
        case "number":
            if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
                return int(value)
            raise ValueError(f"应为整数，现为{shown}")
        case "yes_no":
            if value in ("是", "否"):
                return value == "是"
            raise ValueError(f"只能填是或否，现为{shown}")
        case "choice":
            codes = {label: code for code, label in column.choices.items()}
            if value in codes:
                return codes[value]
            raise ValueError(f"只能填{'、'.join(codes)}，现为{shown}")
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, int) and abs(value) >= 10**15:
        raise ValueError("是15位以上的数值，末尾几位已经不准，请把单元格设为文本后重新填写")
    if isinstance(value, datetime):
        raise ValueError("应为文字，现为日期，请把单元格设为文本后重新填写")
    return str(value)


def template(register: Register) -> bytes:
    """The empty sheet to fill in: the head, cells of the right type, a sheet that explains each column."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = _headed(book, register)
        for place, column in enumerate(register.columns):
            if column.type == "choice" or column.type == "yes_no":
                options = list(column.choices.values()) or ["是", "否"]
                sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": options})
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 18)
        guide.set_column(1, 1, 90)
        for line, (head, text) in enumerate(_guide(register)):
            guide.write_string(line, 0, head)
            guide.write_string(line, 1, text)
    return out.getvalue()


SAID = {
    "text": "文字",
    "date": "日期格式的单元格，不要写成文字",
    "money": "数值，单位万元，最多4位小数",
    "number": "整数",
    "yes_no": "是或否",
    "choice": "",
}


def _guide(register: Register) -> Iterator[tuple[str, str]]:
    yield register.name, register.note
    yield "整表", f"第一行表头不要改动；一次最多{MOST_ROWS}行；有一处错误则全部不导入。"
    for column in register.columns:
        said = SAID[column.type] or "、".join(column.choices.values()) + "，任选一项"
        limit = f"，最多{column.max}个字" if column.type == "text" else ""
        need = "必填。" if column.required else "可以留空。"
        yield column.head, f"{need}{said}{limit}。{column.help}"


def export(register: Register, entries: Iterable[Entry]) -> bytes:
    """The entries as a spreadsheet with the same head as the template, so that it can be read in again."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = _headed(book, register)
        for line, entry in enumerate(entries, start=1):
            for place, column in enumerate(register.columns):
                _write(sheet, line, place, column, getattr(entry, column.name))
    return out.getvalue()


def _headed(book: Any, register: Register) -> Any:
    bold = book.add_format({"bold": True, "bg_color": "#eaf0f8", "bottom": 1})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "0.00##"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet = book.add_worksheet(register.name[:31])
    for place, column in enumerate(register.columns):
        sheet.set_column(place, place, 28 if column.type == "text" else 16, formats.get(column.type))
        sheet.write_string(0, place, column.head, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _write(sheet: Any, line: int, place: int, column: Column, value: Any) -> None:
    """Text is always written as text: a name that begins with = + - @ never becomes a formula."""
    if value is None or value == "":
        return
    match column.type:
        case "date":
            sheet.write_datetime(line, place, datetime(value.year, value.month, value.day))  # noqa: DTZ001
        case "money" | "number":
            sheet.write_number(line, place, value)
        case "yes_no":
            sheet.write_string(line, place, "是" if value else "否")
        case "choice":
            sheet.write_string(line, place, column.choices.get(value, value))
        case _:
            sheet.write_string(line, place, value)
