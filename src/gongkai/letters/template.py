"""Templates: plain text in which {placeholders} stand for values. Nothing in them can be executed.

A line is a paragraph: `# ` begins a heading, `> ` the quoted request, `| label | value |` a table row (`||` and
`|||` higher ones), `{remedy}` alone is the paragraph 救济告知. A line in which an optional value is empty is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from gongkai.law.refusals import Refused
from gongkai.letters.letter import TABLE, Paragraph
from gongkai.paper.text import lines_of

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_PLACED = re.compile(r"\{([^{}\n]*)\}([。，；]?)")
_OWN_REMEDY = re.compile(r"申请行政复议|提起(?:行政)?诉讼|\d*(?:个月|日)内[^。]{0,20}(?:复议|起诉|诉讼)")
_PREFIXES = {"# ": "heading", "> ": "quote"}


def check_template(text: str, known: Collection[str], *, remedy: bool = False) -> None:
    """Refuses a template with an unknown or unclosed placeholder, or with remedy wording of its own.

    known: the names that may stand in braces. remedy: this letter ends with a remedy, so {remedy} may stand in it.
    """
    for name in _PLACEHOLDER.findall(text):
        if name not in known:
            raise Refused(
                f"文书模板中的占位符“{{{name}}}”不认识，请改用本文书提供的占位符。", field="template"
            )
    rest = _PLACEHOLDER.sub("", text)
    if brace := re.search(r"[{}][^{}\n]{0,12}", rest):
        raise Refused(
            f"文书模板中“{brace[0]}”处的花括号没有成对，请补全或者删去，占位符应写成{{名称}}。",
            field="template",
        )
    if own := _OWN_REMEDY.search(rest):
        raise Refused(
            f"文书模板中不得自行书写救济途径（“{own[0]}”），请改用{{remedy}}，由系统按所引条款生成。"
            if remedy
            else f"本文书不告知复议和诉讼，请删去模板中的“{own[0]}”。",
            article="条例第五十一条",
            field="template",
        )
    if not lines_of(text):
        raise Refused("文书模板是空的，请写明正文。", field="template")


def fill(text: str, values: Mapping[str, str], optional: Collection[str]) -> list[Paragraph]:
    """The paragraphs of a checked template, its placeholders replaced once by the values.

    optional: names whose line is left out when their value is empty (a table's cell stays, empty).
    """
    paragraphs: list[Paragraph] = []
    for line in lines_of(text):
        if line.startswith("|"):
            paragraphs.append(_row(line, values))
            continue
        names = _PLACEHOLDER.findall(line)
        if any(not values[name] for name in names if name in optional):
            continue
        role = next((role for prefix, role in _PREFIXES.items() if line.startswith(prefix)), "body")
        if role != "body":
            line = line[2:]
        if line == "{remedy}":
            role = "remedy"
        paragraphs += [Paragraph(role, part) for part in lines_of(_filled(line, values))]
    return paragraphs


def _row(line: str, values: Mapping[str, str]) -> Paragraph:
    bars = len(line) - len(line.lstrip("|"))
    role = TABLE[min(bars, len(TABLE)) - 1]
    cells = line.strip("|").split("|")
    return Paragraph(role, cells=tuple("\n".join(lines_of(_filled(cell, values))) for cell in cells))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a full stop of the template after a value that ends its own sentence is dropped."""
    return _PLACED.sub(lambda match: _closed(values[match[1]], match[2]), text)


def _closed(value: str, stop: str) -> str:
    return value.rstrip("。；;") + stop if stop else value
