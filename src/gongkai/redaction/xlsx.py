"""XLSX: the values of what is shown are read, and a fresh workbook is written from them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.law.refusals import Refused
from gongkai.redaction.content import NOTES, Document, Made, Part, notes, withheld_of
from gongkai.redaction.docx.styles import FAINTEST, HEX, contrast
from gongkai.redaction.files import Package, parsed
from gongkai.redaction.marks import Mark
from gongkai.redaction.passages import Chunk, Cover, clean, cover, filled, filling

MOST_CELLS = 300_000
LONGEST_NAME = 31
DATE, DATE_TIME, TIME, SHARE = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "0.00%"
BEGINNING = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp: the file tells nothing of when it was made
MOST_XML = 80_000_000
OTHER_PARTS = {
    "xl/comments": "批注",
    "xl/threadedComments": "批注",
    "xl/vbaProject": "宏",
    "xl/embeddings": "内嵌对象",
    "xl/charts": "图表",
    "xl/media": "图片",
    "xl/drawings": "图形",
    "xl/externalLinks": "外部链接",
    "xl/pivot": "数据透视表缓存",
    "customXml": "自定义 XML 数据",
}

Value = str | int | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that is seen: where it will stand (from 0), its value, its number format, its id and text."""

    row: int
    column: int
    value: Value
    form: str
    id: str
    text: str


@dataclass(slots=True)
class Sheet:
    """A sheet that is seen, its hidden rows and columns taken out. widths: of its columns in characters."""

    id: str
    name: str
    cells: list[Shown] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """The cells that are seen (s1!B3) and the names of their sheets (s1.name).

    Sheet, row and column stand in the groups: s1, s1!3, s1!B.
    """
    sheets, left_out = _read(data, name)
    parts = [Part(chunk.id, "cell", chunk.text, chunk.where, chunk.groups) for chunk in _chunks(sheets)]
    return Document("xlsx", parts=tuple(parts), left_out=left_out)


def redact(data: bytes, name: str, marks: Sequence[Mark]) -> Made:
    """The new workbook: values only, ■■ for what is withheld, the list of reasons as its last sheet."""
    sheets, left_out = _read(data, name)
    chunks = list(_chunks(sheets))
    covered = cover(chunks, marks)
    withheld = [one for one in withheld_of(chunks, covered) if one.text]
    kept = tuple(filled(chunk.text, covered.merged(chunk.id)) for chunk in chunks)
    return Made(_written(sheets, covered, notes(marks, withheld)), ".xlsx", tuple(withheld), kept, left_out)


def _chunks(sheets: Sequence[Sheet]) -> Iterator[Chunk]:
    for sheet in sheets:
        yield Chunk(f"{sheet.id}.name", sheet.name, f"工作表“{sheet.id[1:]}”的名称", groups=(sheet.id,))
        for cell in sheet.cells:
            letters, row = re.findall(r"[A-Z]+|\d+", cell.id.partition("!")[2])
            groups = (sheet.id, f"{sheet.id}!{letters}", f"{sheet.id}!{row}")
            yield Chunk(cell.id, cell.text, f"第{sheet.id[1:]}张工作表{letters}{row}", groups=groups)


def _read(data: bytes, name: str) -> tuple[list[Sheet], tuple[str, ...]]:
    package = Package(data, name)
    _check(package)
    left_out = ["文件属性、公式、格式和其他附加信息"]
    left_out += [
        words for words in dict.fromkeys(OTHER_PARTS.values())
        if any(part.startswith(prefix) for prefix, said in OTHER_PARTS.items() if said == words for part in package.names)
    ]  # fmt: skip
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=False)
    except Exception as broken:  # openpyxl raises whatever it meets
        raise Refused(f"“{name}”已损坏，打不开，请重新保存后再遮蔽") from broken
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        left_out.append(f"隐藏的工作表{len(hidden)}张")
    sheets, lost, total = [], 0, 0
    for at, sheet in enumerate((one for one in book.worksheets if one not in hidden), 1):
        read, unseen = _sheet(sheet, f"s{at}")
        lost, total = lost + unseen, total + len(read.cells)
        if total > MOST_CELLS:
            raise Refused(f"“{name}”的单元格超过{MOST_CELLS}个，请拆分后再遮蔽")
        sheets.append(read)
    if lost:
        left_out.append(f"隐藏的行、列或者看不见的单元格{lost}个")
    return sheets, tuple(left_out)


def _check(package: Package) -> None:
    """The XML parts one after another, before a library that trusts them reads them all."""
    total = 0
    for part in sorted(package.names):
        if part.endswith((".xml", ".rels")):
            data = package.read(part)
            total += len(data)
            if total > MOST_XML:
                raise Refused(f"“{package.name}”解压后过大，请拆分后再遮蔽")
            if b"<!DOCTYPE" in data or b"\0" in data[:64]:
                parsed(data, package.name)


