"""PDF: its text by two readers, every object, every stream unpacked, attachments, and earlier versions of the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psparser import PSKeyword, PSLiteral

from gongkai.paper.pdfium import PDFIUM
from gongkai.redaction.leaks.pictures import inflated
from gongkai.redaction.leaks.place import Inner, Place
from gongkai.redaction.pdf.pages import MOST_PAGES

MOST_REVISIONS = 5
DEEPEST = 12
_LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]{4,}>", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)


def in_pdf(data: bytes, name: str) -> Iterator[Place | Inner]:
    """Every place of a PDF."""
    yield from _by_pdfium(data, name)
    yield from _by_pdfminer(data, name)
    yield from _objects(data, name)
    yield from _streams(data, name)
    ends = [found.end() for found in re.finditer(rb"%%EOF", data)][:-1]
    for at, end in enumerate(ends[-MOST_REVISIONS:], 1):
        yield from _by_pdfium(data[:end], f"{name}（第{at}个旧版本）")


def _by_pdfium(data: bytes, name: str) -> Iterator[Place | Inner]:
    """Pages, properties, bookmarks and attachments as pdfium reads them."""
    found: list[Place | Inner] = []
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return
        try:
            found += [Place(f"{name}的文件属性", value) for value in pdf.get_metadata_dict().values()]
            found += [Place(f"{name}的书签", mark.get_title()) for mark in pdf.get_toc()]
            for number in range(min(len(pdf), MOST_PAGES)):
                page = pdf[number]
                text = page.get_textpage().get_text_range(errors="ignore")
                found.append(Place(f"{name}第{number + 1}页", text, lines=True))
                page.close()
            for at in range(pdf.count_attachments()):
                attached = pdf.get_attachment(at)
                found.append(Place(f"{name}的附件名称", attached.get_name()))
                found.append(Inner(f"{name}的附件", bytes(attached.get_data())))
        except pypdfium2.PdfiumError:
            pass
        finally:
            pdf.close()
    yield from found


def _by_pdfminer(data: bytes, name: str) -> Iterator[Place]:
    try:
        text = extract_text(io.BytesIO(data), maxpages=MOST_PAGES, laparams=LAParams(all_texts=True))
    except Exception:  # pdfminer raises whatever it meets; the other ways still look
        return
    yield Place(f"{name}的文字", text)


def _objects(data: bytes, name: str) -> Iterator[Place | Inner]:
    """Every object that a table of the file names, those that no page uses among them."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        numbers = sorted({number for table in document.xrefs for number in table.get_objids()})
    except Exception:  # as above
        return
    for table in document.xrefs:
        yield from _strings(name, table.get_trailer(), 0)
    for number in numbers:
        try:
            yield from _strings(name, document.getobj(number), 0)
        except Exception:  # noqa: S112 - a broken object hides no readable text from the other ways
            continue


def _strings(name: str, value: Any, depth: int) -> Iterator[Place | Inner]:
    """The strings within an object, and its stream."""
    if depth > DEEPEST or isinstance(value, PDFObjRef | PSKeyword):
        return
    if isinstance(value, PDFStream):
        yield from _strings(name, value.attrs, depth + 1)
        yield from _stream(name, value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield Place(f"{name}的对象", str(key), values=True)
            yield from _strings(name, one, depth + 1)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(name, one, depth + 1)
    elif isinstance(value, PSLiteral):
        yield Place(f"{name}的对象", str(value.name), values=True)
    elif isinstance(value, bytes):
        yield Place(f"{name}的对象", value)
        yield Place(f"{name}的对象", _decoded(value))
    elif isinstance(value, str):
        yield Place(f"{name}的对象", value)


def _stream(name: str, stream: PDFStream) -> Iterator[Place | Inner]:
    """What a stream unpacks to. Pixels are looked at as `_streams` finds them: pdfminer takes seconds to undo their filters."""
    if getattr(stream.attrs.get("Subtype"), "name", "") == "Image":
        yield Inner(f"{name}中的图片", stream.rawdata or b"")
        return
    unpacked = stream.get_data()
    yield Inner(f"{name}的数据流", unpacked)
    yield from _literals(name, unpacked)


def _streams(data: bytes, name: str) -> Iterator[Place]:
    """Streams by their mark alone, whatever the tables say: those of earlier versions too."""
    for found in re.finditer(rb"stream\r?\n", data):
        if unpacked := inflated(data[found.end() :]):
            yield Place(f"{name}的数据流", unpacked, pixels=len(unpacked) > 500_000)
            if len(unpacked) <= 500_000:
                yield from _literals(name, unpacked)
    yield from _literals(name, re.sub(rb"stream\r?\n.*?endstream", b"", data, flags=re.S))


def _literals(name: str, data: bytes) -> Iterator[Place]:
    """The strings written in a stream, each alone and all joined: one word may be shown in pieces."""
    found = [_value(match[0]) for match in _LITERAL.finditer(data[:5_000_000])]
    if found:
        joined = b"".join(found)
        yield Place(f"{name}的字符串", joined)
        yield Place(f"{name}的字符串", _decoded(joined), lines=True)
        yield Place(f"{name}的字符串", "\n".join(map(_decoded, found)))


def _value(literal: bytes) -> bytes:
    if literal.startswith(b"<"):
        digits = b"".join(literal[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPED.sub(_escape, literal[1:-1])


def _escape(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(sign, sign)


def _decoded(value: bytes) -> str:
    """A string of a PDF: UTF-16 with its mark, else UTF-8, else one byte a character."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "ignore")
    if value.startswith(b"\xff\xfe"):
        return value[2:].decode("utf-16-le", "ignore")
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
