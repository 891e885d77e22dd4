"""PDF/A-2b by typst, with fonts that travel with the package.

Nothing is left to luck: fonts are named, fallback is off, a warning is an error, and the text is taken
out of the finished file again and compared with what went in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import pypdfium2
import typst

from gongkai.law.refusals import Refused
from gongkai.paper.pdfium import PDFIUM

_BLANK = re.compile(r"\s+")
_LOST = re.compile(r'the text `"(.+?)"` could not be displayed')


def print_pdf(
    template: bytes, data: Mapping[str, Any], texts: Iterable[str], day: date, field: str = ""
) -> bytes:
    """The PDF/A-2b that the template makes of the data; the same data give the same bytes.

    template: typst, set behind `page.typ`, which reads `title` and `agency` of the data. texts: every text that
    must stand in the file. day: the file's time stamp. Refused at `field`, naming it, when the text holds a
    character that the fonts lack.
    """
    try:
        pdf, warnings = _compiler().compile_with_warnings(
            input=_page() + template,
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=datetime.combine(day, time(), UTC),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        lost = _LOST.search(error.message)
        if lost is None:
            raise
        raise _unprintable(lost[1], field) from error
    if warnings:
        raise RuntimeError(f"typst warned: {[warning.message for warning in warnings]}")
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    _compare(pdf, texts, field)
    return pdf


def text_of(pdf: bytes) -> str:
    """The text of a PDF, page after page, without any blanks."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return _BLANK.sub("", "".join(page.get_textpage().get_text_bounded() for page in document))
        finally:
            document.close()


def _compare(pdf: bytes, texts: Iterable[str], field: str) -> None:
    """Every character must have arrived as often as it was sent: a lost glyph leaves a hole, not a message."""
    sent = _BLANK.sub("", "".join(texts))
    if missing := Counter(sent) - Counter(text_of(pdf)):
        raise _unprintable("、".join(sorted(missing)), field)


def _unprintable(characters: str, field: str) -> Refused:
    return Refused(
        f"PDF 未能生成：字体中没有“{characters}”这样的字符，请在正文中改用规范汉字或删去后再试。",
        field=field,
    )


@cache
def _compiler() -> Any:
    folders = sorted({str(path.parent) for path in (fonts.sans_path(), fonts.serif_path())})
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=known)


@cache
def _page() -> bytes:
    return resources.files("gongkai.paper").joinpath("page.typ").read_bytes()
