"""Packages (DOCX, XLSX, any zip) and XML: every part, its texts joined over runs, its attributes, its comments."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.redaction.files import MOST_UNPACKED
from gongkai.redaction.leaks.place import Inner, Place

# Elements that do not end a line: runs and what holds them.
INLINE = {
    "t", "r", "delText", "hyperlink", "ins", "del", "smartTag", "sdt", "sdtContent", "fldSimple", "moveFrom",
    "moveTo", "bdo", "dir", "a", "b", "i", "span", "rPr", "pPr", "rPh",
}  # fmt: skip


def in_zip(data: bytes, name: str) -> Iterator[Place | Inner]:
    """The parts of an archive, their names, and what is written beside them."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Place(f"{name}（压缩包说明）", archive.comment)
            for member in archive.infolist():
                yield Place(f"{name}（部件名称）", member.filename, values=True)
                yield Place(f"{member.filename}（附加字段）", member.extra + b"\n" + member.comment)
                with archive.open(member) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    return
                yield Inner(member.filename, part)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return


def in_xml(data: bytes, name: str) -> Iterator[Place]:
    """The texts, attribute values and comments of an XML or HTML-like file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    if root is None:
        return
    yield Place(name, _text(root))
    values = [str(value) for one in root.iter(etree.Element) for value in one.attrib.values()]
    yield Place(f"{name}（属性）", "\n".join(values), values=True)
    beside = [one.text or "" for one in root.iter(etree.Comment, etree.ProcessingInstruction)]
    yield Place(f"{name}（注释）", "\n".join(beside))


def _text(root: etree._Element) -> str:
    """The text of all elements, joined over runs, a line for each other element."""
    texts: list[str] = []
    for event, one in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            texts.append(one.text or "")
            continue
        if etree.QName(one).localname not in INLINE and (len(one) or one.text):
            texts.append("\n")
        texts.append(one.tail or "")
    return "".join(texts)
