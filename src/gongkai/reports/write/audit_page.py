"""An audited report as one page that stands alone: the original text, the findings pinned to its words.

Nothing is fetched and no script runs; every number in the margin leads to its finding and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from itertools import pairwise
from typing import Any

from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load
from gongkai.reports.read.document import Line, Place, Row, Table
from gongkai.reports.read.reading import Reading

LEVELS = {"error": "错误", "warning": "提示", "info": "说明"}
EDITION_NAMES = {
    "2021": "2021年格式",
    "2019": "2019年格式",
    "2014": "2014年统计表",
    "local": "地方格式",
    "narrative": "叙述体，没有统计表",
}
_ORDER = {"error": 0, "warning": 1, "info": 2}
_FIGURE = re.compile(r"-?[\d.,]{1,12}%?")
_SHORT = 14  # characters of what is printed and what should be, side by side
_KEYS = 8  # figures shown under one finding
Found = Mapping[str, Any]  # an audited file or one of its findings, as `gongkai check --json` gives them


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of one printed line. number: of its finding; pinned: its number stands in the margin here."""

    start: int
    end: int
    number: int
    level: str
    pinned: bool


_Marks = Mapping[tuple[int, int], Sequence[_Mark]]  # page, line → marks


def page(audited: Found, reading: Reading, titles: Mapping[str, str] | None = None, back: str = "") -> str:
    """The page of one report.

    audited: its object of `gongkai check --json`. titles: rule → what the rule says, in Chinese.
    back: address of the list that this page belongs to, "" for none.
    """
    name = escape(_name(audited))
    numbered = _numbered(audited["findings"])
    aside = "".join(_finding(number, one, audited, titles or {}) for number, one in numbered)
    counts = "".join(
        f'<a class="count {level}" href="#f{first}">{word} {many}</a>' if many else ""
        for level, word in LEVELS.items()
        for many, first in [_count(numbered, level)]
    )
    empty = '<p class="none">没有发现问题。</p>' if audited["status"] == "read" else ""
    first = f'<a href="{escape(back, quote=True)}">返回目录</a>' if back else ""
    jump = f'<a class="jump" href="#findings">审核发现{len(numbered)}条</a>'  # on a phone they stand below
    # A PDF gives lines as printed, not paragraphs: nothing to indent.
    lines = " lines" if reading.document and reading.document.kind == "pdf" else ""
    return document(
        f"{name} 审核",
        f'<div class="split">\n<main>\n<p class="way">{first}{jump}</p><article class="paper{lines}" lang="zh-CN" aria-label="报告原文">\n'
        f"{_original(audited, reading, _marks(numbered, reading))}</article>\n{_legend() if aside else ''}</main>\n"
        f'<section class="findings" id="findings" aria-label="审核发现">\n<h1>{name}</h1>\n<p class="about">{_about(audited)}</p>\n'
        f'<p class="counts">{counts}</p>\n{f"<ol>{aside}</ol>" if aside else empty}\n</section>\n</div>\n',
    )


def document(title: str, body: str) -> str:
    """A complete HTML document with the style sheet inside. title is markup already."""
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{css()}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


@cache
def css() -> str:
    """The style sheet of these pages: the platform's colours and sizes, without the platform."""
    return resources.files("gongkai.reports.write").joinpath("audit_page.css").read_text("utf-8")


def _name(audited: Found) -> str:
    agency = audited["agency"] or audited["file"].rsplit("/", 1)[-1]
    return f"{agency} {audited['year'] or ''}".strip()


def _about(audited: Found) -> str:
    if audited["status"] != "read":
        return "未读取"
    figures = audited["figures"].values()
    lost = sum(value is None for value in figures)
    words = [EDITION_NAMES.get(audited["edition"], ""), f"读取数字{len(figures)}个" if figures else ""]
    words += [f"未还原{lost}个" if lost else "", audited["file"].rsplit("/", 1)[-1]]
    return " · ".join(escape(word) for word in words if word)


def _numbered(findings: Iterable[Found]) -> list[tuple[int, Found]]:
    """(number, finding), numbered as they come in the text, listed the worst first."""

    def place(one: Found) -> tuple[int, int, int]:
        at = one["at"]
        return (at["page"], at["line"], at["start"]) if at else (1 << 30, 0, 0)

    numbered = list(enumerate(sorted(findings, key=place), start=1))
    return sorted(numbered, key=lambda pair: _ORDER[pair[1]["level"]])


