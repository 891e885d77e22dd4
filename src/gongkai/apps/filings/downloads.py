"""The report as a file, in every format that the writers know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.law.refusals import Refused
from gongkai.reports.figures import Report
from gongkai.reports.write import docx, html, json, pdf, xlsx

# format → (what it is called, media type, writer)
FORMATS: dict[str, tuple[str, str, Callable[[Report], bytes]]] = {
    "html": ("网页", "text/html; charset=utf-8", lambda report: html.page(report).encode()),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.write,
    ),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write),
    "pdf": ("PDF", "application/pdf", pdf.write),
    "json": ("JSON", "application/json; charset=utf-8", json.write),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A report as a file. name: without a folder, safe on every system."""

    name: str
    media_type: str
    content: bytes


def write(report: Report, suffix: str) -> Written:
    """The report in a format of `FORMATS`. Refused for another one."""
    if suffix not in FORMATS:
        known = "、".join(f".{one}" for one in FORMATS)
        raise Refused(f"不能写成“.{suffix}”文件，可以写成{known}", field="format")
    _, media_type, writer = FORMATS[suffix]
    return Written(f"{report.title}.{suffix}", media_type, writer(report))