def _sheet(sheet: Worksheet, name: str) -> tuple[Sheet, int]:
    """The sheet without hidden rows and columns, and how many filled cells were left with them."""
    rows = {number for number, one in sheet.row_dimensions.items() if one.hidden or one.height == 0}
    columns: set[int] = set()
    widths: dict[int, float] = {}
    for one in sheet.column_dimensions.values():
        span = range(one.min or 0, min(one.max or 0, 16384) + 1)
        if one.hidden or one.width == 0:
            columns.update(span)
        elif len(span) < 1000:
            widths.update(dict.fromkeys(span, float(one.width or 9)))
    made = Sheet(name, clean(sheet.title))
    unseen = 0
    places: dict[int, int] = {}
    for row in sheet.iter_rows():
        number = row[0].row if row else 0
        for cell in row:
            if cell.value is None:
                continue
            if number in rows or cell.column in columns or not _is_seen(cell):
                unseen += 1
                continue
            made.cells.append(_shown(cell, name, _moved(number, rows), _moved(cell.column, columns)))
        places[number] = _moved(number, rows)
    made.widths = {_moved(at, columns): min(width, 100) for at, width in widths.items() if at not in columns}
    made.merged = list(_merged(sheet, rows, columns))
    return made, unseen


def _moved(number: int, gone: set[int]) -> int:
    """The place, from 0, of a row or column once those that are gone before it are taken out."""
    return number - 1 - sum(1 for one in gone if one < number)


def _merged(sheet: Worksheet, rows: set[int], columns: set[int]) -> Iterator[tuple[int, int, int, int]]:
    for area in sheet.merged_cells.ranges:
        if area.min_row in rows or area.min_col in columns:
            continue
        last_row = max(
            at for at in range(area.min_row, min(area.max_row, area.min_row + 5000) + 1) if at not in rows
        )
        last_column = max(at for at in range(area.min_col, area.max_col + 1) if at not in columns)
        box = (
            _moved(area.min_row, rows), _moved(area.min_col, columns),
            _moved(last_row, rows), _moved(last_column, columns),
        )  # fmt: skip
        if box[:2] != box[2:]:
            yield box


def _is_seen(cell: SheetCell) -> bool:
    """False for a number format that shows nothing, and for writing in the colour of its ground, where that is known."""
    if cell.number_format and set(cell.number_format) == {";"}:
        return False
    colour = _rgb(cell.font.color if cell.font else None)
    filled_in = bool(cell.fill and cell.fill.patternType)
    ground = _rgb(cell.fill.fgColor) if filled_in else "FFFFFF"
    return not colour or not ground or contrast(colour, ground) >= FAINTEST


def _rgb(colour: Any) -> str:
    """Six hexadecimal digits; the theme's first colour is white; empty for what is not known."""
    if colour is None:
        return ""
    if colour.type == "theme":
        return "FFFFFF" if colour.theme == 0 and not colour.tint else ""
    if colour.type == "indexed":
        return {9: "FFFFFF", 1: "FFFFFF"}.get(colour.indexed, "")
    value = str(colour.rgb)[-6:]
    return value if colour.type == "rgb" and HEX.fullmatch(value) else ""


def _shown(cell: SheetCell, sheet: str, row: int, column: int) -> Shown:
    value, form, text = _plain(cell)
    return Shown(row, column, value, form, f"{sheet}!{get_column_letter(cell.column)}{cell.row}", text)


def _plain(cell: SheetCell) -> tuple[Value, str, str]:
    """The value, one of our own number formats for it, and its text for people."""
    value = cell.value
    if isinstance(value, datetime):
        whole = value.time() == time()
        return (
            value,
            DATE if whole else DATE_TIME,
            f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}",
        )
    if isinstance(value, date):
        return value, DATE, f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return value, TIME, f"{value:%H:%M:%S}"
    if isinstance(value, bool):
        return value, "", "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        share = "%" in (cell.number_format or "")
        return value, SHARE if share else "", f"{value:.2%}" if share else f"{value:.15g}"
    if isinstance(value, timedelta):
        return str(value), "", str(value)
    text = "\n".join(clean(line) for line in str(value).splitlines())
    return text, "", text


def _written(sheets: Sequence[Sheet], covered: Cover, reasons: Sequence[str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": BEGINNING})
    forms = {form: book.add_format({"num_format": form}) for form in (DATE, DATE_TIME, TIME, SHARE)}
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    names: set[str] = {NOTES}
    for sheet in sheets:
        page = book.add_worksheet(_free_name(filled(sheet.name, covered.merged(f"{sheet.id}.name")), names))
        for column, width in sheet.widths.items():
            page.set_column(column, column, width)
        for area in sheet.merged:
            page.merge_range(*area, "")
        for cell in sheet.cells:
            cuts = covered.merged(cell.id)
            if cuts:
                text = filling(cuts[0].number) if cell.id in covered.whole else filled(cell.text, cuts)
                page.write_string(cell.row, cell.column, text)
            elif isinstance(cell.value, str):
                page.write_string(cell.row, cell.column, cell.value, wrapped if "\n" in cell.value else None)
            else:
                page.write(cell.row, cell.column, cell.value, forms.get(cell.form))
    last = book.add_worksheet(NOTES)
    last.set_column(0, 0, 100)
    for row, line in enumerate(reasons):
        last.write_string(row, 0, line, wrapped)
    book.close()
    return out.getvalue()


def _free_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    base = re.sub(r"[\[\]:*?/\\]", "", name).strip("'")[:LONGEST_NAME] or "工作表"
    free, number = base, 1
    while free.casefold() in {one.casefold() for one in taken}:
        number += 1
        free = f"{base[: LONGEST_NAME - 4]}-{number}"
    taken.add(free)
    return free
