"""A report as PDF/A-2b, set by typst with fonts that travel with the package.

`gongkai.paper.pdf` takes the text out of the finished file again and compares it with what went in.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from gongkai.paper.pdf import print_pdf, text_of
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

__all__ = ["text_of", "write"]
ONE_PAGE = 40  # a table with no more rows is kept on one page


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
    texts = chain.from_iterable(_texts(item) for item in items)
    day = report.published_on or report.dated or date(report.year + 1, 1, 1)
    return print_pdf(_template(), data, texts, day, field="narrative")


def _texts(item: dict[str, Any]) -> list[str]:
    if item["type"] == "statistics":
        return [item["subtitle"], item["filler"], *(cell["text"] for cell in item["cells"])]
    return item["lines"] if "lines" in item else [item["text"]]


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
