"""A letter as a file. The PDF writer is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module

from gongkai.law.refusals import Refused
from gongkai.letters.letter import Letter
from gongkai.letters.write import docx


def write_docx(letter: Letter, *, seal: bytes | None = None) -> bytes:
    """The letter as a DOCX file in 公文 layout. seal: a PNG picture set over name and date, else （印章） in grey."""
    return docx.write(letter, seal)


def write_pdf(letter: Letter, *, seal: bytes | None = None) -> bytes:
    """The letter as a PDF/A-2b file; the same letter gives the same bytes. seal: as in `write_docx`.

    Refused when the text holds a character that the fonts lack, or where the components for PDF are not installed.
    """
    try:
        writer = import_module("gongkai.letters.write.pdf")
    except ModuleNotFoundError as error:
        raise Refused(
            f"生成 PDF 所需的组件（{error.name}）没有安装，请安装 gongkai[pdf] 后再试，或改用 docx。",
            field="to",
        ) from error
    written: bytes = writer.write(letter, seal)
    return written
