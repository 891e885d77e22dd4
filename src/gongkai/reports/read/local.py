"""Local lists of 2008 to 2018, as `local.N.COLUMN`: labels as printed, columns by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reports.read import solve
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.harvest import Found, Piece
from gongkai.reports.read.labels import core, narrow
from gongkai.reports.read.values import figure, parse

_HEAD = re.compile(r"(?:统计)?指标(?:名称)?.{0,6}?(?:计量)?单位")
_YEAR = re.compile(r"(?:\d{4}年度?|本?年度?|本期|本年)(?:实际|数量|数)?|统计数|数量|数值|数据")
_CUMULATIVE = re.compile(r"(?:历年|历史|总)?累计(?:数量|数)?")
_UNIT = re.compile(r"(?:人次|万元|条|件|次|篇|个|人|元|份|项|场|期|部|%|％)$")
_PREFIX = re.compile(r"^(?:其中[:：]?)?\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*")
_END = ("。", "附件下载", "填报人", "单位负责人", "注：", "注:")


def read_cells(found: Sequence[Found]) -> Figures | None:
    """A local list among the rows of tables, None where no head announces one."""
    for table in {id(one.table): one.table for one in found if one.table is not None}.values():
        for row in table.rows[:4]:
            texts = [narrow(cell.text) for cell in row.cells]
            columns = [name for text in texts if (name := _column(text))]
            listed = any("指标" in text or text in ("项目", "统计项目", "内容") for text in texts)
            if listed and columns:
                rows = [one for one in found if one.table is table and one.pieces and _within(one)]
                return _figures(rows, columns) if len(rows) >= 5 else None
    return None


def read_text(found: Sequence[Found]) -> Figures | None:
    """A local list in running text, None where no head announces one."""
    for at, one in enumerate(found):
        label = "".join(one.label.split())
        heads = list(_HEAD.finditer(label))
        if not heads:
            continue
        after = label[heads[-1].end() :]
        columns = ["year"] if re.search(r"·+度?|年度|本年|统计数|数量", after) else []
        columns += ["cumulative"] if "累计" in after else []
        rows: list[Found] = []
        for row in found[at:]:
            if rows and any(mark in row.label for mark in _END):
                break
            rows.append(row)
        if columns and len(rows) >= 5:
            return _figures(rows, columns)
    return None


def _column(text: str) -> str | None:
    if _CUMULATIVE.fullmatch(text):
        return "cumulative"
    return "year" if _YEAR.fullmatch(text) else None


def _within(found: Found) -> bool:
    return bool(core(found.label)) and not _column(narrow(found.label))


def _figures(rows: Sequence[Found], columns: Sequence[str]) -> Figures:
    figures = Figures()
    for number, row in enumerate(rows, 1):
        keys = [f"local.{number}.{column}" for column in columns]
        pieces = [piece for piece in row.pieces if row.cells or piece.text]
        while row.cells and len(pieces) > len(keys) and not pieces[-1].text:
            pieces.pop()
        label = _label(row)
        for key in keys:
            figures.labels[key] = label
        if len(pieces) == len(keys) and not (row.cells and any(_two(piece) for piece in pieces)):
            for key, piece in zip(keys, pieces, strict=True):
                _put(figures, key, piece)
            continue
        ways = solve.cuts([piece.text for piece in pieces], len(keys))
        if list(columns) == ["year", "cumulative"]:
            ways = [way for way in ways if way[0] <= way[1]]  # all years together are no less than one
        if ways:
            figures.put_numbers(keys, solve.agreed(ways), pieces)
        figures.unknown(keys)
    return figures


def _put(figures: Figures, key: str, piece: Piece) -> None:
    value = parse(piece.text)
    figures.values[key] = figure(value, money="." in piece.text) if value else None
    figures.places[key] = piece.place
    if value and value.blank:
        figures.blanks.append(key)


def _two(piece: Piece) -> bool:
    return len(piece.text.split()) > 1


def _label(row: Found) -> str:
    text = row.label.rsplit("\n", 1)[-1] if row.cells else "".join(row.label.split())
    heads = list(_HEAD.finditer(text))
    if heads:
        text = text[heads[-1].end() :]
        text = re.sub(r"^.*?(?:累计|统计数|年度)+", "", text)
    text = text.strip(" |\t")
    if text.rfind("·") >= 0:
        text = text[text.rfind("·") + 1 :].removeprefix("度")
    return _UNIT.sub("", _PREFIX.sub("", text)).strip()
