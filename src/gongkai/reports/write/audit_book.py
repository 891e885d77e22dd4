"""A batch of audited reports as one Excel workbook: by agency, by report, every finding, every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load

LEVELS = {"error": "错误", "warning": "提示", "info": "说明"}
LAST_ROW = 1_048_575  # of a sheet
Found = Mapping[str, Any]  # an audited file or one of its findings, as `gongkai check --json` gives them
_COLUMNS: dict[str, tuple[tuple[str, int], ...]] = {
    "汇总": (("机关", 36), ("报告数", 8), ("年度", 20), ("错误", 8), ("提示", 8), ("说明", 8)),
    "报告": (
        ("文件", 40),
        ("机关", 36),
        ("年度", 8),
        ("格式", 10),
        ("状态", 30),
        ("数字", 8),
        ("未还原", 8),
        ("错误", 8),
        ("提示", 8),
        ("说明", 8),
    ),
    "问题": (
        ("文件", 30),
        ("机关", 30),
        ("年度", 8),
        ("级别", 8),
        ("规则", 22),
        ("问题", 80),
        ("文中", 12),
        ("应为", 12),
        ("页", 6),
        ("行", 6),
        ("原文", 60),
        ("数字标识", 40),
    ),
    "数字": (("文件", 30), ("机关", 30), ("年度", 8), ("标识", 40), ("项目", 60), ("数值", 12)),
}


class Book:
    """An open workbook to which audited reports are added; it is whole when it is closed.

    Rows go to the disk as they come, so that ten thousand reports need no memory. Text is text: nothing
    that begins with = or http becomes a formula or a link.
    """

    def __init__(self, path: Path) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(path, options)
        self._book.set_properties({"title": "年度报告审核"})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._sheets: dict[str, _Sheet] = {}
        for name in _COLUMNS:
            self._sheets[name] = self._sheet(name, 1)
        self._agencies: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def add(self, audited: Found) -> None:
        """One report: the object of `gongkai check --json`."""
        counts = dict.fromkeys(LEVELS, 0)
        for one in audited["findings"]:
            counts[one["level"]] += 1
        name = [audited["file"], audited["agency"], audited["year"]]
        values = audited["figures"].values()
        state = "已读取" if audited["status"] == "read" else f"未读取：{audited['message']}"
        numbers = [len(values), sum(value is None for value in values), *counts.values()]
        self._row("报告", [*name, audited["edition"], state, *numbers])
        for one in audited["findings"]:
            at = one["at"] or {}
            words = [LEVELS[one["level"]], one["rule"], one["message"], one["says"], one["should"]]
            keys = "、".join(one["keys"])
            self._row("问题", [*name, *words, at.get("page"), at.get("line"), one["quote"], keys])
        for key, value in audited["figures"].items():
            self._row("数字", [*name, key, _label(key, audited), value])
        self._sum(audited, counts)

    def close(self) -> None:
        """Write the summary by agency, the one with most errors first, and the file."""
        agencies = sorted(
            self._agencies.items(), key=lambda one: (-one[1]["error"], -one[1]["warning"], one[0])
        )
        for agency, sums in agencies:
            years = "、".join(str(year) for year in sorted(sums["years"]))
            self._row("汇总", [agency, sums["reports"], years, *(sums[level] for level in LEVELS)])
        for sheet in self._sheets.values():
            sheet.finish()
        self._book.close()

    def _sum(self, audited: Found, counts: Mapping[str, int]) -> None:
        agency = audited["agency"] or ("（未写明机关）" if audited["status"] == "read" else "（未读取）")
        empty = {"reports": 0, "years": set(), **dict.fromkeys(LEVELS, 0)}
        sums = self._agencies.setdefault(agency, empty)
        sums["reports"] += 1
        if audited["year"]:
            sums["years"].add(audited["year"])
        for level, number in counts.items():
            sums[level] += number

    def _row(self, name: str, values: Sequence[object]) -> None:
        sheet = self._sheets[name]
        if sheet.row == LAST_ROW:  # a sheet is full: the next one goes on
            sheet.finish()
            sheet = self._sheets[name] = self._sheet(name, sheet.number + 1)
        sheet.add(values, self._wrap)

    def _sheet(self, name: str, number: int) -> _Sheet:
        title = name if number == 1 else f"{name}{number}"
        return _Sheet(self._book.add_worksheet(title), number, _COLUMNS[name], self._head)


class _Sheet:
    """A sheet that is filled row by row. row: the last one filled."""

    def __init__(
        self, sheet: Worksheet, number: int, columns: Sequence[tuple[str, int]], head: object
    ) -> None:
        self.number, self.row = number, 0
        self._sheet, self._width = sheet, len(columns)
        sheet.freeze_panes(1, 0)
        for column, (text, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, text, head)

    def add(self, values: Sequence[object], wrap: object) -> None:
        """Write the next row: numbers as numbers, everything else as text, None as nothing."""
        self.row += 1
        for column, value in enumerate(values):
            if isinstance(value, int | float):
                self._sheet.write_number(self.row, column, value, wrap)
            elif value is not None:
                self._sheet.write_string(self.row, column, str(value)[:32767], wrap)

    def finish(self) -> None:
        """Let the filter cover what is there."""
        self._sheet.autofilter(0, 0, self.row, self._width - 1)


def _label(key: str, audited: Found) -> str:
    printed = audited.get("labels", {}).get(key)
    if printed:
        return str(printed)
    # A row of another edition stands under some reports: （六）其他处理 in one line.
    for edition in (audited["edition"], *EDITIONS):
        if edition in EDITIONS and key in load(edition).cells:
            return load(edition).label(key)
    return ""
