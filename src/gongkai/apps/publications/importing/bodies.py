"""A body that comes as a file: HTML, DOCX or plain text → HTML whose pictures are named as they will be kept.

It is cleaned afterwards like anything that comes from outside (`checking`); nothing here decides what is safe.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from gongkai.apps.publications import importing_docx, richtext
from gongkai.apps.publications.importing.source import Source, SourceFile, clean_path
from gongkai.apps.publications.pictures import prepare
from gongkai.law.refusals import Refused

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
ENDINGS = (".html", ".htm", ".docx", ".txt")


@dataclass(frozen=True, slots=True)
class PictureInside:
    """A picture inside a DOCX of a source, known by its size and checksum there, and read when asked for."""

    source: Source
    path: str
    name: str
    size: int
    checksum: int

    def read(self) -> bytes:
        """Its bytes; Refused when the document is no longer the one that was read."""
        with zipfile.ZipFile(io.BytesIO(self.source.read(self.path))) as archive:
            for part in archive.infolist():
                if (part.file_size, part.CRC) == (self.size, self.checksum):
                    return archive.read(part)
        raise Refused(f"正文文件“{self.path}”在读取之后有改动，请重新提交")


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML, and the pictures that have to be kept for it. title: the document's own, taken out of the HTML."""

    html: str
    pictures: tuple[SourceFile | PictureInside, ...] = ()
    title: str = ""


def body_of(source: Source, path: str) -> Body:
    """The body in this file; Refused by name when it cannot be read."""
    data = source.read(path)
    ending = posixpath.splitext(path)[1].lower()
    if ending not in ENDINGS:
        raise Refused(f"正文文件“{path}”须是html、docx或者txt文件")
    if ending == ".docx":
        return _docx(source, path, data)
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


def _docx(source: Source, path: str, data: bytes) -> Body:
    """As the editor reads a Word file; Refused when a picture could not be shown, since nobody would miss it later."""
    kept: list[PictureInside] = []

    def keep(title: str, picture: bytes) -> str:
        name = prepare(title, picture).name
        kept.append(PictureInside(source, path, title, len(picture), zlib.crc32(picture)))
        return name

    found = importing_docx.convert(importing_docx.check(posixpath.basename(path), data), data, keep)
    if found.lost:
        raise Refused(
            f"正文文件“{path}”中有{found.lost}幅图片网页不能显示，请换成PNG或者JPEG格式的图片，或者把它作为附件"
        )
    return Body(found.html, tuple(kept), found.title)


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
