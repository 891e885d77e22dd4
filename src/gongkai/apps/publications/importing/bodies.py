"""A body that comes as a file: HTML, DOCX or plain text → HTML whose pictures are named as they will be kept.

It is cleaned afterwards like anything that comes from outside (`checking`); nothing here decides what is safe.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

import mammoth
from selectolax.lexbor import LexborHTMLParser

from gongkai.apps.publications import richtext
from gongkai.apps.publications.importing.source import Source, SourceFile, clean_path
from gongkai.apps.publications.pictures import prepare
from gongkai.law.refusals import Refused

UNPACKED = 200 << 20  # bytes of a DOCX, unpacked
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
ENDINGS = (".html", ".htm", ".docx", ".txt")


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML, and the pictures that have to be kept for it."""

    html: str
    pictures: tuple[SourceFile, ...] = ()


def body_of(source: Source, path: str) -> Body:
    """The body in this file; Refused by name when it cannot be read."""
    data = source.read(path)
    ending = posixpath.splitext(path)[1].lower()
    if ending not in ENDINGS:
        raise Refused(f"正文文件“{path}”须是html、docx或者txt文件")
    if ending == ".docx":
        return Body(_docx(path, data))
    if data.startswith((b"PK\x03\x04", b"MZ", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Refused(f"正文文件“{path}”的内容与后缀不符，请用原来的格式提供")
    text = decoded(data)
    if ending == ".txt":
        return Body(richtext.from_text(text))
    return _with_pictures(source, path, text)


def decoded(data: bytes) -> str:
    """The text by its own declaration, else UTF-8, else GB 18030."""
    said = CHARSET.search(data[:4096])
    name = said[1].decode().lower() if said else ""
    wanted = "gb18030" if name.startswith("gb") else name
    for encoding in filter(None, (wanted, "utf-8-sig", "gb18030")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")


def _docx(path: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            large = sum(entry.file_size for entry in archive.infolist()) > UNPACKED
        if "word/document.xml" not in names:
            raise Refused(f"正文文件“{path}”的内容与后缀不符，请用原来的格式提供")
        if large:
            raise Refused(f"正文文件“{path}”展开后过大，请拆分")
        # Pictures inside a document stay there: it is better attached as well.
        found = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(lambda image: {})
        )
    except Refused:
        raise
    except Exception as broken:  # whatever a broken document makes the reader do
        raise Refused(f"正文文件“{path}”打不开，请重新保存后提供") from broken
    return str(found.value)


def _with_pictures(source: Source, path: str, html: str) -> Body:
    """Pictures of the folder get the names under which they will be kept; those of other places are left to be cleaned."""
    tree = LexborHTMLParser(html)
    kept: list[SourceFile] = []
    for image in tree.css("img"):
        place = unquote(image.attributes.get("src") or "")
        if not place or ":" in place.split("/")[0] or place.startswith("/"):
            continue
        file = SourceFile(
            source, clean_path(posixpath.normpath(posixpath.join(posixpath.dirname(path), place)))
        )
        image.attrs["src"] = f"pictures/{prepare(file.name, file.read()).name}"
        kept.append(file)
    body = tree.body
    return Body((body.html if kept and body else html) or "", tuple(kept))
