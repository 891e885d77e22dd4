"""Whether a file is an honest Word file. Nothing of it is opened as a document before."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath

from django.core.files.base import ContentFile

from gongkai.apps.agencies.uploads import check_upload, clean_name
from gongkai.law.refusals import Refused

FIELD = "file"
UNPACKED = 200 * 1024 * 1024
PARTS = 5_000
RATIO = 200  # times as large unpacked as packed; real text packs 20 times at most
SMALL = 5 * 1024 * 1024  # below, a high ratio does no harm
LEGACY = (".doc", ".wps", ".dot", ".wpt", ".rtf", ".odt")
WITH_MACROS = (".docm", ".dotm")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the older formats begin, and what is encrypted
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENT = "word/document.xml"


def check(name: str, data: bytes) -> str:
    """The clean name of a file that can be read as .docx; Refused by its name otherwise."""
    clean = clean_name(name)
    ending = PurePath(clean).suffix.lower()
    if ending in WITH_MACROS:
        raise Refused(f"文件“{clean}”可以含有宏，请另存为 .docx 后导入", field=FIELD)
    if ending in LEGACY:
        raise Refused(f"文件“{clean}”是旧格式，请在 Word 或者 WPS 里另存为 .docx 后导入", field=FIELD)
    if ending != ".docx":
        raise Refused(f"文件“{clean}”不是 Word 文件，请选择 .docx 文件", field=FIELD)
    if data.startswith(OLE) and ENCRYPTED not in data:
        raise Refused(
            f"文件“{clean}”其实是旧格式的 .doc，请在 Word 或者 WPS 里另存为 .docx 后导入", field=FIELD
        )
    check_upload(ContentFile(data, name=clean), noun="文件")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _look_inside(clean, archive)
    return clean


def _look_inside(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > PARTS or unpacked > UNPACKED or (unpacked > SMALL and unpacked / packed > RATIO):
        raise Refused(f"文件“{name}”展开后异常庞大，可能是恶意文件，没有导入；请核对来源", field=FIELD)
    if DOCUMENT not in archive.namelist():
        raise Refused(f"文件“{name}”里没有正文，可能已损坏，请重新保存后导入", field=FIELD)
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        try:
            text = archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
            raise Refused(f"文件“{name}”已损坏，打不开，请重新保存后导入", field=FIELD) from broken
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Refused(f"文件“{name}”的内部结构异常，可能是恶意文件，没有导入；请核对来源", field=FIELD)
        if b"macroEnabled" in text:
            raise Refused(f"文件“{name}”含有宏，请另存为不含宏的 .docx 后导入", field=FIELD)
