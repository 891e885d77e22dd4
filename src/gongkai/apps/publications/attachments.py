"""What a file really is: size, true type, whole or broken, open or encrypted. Nothing is taken at its name."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files import File

from gongkai.apps.publications.models import Attachment
from gongkai.law.refusals import Refused

LARGEST = 50 * 1024 * 1024
NAME_LENGTH = 80

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
    ".txt": ("text/plain", "text"),
    ".csv": ("text/csv", "text"),
}
MAGIC = {
    "pdf": b"%PDF-",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff",
}
FIELD = "file"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be attached: its clean name, true media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    digest: str


def check(name: str, data: bytes) -> Checked:
    """The file as it may be attached; Refused by name when too large, of another type than it says, broken or encrypted."""
    clean = clean_name(name)
    if not data:
        raise Refused(f"附件“{clean}”是空文件，请重新选择", field=FIELD)
    if len(data) > LARGEST:
        raise Refused(f"附件“{clean}”超过{LARGEST // 1024 // 1024}MB，请压缩或拆分后上传", field=FIELD)
    ending = PurePath(clean).suffix.lower()
    if ending not in TYPES:
        allowed = "、".join(known[1:] for known in TYPES)
        raise Refused(f"附件“{clean}”的类型不能上传，可以上传：{allowed}", field=FIELD)
    media_type, inside = TYPES[ending]
    _look_inside(clean, data, inside)
    return Checked(clean, media_type, len(data), hashlib.sha256(data).hexdigest())


def _look_inside(name: str, data: bytes, inside: str) -> None:
    if inside.startswith("zip:"):
        if data.startswith(MAGIC["ole"]):
            raise Refused(f"附件“{name}”设有密码，请取消密码后上传", field=FIELD)
        _look_inside_zip(name, data, inside.removeprefix("zip:"))
    elif inside == "text":
        if b"\0" in data or not (_decodes(data, "utf-8") or _decodes(data, "gb18030")):
            raise Refused(f"附件“{name}”不是文本文件，请核对后上传", field=FIELD)
    elif not data.startswith(MAGIC[inside]):
        raise Refused(f"附件“{name}”的内容与后缀不符，请用原来的格式上传", field=FIELD)
    elif inside == "pdf":
        if b"%%EOF" not in data[-2048:]:
            raise Refused(f"附件“{name}”已损坏，打不开，请重新导出后上传", field=FIELD)
        if re.search(rb"/Encrypt\s", data):
            raise Refused(f"附件“{name}”设有密码，请取消密码后上传", field=FIELD)


def _look_inside_zip(name: str, data: bytes, member: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except zipfile.BadZipFile as broken:
        raise Refused(f"附件“{name}”已损坏，打不开，请重新保存后上传", field=FIELD) from broken
    if locked:
        raise Refused(f"附件“{name}”设有密码，请取消密码后上传", field=FIELD)
    if not any(each.startswith(member) for each in names):
        raise Refused(f"附件“{name}”的内容与后缀不符，请用原来的格式上传", field=FIELD)
    if any(each.endswith("vbaProject.bin") for each in names):
        raise Refused(f"附件“{name}”含有宏，请另存为不含宏的文件后上传", field=FIELD)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def clean_name(name: str) -> str:
    """The last part of a path without control and format characters, spaces at the ends or marks that file systems refuse."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    kept = re.sub(r'[<>:"|?*]', "", kept).strip(" .")
    path = PurePath(kept or "附件")
    return path.stem[:NAME_LENGTH] + path.suffix


def stored_digest(attachment: Attachment) -> str:
    """The SHA-256 of the bytes that lie in storage now; empty when the file is gone."""
    try:
        with attachment.file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def read(upload: File[bytes]) -> bytes:
    """The bytes of an upload, one more than allowed at most, so that a huge file is not held in memory."""
    data: bytes = upload.read(LARGEST + 1)
    return data
