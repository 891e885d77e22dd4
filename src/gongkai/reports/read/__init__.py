"""Read any published annual report: bytes in, figures with their places out, and never an invented number.

from gongkai.reports.read import read
reading = read(data, "年报.html")
"""

from __future__ import annotations

import json
import re
from importlib import import_module

from gongkai.law.refusals import Refused
from gongkai.reports.facts import Amount
from gongkai.reports.form import EDITIONS, Form
from gongkai.reports.load import load
from gongkai.reports.read import docx, encoding, html, text
from gongkai.reports.read.document import Document, Unreadable
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.head import head, is_letter, speaks_of_disclosure
from gongkai.reports.read.packed import open_zip
from gongkai.reports.read.reading import Note, Reading, notes, refused
from gongkai.reports.read.sections import sections
from gongkai.reports.read.tables import Source, read_tables
from gongkai.reports.write import json as report_json

__all__ = ["Note", "Reading", "read"]

SIZE = 30_000_000  # bytes of a file
TEXT = 3_000_000  # characters of a text file
_MARKUP = re.compile(r"<(?:!doctype|html|body|table|p|div|td|span|br)\b", re.IGNORECASE)


def read(data: bytes, name: str = "") -> Reading:
    """The reading of one published report. Never raises: a file that cannot be read gives status "refused".

    name: as the file is called; its ending is not trusted, the content decides.
    """
    try:
        if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return _own(data)
        document = _document(data, name)
    except Unreadable as error:
        return refused(error.reason, error.message)
    except RecursionError:
        return refused("unreadable", "文件的层次过深，无法打开，请重新导出后再试。")
    return _read(document)


def _document(data: bytes, name: str) -> Document:
    if not data:
        raise Unreadable("empty", "文件是空的，请核对是否上传了正确的文件。")
    if len(data) > SIZE:
        raise Unreadable("too_large", f"文件超过{SIZE // 1_000_000}MB，请只保留年度报告后再试。")
    if data[:1024].lstrip().startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _by("pdf", data)
    if data.startswith(b"PK"):
        archive = open_zip(data)
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return docx.document(archive)
        if "xl/workbook.xml" in names:
            return _by("xlsx", archive, data)
        raise Unreadable("unreadable", "压缩包不是Word或Excel文件，请解压后上传其中的年度报告。")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted", "文件有密码保护，请去掉密码后再试。")
        raise Unreadable("unreadable", "这是旧版Office文件（.doc、.xls、.wps），请另存为.docx或.xlsx后再试。")
    if data[:8].startswith(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*", b"MM\x00*", b"Rar!", b"7z\xbc")
    ):
        raise Unreadable("unreadable", "这是图片或压缩包，没有可读的文字，请上传网页、Word、PDF或文本。")
    decoded = encoding.decode(data)
    if len(decoded) > TEXT:
        raise Unreadable("too_large", f"文字超过{TEXT // 10_000}万字，请只保留年度报告后再试。")
    if "\x00" in decoded[:2000]:
        raise Unreadable("unreadable", "文件不是文字，无法打开，请上传网页、Word、PDF或文本。")
    return html.document(decoded) if _is_html(decoded) else text.document(decoded)


def _by(container: str, *given: object) -> Document:
    """PDF and workbooks bring packages that take a second to load; most reports need neither."""
    document: Document = import_module(f"gongkai.reports.read.{container}").document(*given)
    return document


def _is_html(decoded: str) -> bool:
    """True for a page; Markdown with a table in HTML is text."""
    start = decoded.lstrip()[:300].lower()
    if start.startswith("<"):
        return _MARKUP.search(start) is not None
    return "<html" in decoded[:3000].lower() or "<body" in decoded[:5000].lower()


def _own(data: bytes) -> Reading:
    """A report that the platform wrote as JSON."""
    try:
        report = report_json.loads(data)
    except (Refused, RecursionError):
        try:
            json.loads(data)
        except (ValueError, RecursionError):
            return refused("unreadable", "JSON文件已损坏，请重新导出后再试。")
        return refused("not_an_annual_report", "这个JSON文件不是年度报告，请核对。")
    return Reading(
        status="read",
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        title=report.title,
        figures=dict(report.figures),
    )


def _read(document: Document) -> Reading:
    source = Source(document)
    if not source.compact:
        return refused("empty", "文件中没有文字，请核对是否上传了正确的文件。")
    edition, figures = read_tables(source)
    facts = head(document, source.compact)
    if not any(value is not None for value in figures.values.values()) and (
        is_letter(facts.title, document) or not speaks_of_disclosure(source.compact)
    ):
        return refused("not_an_annual_report", "这个文件不是政府信息公开年度报告，请核对。")
    form = load(edition) if edition in EDITIONS else None
    reading = Reading(
        status="read",
        agency=facts.agency,
        year=facts.year,
        edition=edition or "narrative",
        title=facts.title,
        figures=_ordered(figures, form),
        places=figures.places,
        blanks=tuple(figures.blanks),
        labels=figures.labels,
        solved=frozenset(figures.solved),
        sections=sections(document, form),
        document=document,
    )
    reading.notes = notes(reading, facts, form)
    return reading


def _ordered(figures: Figures, form: Form | None) -> dict[str, Amount | None]:
    """The figures in printed order. A row of another edition comes where its table ends."""
    if form is None:
        return dict(figures.values)
    place = {key: at for at, key in enumerate(form.keys)}
    last = max((at for key, at in place.items() if key.startswith("t3.not_processed")), default=len(place))
    return dict(sorted(figures.values.items(), key=lambda one: place.get(one[0], last + 0.5)))
