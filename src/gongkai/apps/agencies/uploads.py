"""What an uploaded file really is: size, true type, whole or broken, open or locked; never held whole in memory.

Nothing is taken at its name. One check for every app: attachments of what is published, papers of a case.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files import File

from gongkai.law.refusals import Refused

LARGEST = 50 * 1024 * 1024
STEM = 80  # characters of a cleaned name before its ending
NAME_LENGTH = 110  # of the whole name, so that it fits every column
PIECE = 1 << 20
SEAM = 16  # a mark that lies across two pieces is still seen
MOST_PARTS = 10_000
MOST_UNPACKED = 1 << 30  # bytes; what unpacks to more was made to harm

OFFICE = "application/vnd.openxmlformats-officedocument."
# ending → (media type, what the file must be inside)
TYPES: dict[str, tuple[str, str]] = {
    ".pdf": ("application/pdf", "pdf"),
    ".docx": (OFFICE + "wordprocessingml.document", "zip:word/"),
    ".xlsx": (OFFICE + "spreadsheetml.sheet", "zip:xl/"),
    ".pptx": (OFFICE + "presentationml.presentation", "zip:ppt/"),
    ".ofd": ("application/ofd", "zip:OFD.xml"),
    ".doc": ("application/msword", "ole"),
    ".xls": ("application/vnd.ms-excel", "ole"),
    ".wps": ("application/vnd.ms-works", "ole"),
    ".et": ("application/vnd.ms-excel", "ole"),
    ".png": ("image/png", "png"),
    ".jpg": ("image/jpeg", "jpeg"),
    ".jpeg": ("image/jpeg", "jpeg"),
    ".tif": ("image/tiff", "tiff"),
    ".tiff": ("image/tiff", "tiff"),
    ".txt": ("text/plain", "text"),
    ".csv": ("text/csv", "text"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "ole": (OLE,),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpeg": (b"\xff\xd8\xff",),
    "tiff": (b"II*\x00", b"MM\x00*"),
}
LOCKED = re.compile(rb"/Encrypt\s")
MACROS = "vbaProject.bin"
TEXTS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its clean name, true media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    digest: str


def check_upload(upload: File[Any], *, field: str = "file", noun: str = "") -> Checked:
    """The upload's clean name, true media type, size in bytes and SHA-256; the file stands at its start again.

    Refused by name at `field` when it is empty, larger than 50 MB, of a kind that is not taken, other inside than
    its ending says, broken, locked by a password, or carries macros. noun: what the sentence calls it, such as 附件.
    """
    name = clean_name(upload.name or "")[-NAME_LENGTH:]
    said = f"{noun}“{name}”"
    if not upload.size:
        raise Refused(f"{said}是空文件，请重新选择", field=field)
    if upload.size > LARGEST:
        raise Refused(f"{said}超过{LARGEST >> 20}MB，请压缩或拆分后上传", field=field)
    ending = PurePath(name).suffix.lower()
    if ending not in TYPES:
        allowed = "、".join(known[1:] for known in TYPES)
        raise Refused(f"{said}的类型不能上传，可以上传：{allowed}", field=field)
    media_type, inside = TYPES[ending]
    try:
        if inside.startswith("zip:"):
            _check_zip(upload, inside.removeprefix("zip:"))
        digest = _read_through(upload, inside)
    except ValueError as wrong:
        raise Refused(f"{said}{wrong}", field=field) from wrong
    upload.seek(0)
    return Checked(name, media_type, upload.size, digest)


def _read_through(upload: File[Any], inside: str) -> str:
    """The digest of all pieces; ValueError says in Chinese what is wrong with them."""
    digest, last, first = hashlib.sha256(), b"", True
    texts = [codecs.getincrementaldecoder(name)() for name in TEXTS] if inside == "text" else []
    for piece in _pieces(upload):
        digest.update(piece)
        if first and inside in MAGIC and not piece.startswith(MAGIC[inside]):
            raise ValueError("的内容与后缀不符，请用原来的格式上传")
        if inside == "pdf" and LOCKED.search(last[-SEAM:] + piece):
            raise ValueError("设有密码，请取消密码后上传")
        if inside == "text":
            texts = [text for text in texts if _decodes(text, piece)]
            if b"\0" in piece or not texts:
                raise ValueError("不是文本文件，请核对后上传")
        first, last = False, last[-2048:] + piece
    if inside == "text" and not any(_decodes(text, b"", final=True) for text in texts):
        raise ValueError("不是文本文件，请核对后上传")
    if inside == "pdf" and b"%%EOF" not in last[-2048:]:
        raise ValueError("已损坏，打不开，请重新导出后上传")
    return digest.hexdigest()


def _decodes(text: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        text.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(upload: File[Any]) -> Iterator[bytes]:
    upload.seek(0)
    while piece := upload.read(PIECE):
        yield piece


def _check_zip(upload: File[Any], member: str) -> None:
    upload.seek(0)
    if upload.read(len(OLE)) == OLE:
        raise ValueError("设有密码，请取消密码后上传")
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise ValueError("已损坏，打不开，请重新保存后上传") from broken
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ValueError("解压后过大，不予接收，请重新保存后上传")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueError("设有密码，请取消密码后上传")
    names = [entry.filename for entry in entries]
    if not any(name.startswith(member) for name in names):
        raise ValueError("的内容与后缀不符，请用原来的格式上传")
    if any(name.endswith(MACROS) for name in names):
        raise ValueError("含有宏，请另存为不含宏的文件后上传")


def clean_name(name: str) -> str:
    """The last part of a path without control and format characters, spaces at the ends or marks that file systems refuse."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    kept = re.sub(r'[<>:"|?*]', "", kept).strip(" .")
    path = PurePath(kept or "附件")
    return path.stem[:STEM] + path.suffix
