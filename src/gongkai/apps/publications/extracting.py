"""The words inside attached files, for the search. Never an error: a file that cannot be read says nothing."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, islice

import openpyxl
import pypdfium2
from lxml import etree

from gongkai.apps.publications.models import Attachment
from gongkai.paper.pdfium import PDFIUM

LONGEST = 200_000  # characters of one file
MOST_PAGES = 300
LARGEST_PART = 50_000_000  # bytes of text inside a DOCX, unpacked
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

logger = logging.getLogger(__name__)


def said(attachment: Attachment) -> str:
    """The text of the file, at most `LONGEST` characters; empty for pictures, unknown types and what is broken."""
    read = READERS.get(attachment.media_type.rpartition("/")[2])
    if read is None:
        return ""
    try:
        with attachment.file.open("rb") as stored:
            data = stored.read()
        return " ".join(_bounded(read(data)))
    except Exception as error:  # whatever a broken file makes a reader do, indexing goes on
        logger.warning("attachment %s cannot be read for the search: %s", attachment.pk, type(error).__name__)
        return ""


def _bounded(parts: Iterator[str]) -> Iterator[str]:
    left = LONGEST
    for part in parts:
        yield part[:left]
        left -= len(part)
        if left <= 0:
            return


def _pdf(data: bytes) -> Iterator[str]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = [page.get_textpage().get_text_bounded() for page in islice(document, MOST_PAGES)]
        finally:
            document.close()
    return iter(pages)


def _docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.getinfo("word/document.xml").file_size > LARGEST_PART:
            return
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        tree = etree.fromstring(archive.read("word/document.xml"), parser)
    for paragraph in tree.iter(f"{WORD}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))


def _xlsx(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        rows = chain.from_iterable(sheet.iter_rows(values_only=True) for sheet in book)
        for row in rows:
            yield " ".join(str(cell) for cell in row if cell is not None)
    finally:
        book.close()


def _text(data: bytes) -> Iterator[str]:
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("gb18030", errors="ignore")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "vnd.openxmlformats-officedocument.wordprocessingml.document": _docx,
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": _xlsx,
    "plain": _text,
    "csv": _text,
}
