"""The spreadsheet of a batch: its columns, the template to download, and its rows one by one (XLSX or CSV)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from gongkai.law.refusals import Refused

# (head, key of the row, example or what to write)
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("原系统编号", "key", "原网站的编号或者网址，不重复；可以不填"),
    ("标题", "title", "必填，1至200字"),
    ("栏目", "column", "必填，本机关栏目的名称或者代码"),
    ("原发布日期", "date", "必填，例如2019-06-30；须早于平台启用日期"),
    ("发布渠道", "channels", "已登记渠道的名称，几个渠道用顿号分开"),
    ("文号", "document_number", "例如测应急〔2019〕5号"),
    ("成文日期", "issued_on", "例如2019-06-28"),
    ("内容概述", "summary", ""),
    ("正文", "body", "每段一行；正文另有文件的不填"),
    ("正文文件", "body_file", "目录中的htm、html、docx或者txt文件，例如正文/0001.html"),
    ("附件", "files", "目录中的文件，几个文件用分号分开，例如附件/清单.xlsx；附件/图.pdf"),
    ("关键词", "keywords", ""),
    ("主题分类", "topic", ""),
    ("体裁分类", "genre", ""),
    ("服务对象", "audience", ""),
    ("信息来源", "content_source", ""),
    ("规范性文件", "is_normative", "是或者否"),
    ("有效性", "validity", "有效、已修改、废止、失效；不填为有效"),
    ("原网址", "source_url", "原网站上的网址，备查"),
)
KEYS = {head: key for head, key, _ in COLUMNS}
NEEDED = ("标题", "栏目", "原发布日期")
TEXTUAL = (".xlsx", ".csv")
WHOLE = 2 << 30  # bytes of a workbook, unpacked
LONGEST_ROW = 4 << 20  # characters of one line of a CSV
FIELD = "sheet"


def rows_of(name: str, opened: Callable[[], IO[bytes]]) -> Iterator[dict[str, Any]]:
    """The rows below the head as {key: value}, empty ones left out; Refused when it is no such spreadsheet.

    `line` of a row is its number as the spreadsheet program shows it.
    """
    ending = name.lower()[-5:]
    if ending.endswith(".csv"):
        lines = _csv(opened)
    elif ending == ".xlsx":
        lines = _xlsx(name, opened)
    else:
        raise Refused(f"“{name}”不是表格，请用模板填写后上传xlsx或者csv文件", field=FIELD)
    heads = [str(cell or "").strip() for cell in next(lines, [])]
    keys = _keys(name, heads)
    for line, cells in enumerate(lines, start=2):
        row = {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell not in (None, "")}
        if row:
            yield row | {"line": line}


def template() -> bytes:
    """An empty spreadsheet with the heads, and a second page that says what goes where."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("历史信息")
        sheet.freeze_panes(1, 0)
        for place, (head, _, _) in enumerate(COLUMNS):
            sheet.write(0, place, head, bold)
            sheet.set_column(place, place, 40 if head in {"标题", "正文"} else 16, text)
        says = book.add_worksheet("填写说明")
        says.set_column(0, 0, 16)
        says.set_column(1, 1, 80, wrap)
        for line, (head, _, hint) in enumerate(COLUMNS):
            says.write_row(line, 0, [head, hint])
    return out.getvalue()


def _keys(name: str, heads: list[str]) -> list[str]:
    lacking = [head for head in NEEDED if head not in heads]
    if lacking:
        raise Refused(f"“{name}”第一行缺少“{'、'.join(lacking)}”列，请用下载的模板填写", field=FIELD)
    strange = [head for head in heads if head and head not in KEYS]
    if strange:
        raise Refused(f"“{name}”有不认识的列“{strange[0][:40]}”，请按模板的列名填写或者删去", field=FIELD)
    twice = [head for head in set(heads) if head and heads.count(head) > 1]
    if twice:
        raise Refused(f"“{name}”有两列“{twice[0]}”，请删去一列", field=FIELD)
    return [KEYS.get(head, "") for head in heads]


def _xlsx(name: str, opened: Callable[[], IO[bytes]]) -> Iterator[list[Any]]:
    with opened() as file:
        try:
            with zipfile.ZipFile(file) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > WHOLE:
                    raise Refused(f"“{name}”展开后过大，请分批", field=FIELD)
            file.seek(0)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as broken:
            raise Refused(f"“{name}”打不开，请另存为xlsx文件后上传", field=FIELD) from broken
        try:
            yield from (list(cells) for cells in book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()


def _csv(opened: Callable[[], IO[bytes]]) -> Iterator[list[Any]]:
    with opened() as file:
        encoding = _encoding(file.read(1 << 16))
        file.seek(0)
        csv.field_size_limit(LONGEST_ROW)
        with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as lines:
            try:
                yield from csv.reader(lines)
            except csv.Error as error:
                raise Refused("表格有一行过长或者引号不成对，请核对后上传", field=FIELD) from error


def _encoding(start: bytes) -> str:
    """UTF-8, with or without a mark; else what Excel writes in China."""
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