def _count(numbered: Sequence[tuple[int, Found]], level: str) -> tuple[int, int]:
    of_level = [number for number, one in numbered if one["level"] == level]
    return len(of_level), of_level[0] if of_level else 0


def _marks(numbered: Sequence[tuple[int, Found]], reading: Reading) -> _Marks:
    """Where findings stand: pinned at their own place, underlined at the figures that they speak of."""
    marks: dict[tuple[int, int], list[_Mark]] = {}

    def put(place: Place, number: int, level: str, pinned: bool) -> None:
        mark = _Mark(place.start, max(place.end, place.start + 1), number, level, pinned)
        marks.setdefault((place.page, place.line), []).append(mark)

    for number, one in numbered:
        at = one["at"]
        if at:
            put(Place(at["page"], at["line"], at["start"], at["end"]), number, one["level"], True)
        for key in one["keys"]:
            place = reading.places.get(key)
            if place and not (at and (place.page, place.line, place.start) == tuple(at.values())[:3]):
                put(place, number, "basis", False)
    return marks


def _original(audited: Found, reading: Reading, marks: _Marks) -> str:
    if reading.document is None:
        words = audited["message"] or "这份报告以数据形式提交，没有可以对照的原文。"
        return f'<p class="none">{escape(words)}</p>\n'
    headings = {(one.place.page, one.place.line) for one in reading.sections if one.place}
    title = "".join(reading.title.split())
    count = iter(range(1, len(reading.document.blocks) + 1))
    return "".join(
        _table(block, marks, next(count))
        if isinstance(block, Table)
        else _line(block, marks, title, (block.page, block.number) in headings)
        for block in reading.document.blocks
    )


def _line(line: Line, marks: _Marks, title: str, heading: bool) -> str:
    if not line.text.strip():
        return ""
    here = marks.get((line.page, line.number), ())
    if title and not heading and "".join(line.text.split()).strip("#*") == title:
        kind = ' class="title"'
    else:
        kind = ' class="heading"' if heading and len(line.text) < 60 else ""
    return f"<p{kind}>{_text(line.text, 0, here, pins=True)}</p>\n"


def _table(table: Table, marks: _Marks, number: int) -> str:
    width = max((sum(cell.colspan for cell in row.cells) for row in table.rows), default=0)
    rows = "".join(_row(row, width, marks) for row in table.rows)
    wide = " wide" if width > 6 else ""
    return (
        '<div class="scroll" role="region" tabindex="0" '
        f'aria-label="原文表格{number}">'
        f'<table class="printed{wide}"><tbody>\n{rows}</tbody></table></div>\n'
    )


def _row(row: Row, width: int, marks: _Marks) -> str:
    here = marks.get((row.line.page, row.line.number), ())
    # Cells that a span from above covers are not in the row: it is filled from the left, figures stay right.
    short = width - sum(cell.colspan for cell in row.cells)
    cells = f'<td class="covered" colspan="{short}"></td>' if short > 0 else ""
    for cell in row.cells:
        span = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        figure = ' class="figure"' if _FIGURE.fullmatch(cell.text.strip()) else ""
        cells += f"<td{span}{figure}>{_text(cell.text, cell.start, here, pins=False)}</td>"
    pins = "".join(_pin(mark.number, mark.level, "f", "w") for mark in here if mark.pinned)
    return f'<tr>{cells}<td class="pins">{pins}</td></tr>\n'


def _text(text: str, offset: int, marks: Sequence[_Mark], pins: bool) -> str:
    """A stretch of a line, offset characters from its start, with its marks as links to the findings."""
    within = [mark for mark in marks if mark.start < offset + len(text) and mark.end > offset]
    edges = {0, len(text)}
    for mark in within:
        edges |= {max(0, mark.start - offset), min(len(text), mark.end - offset)}
    ordered, parts = sorted(edges), []
    for start, end in pairwise(ordered):
        over = [mark for mark in within if mark.start <= offset + start and mark.end >= offset + end]
        words = escape(text[start:end])
        if over:
            worst = min(over, key=lambda mark: (_ORDER.get(mark.level, 3), mark.number))
            words = f'<a class="mark {worst.level}" href="#f{worst.number}">{words}</a>'
        begun = [mark for mark in within if mark.pinned and max(mark.start, offset) == offset + start]
        if pins:
            parts += [_pin(mark.number, mark.level, "f", "w") for mark in begun]
        parts.append(words)
    return "".join(parts)


