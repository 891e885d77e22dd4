"""What an uploaded paper of a case really is, found out without ever holding it whole in memory."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.core.files import File

from gongkai.apps.publications.attachments import LARGEST, MAGIC, TYPES, Checked, clean_name
from gongkai.law.refusals import Refused

PIECE = 1 << 20
NAME_LENGTH = 110  # with its ending it fits the column
SEAM = 16  # a mark that lies across two pieces is still seen
LOCKED = re.compile(rb"/Encrypt\s")
MACROS = "vbaProject.bin"


def check_upload(upload: File[Any], *, field: str = "file") -> Checked:
    """The upload's clean name, true media type, size in bytes and SHA-256; the file stands at its start again.

    Refused by name at `field` when it is empty, larger than 50 MB, of a kind that is not taken, other inside than
    its ending says, broken, locked by a password, or carries macros.
    """
    name = clean_name(upload.name or "")[-NAME_LENGTH:]
    if not upload.size:
        raise Refused(f"“{name}”是空文件，请重新选择", field=field)
    if upload.size > LARGEST:
        raise Refused(f"“{name}”超过{LARGEST >> 20}MB，请压缩或者拆分后上传", field=field)
    ending = PurePath(name).suffix.lower()
    if ending not in TYPES:
        allowed = "、".join(known[1:] for known in TYPES)
        raise Refused(f"“{name}”的类型不能上传，可以上传：{allowed}", field=field)
    media_type, inside = TYPES[ending]
    try:
        if inside.startswith("zip:"):
            _check_zip(upload, inside.removeprefix("zip:"))
        digest = _read_through(upload, inside)
    except ValueError as wrong:
        raise Refused(f"“{name}”{wrong}", field=field) from wrong
    upload.seek(0)
    return Checked(name, media_type, upload.size, digest)


def _read_through(upload: File[Any], inside: str) -> str:
    """The digest of all pieces; ValueError says in Chinese what is wrong with them."""
    digest, last, first = hashlib.sha256(), b"", True
    for piece in _pieces(upload):
        digest.update(piece)
        if first and inside in MAGIC and not piece.startswith(MAGIC[inside]):
            raise ValueError("的内容与后缀不符，请用原来的格式上传")
        if inside == "pdf" and LOCKED.search(last[-SEAM:] + piece):
            raise ValueError("设有密码，请取消密码后上传")
        if inside == "text" and b"\0" in piece:
            raise ValueError("不是文本文件，请核对后上传")
        first, last = False, last[-2048:] + piece
    if inside == "pdf" and b"%%EOF" not in last[-2048:]:
        raise ValueError("已损坏，打不开，请重新扫描或者导出后上传")
    return digest.hexdigest()


def _pieces(upload: File[Any]) -> Iterator[bytes]:
    upload.seek(0)
    while piece := upload.read(PIECE):
        yield piece


def _check_zip(upload: File[Any], member: str) -> None:
    upload.seek(0)
    if upload.read(len(MAGIC["ole"])) == MAGIC["ole"]:
        raise ValueError("设有密码，请取消密码后上传")
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise ValueError("已损坏，打不开，请重新保存后上传") from broken
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueError("设有密码，请取消密码后上传")
    names = [entry.filename for entry in entries]
    if not any(name.startswith(member) for name in names):
        raise ValueError("的内容与后缀不符，请用原来的格式上传")
    if any(name.endswith(MACROS) for name in names):
        raise ValueError("含有宏，请另存为不含宏的文件后上传")
