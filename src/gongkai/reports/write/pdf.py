"""A report as PDF/A-2b, set by typst with fonts that travel with the package.

Nothing is left to luck: fonts are named, fallback is off, a warning is an error, and the text is taken
out of the finished file again and compared with what went in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import pypdfium2
import typst

from gongkai.law.refusals import Refused
from gongkai.reports.figures import Figures, Report, plain
from gongkai.reports.flow import (
    Annex,
    Heading,
    Item,
    Paragraph,
    Responsible,
    Signed,
    Statistics,
    flow,
    title_lines,
)

ONE_PAGE = 40  # a table with no more rows is kept on one page
_BLANK = re.compile(r"\s+")
_LOST = re.compile(r'the text `"(.+?)"` could not be displayed')


def write(report: Report) -> bytes:
    """The report as a PDF/A-2b file; the same report gives the same bytes.

    Refused when the text holds a character that the fonts lack, naming it.
    """
    items = [_item(item, report.figures) for item in flow(report)]
    data = {
        "title": report.title,
        "agency": report.agency,
        "title_lines": title_lines(report),
        "items": items,
    }
    day = report.published_on or report.dated
    stamp = datetime.combine(day, time(), UTC) if day else datetime(report.year + 1, 1, 1, tzinfo=UTC)
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            input=_template(),
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=stamp,
            sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        lost = _LOST.search(error.message)
        if lost is None:
            raise
        raise _unprintable(lost[1]) from error
    if warnings:
        raise RuntimeError(f"typst warned: {[warning.message for warning in warnings]}")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    _compare(pdf, items)
    return pdf


def text_of(pdf: bytes) -> str:
    """The text of a PDF, page after page, without any blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return _BLANK.sub("", "".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def _compare(pdf: bytes, items: list[dict[str, Any]]) -> None:
    """Every character must have arrived as often as it was sent: a lost glyph leaves a hole, not a message."""
    sent = _BLANK.sub("", "".join(chain.from_iterable(_texts(item) for item in items)))
    if missing := Counter(sent) - Counter(text_of(pdf)):
        raise _unprintable("、".join(sorted(missing)))


def _texts(item: dict[str, Any]) -> list[str]:
    if item["type"] == "statistics":
        return [item["subtitle"], item["filler"], *(cell["text"] for cell in item["cells"])]
    return item["lines"] if "lines" in item else [item["text"]]


def _unprintable(characters: str) -> Refused:
    return Refused(
        f"PDF 未能生成：字体中没有“{characters}”这样的字符，请在正文中改用规范汉字或删去后再试。",
        field="narrative",
    )


@cache
def _compiler() -> Any:
    folders = sorted({str(path.parent) for path in (fonts.sans_path(), fonts.serif_path())})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=known)


@cache
def _template() -> bytes:
    return resources.files("gongkai.reports.write").joinpath("report.typ").read_bytes()


def _item(item: Item, figures: Figures) -> dict[str, Any]:
    match item:
        case Heading():
            return {"type": "heading", "level": item.level, "text": item.text}
        case Paragraph():
            return {"type": "paragraph", "text": item.text}
        case Annex():
            return {"type": "annex", "text": item.text}
        case Signed():
            return {"type": "signed", "lines": [line for line in (item.agency, item.date) if line]}
        case Responsible():
            return {"type": "responsible", "lines": [f"{name}：{value}" for name, value in item.lines]}
        case Statistics():
            return _statistics(item, figures)


def _statistics(item: Statistics, figures: Figures) -> dict[str, Any]:
    shape = item.grid
    return {
        "type": "statistics",
        "caption": shape.table.caption,
        "subtitle": item.subtitle,
        "filler": item.filler,
        "header_rows": shape.header_rows,
        "widths": shape.widths,
        "breakable": len(shape.rows) > ONE_PAGE,
        "cells": [
            {
                "kind": cell.kind,
                "row": cell.row,
                "column": cell.column,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "indent": cell.indent,
                "vertical": cell.vertical,
                "text": plain(figures.get(cell.key)) if cell.kind == "figure" else "\n".join(cell.lines),
            }
            for row in shape.rows
            for cell in row
        ],
    }