def _pin(number: int, level: str, to: str, own: str) -> str:
    word = LEVELS[level]
    return f'<a class="pin {level}" id="{own}{number}" href="#{to}{number}" aria-label="{word}{number}">{number}</a>'


def _finding(number: int, one: Found, audited: Found, titles: Mapping[str, str]) -> str:
    at = one["at"]
    place = f'<span class="place">第{at["page"]}页第{at["line"]}行</span>' if at else ""
    pin = _pin(number, one["level"], "w", "n") if at else f'<span class="pin {one["level"]}">{number}</span>'
    title = escape(titles.get(one["rule"], "")) or f"<code>{escape(one['rule'])}</code>"
    quote = f"<blockquote>{escape(one['quote'])}</blockquote>" if one["quote"] and not one["keys"] else ""
    return (
        f'<li class="finding {one["level"]}" id="f{number}">\n<p class="head">{pin} <b>{LEVELS[one["level"]]}</b> '
        f'<span class="rule" title="{escape(one["rule"], quote=True)}">{title}</span>{place}</p>\n'
        f"<p>{escape(one['message'])}</p>\n{_sums(one, audited)}{quote}</li>\n"
    )


def _sums(one: Found, audited: Found) -> str:
    """The figures that a finding speaks of, with what is printed and what should be."""
    rows = "".join(
        f"<div><dt>{escape(_label(key, audited))}</dt><dd>{_value(audited['figures'].get(key))}</dd></div>"
        for key in one["keys"][:_KEYS]
    )
    if len(one["keys"]) > _KEYS:
        rows += f"<div><dt>另有{len(one['keys']) - _KEYS}格</dt><dd></dd></div>"
    pair = [_value(one[name]) for name in ("says", "should") if one[name] is not None]
    beside = "应为" if one["level"] == "error" else "对照"  # a warning may have its reasons
    if len(pair) == 2 and max(map(len, pair)) <= _SHORT:  # longer ones stand in the sentence
        rows += f'<div class="should"><dt>文中 {pair[0]}</dt><dd>{beside} {pair[1]}</dd></div>'
    return f"<dl>{rows}</dl>\n" if rows else ""


def _label(key: str, audited: Found) -> str:
    printed = audited.get("labels", {}).get(key)
    if printed:
        return str(printed)
    # A row of another edition stands under some reports: （六）其他处理 in one line.
    for edition in (audited["edition"], *EDITIONS):
        if edition in EDITIONS and key in load(edition).cells:
            return load(edition).label(key)
    return key


def _value(value: object) -> str:
    return "未还原" if value is None else escape(str(value))


def _legend() -> str:
    return (
        '<p class="legend"><span class="mark error">实线</span>错误 <span class="mark warning">虚线</span>提示 '
        '<span class="mark info">细线</span>说明 <span class="mark basis">点线</span>所涉数字</p>\n'
    )


def index(rows: Iterable[tuple[str, Found]]) -> Iterator[str]:
    """The list of several pages, in parts: (address, audited) in the order to show."""
    start, end = document("年度报告审核", "@@").split("@@")
    yield f'{start}<main class="list">\n<h1>年度报告审核</h1>\n<div class="scroll" role="region" tabindex="0" aria-label="报告清单">'
    yield '<table class="ledger">\n<thead><tr><th scope="col">报告</th><th scope="col">年度</th>'
    yield '<th scope="col">格式</th><th scope="col">错误</th><th scope="col">提示</th><th scope="col">说明</th></tr></thead>\n<tbody>\n'
    for address, audited in rows:
        name = escape(audited["agency"] or audited["file"].rsplit("/", 1)[-1])
        link = f'<th scope="row"><a href="{escape(address, quote=True)}">{name}</a></th>'
        if audited["status"] != "read":
            yield f'<tr>{link}<td colspan="5">未读取：{escape(audited["message"])}</td></tr>\n'
            continue
        counts = [sum(one["level"] == level for one in audited["findings"]) for level in LEVELS]
        cells = "".join(
            f'<td class="figure{" " + level if many else ""}">{many}</td>'
            for level, many in zip(LEVELS, counts, strict=True)
        )
        edition = EDITION_NAMES.get(audited["edition"], "").split("，")[0]
        yield f"<tr>{link}<td>{audited['year'] or '—'}</td><td>{edition}</td>{cells}</tr>\n"
    yield f"</tbody>\n</table></div>\n</main>\n{end}"
