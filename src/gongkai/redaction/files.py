"""What a file really is, opened within limits: nothing is taken at its name, nothing is unpacked without measure."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from pathlib import PurePath

from lxml import etree

from gongkai.law.refusals import Refused
from gongkai.redaction.passages import occurrences

LARGEST = 50_000_000  # bytes of a file
MOST_UNPACKED = 300_000_000  # bytes of all parts of a DOCX or XLSX
MOST_PARTS = 5000
RATIO = 300  # a large part that unpacks to more than this times its size was made to harm
LARGE = 5_000_000
NAME_LENGTH = 60

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA = {
    ".pdf": "application/pdf",
    ".docx": OFFICE + "wordprocessingml.document",
    ".xlsx": OFFICE + "spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".tif": "image/tiff",
    ".txt": "text/plain",
}
READABLE = "PDF、DOCX、XLSX、PNG、JPG、TIF、TXT"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_TEXTS = {".txt", ".csv", ".md", ""}


def kind_of(data: bytes, name: str) -> str:
    """pdf, docx, xlsx, picture or text, by what the bytes are; Refused when it is none that can be redacted."""
    if not data:
        raise Refused(f"“{name}”是空文件，请重新选择")
    if len(data) > LARGEST:
        raise Refused(f"“{name}”超过{LARGEST // 1_000_000}MB，请拆分后再遮蔽")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            f"“{name}”是加密文件或者旧版 Office 文件，请取消密码并另存为 DOCX、XLSX 或者 PDF 后再遮蔽"
        )
    if data.startswith(b"PK"):
        return _office_kind(Package(data, name))
    if data.startswith(_PICTURES):
        return "picture"
    if PurePath(name).suffix.lower() in _TEXTS and decoded(data) is not None:
        return "text"
    raise Refused(f"“{name}”的格式不能遮蔽，可以遮蔽：{READABLE}；其他格式请先打印为 PDF")


def _office_kind(package: Package) -> str:
    if "word/document.xml" in package.names:
        return "docx"
    if "xl/workbook.xml" in package.names:
        return "xlsx"
    raise Refused(f"“{package.name}”不是 DOCX 或者 XLSX 文件，请先打印为 PDF 后再遮蔽")


class Package:
    """The parts of a DOCX or XLSX, unpacked within limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = [one for one in self._archive.infolist() if not one.is_dir()]
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as broken:
            raise _broken(name) from broken
        if any(one.flag_bits & 1 for one in members):
            raise Refused(f"“{name}”设有密码，请取消密码后再遮蔽")
        bombs = [m for m in members if m.file_size > LARGE and m.file_size > RATIO * max(m.compress_size, 1)]
        if bombs or len(members) > MOST_PARTS or sum(m.file_size for m in members) > MOST_UNPACKED:
            raise _bomb(name)
        self._members = {one.filename.lstrip("/"): one for one in members}
        self._left = MOST_UNPACKED
        self.names = frozenset(self._members)

    def read(self, part: str) -> bytes:
        """The bytes of a part; Refused when the file is broken, empty when there is no such part."""
        member = self._members.get(part)
        if member is None:
            return b""
        try:
            with self._archive.open(member) as stream:
                data = stream.read(self._left + 1)  # the size that the archive declares is not believed
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as broken:
            raise _broken(self.name) from broken
        self._left -= len(data)
        if self._left < 0:
            raise _bomb(self.name)
        return data

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part, None when there is none; Refused when it is broken or declares entities."""
        data = self.read(part)
        if not data:
            return None
        return parsed(data, self.name)


def parsed(data: bytes, name: str) -> etree._Element:
    """The root of an XML document without entities; Refused otherwise."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise _broken(name) from broken
    if root.getroottree().docinfo.doctype:
        raise Refused(f"“{name}”中有不应出现的实体声明，疑为恶意文件，未予打开")
    return root


def _broken(name: str) -> Refused:
    return Refused(f"“{name}”已损坏，打不开，请重新保存后再遮蔽")


def _bomb(name: str) -> Refused:
    return Refused(f"“{name}”解压后过大，疑为压缩炸弹，未予打开，请重新保存或者拆分后再遮蔽")


def decoded(data: bytes) -> str | None:
    """The text of a plain text file (UTF-8, UTF-16 with its mark, GB 18030); None when it is none."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def released_name(name: str, ending: str, secrets: tuple[str, ...]) -> str:
    """The name of the new file: the old one with （部分公开）, or a neutral one when it tells a secret."""
    stem = PurePath(re.split(r"[\\/]", name)[-1]).stem
    kept = "".join(char for char in stem if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    kept = re.sub(r'[<>:"|?*]', "", kept).strip(" .")[:NAME_LENGTH]
    if not kept or any(True for secret in secrets for _ in occurrences(kept, secret)):
        kept = "政府信息"
    return f"{kept}（部分公开）{ending}"
