"""Opening zip containers (DOCX, XLSX) safely: sizes are limited before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from gongkai.reports.read.document import Unreadable

MEMBERS = 5_000
UNPACKED = 60_000_000  # bytes of the parts that are read
_RATIO = 300  # a part that unpacks to more than this times its size, and is large, is a bomb
_LARGE = 5_000_000


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises Unreadable when it is encrypted, damaged or made to explode."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
        raise Unreadable("unreadable", "文件已损坏，无法打开，请重新导出后再试。") from error
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted", "文件有密码保护，请去掉密码后再试。")
    text = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    if len(members) > MEMBERS or sum(member.file_size for member in text) > UNPACKED:
        raise Unreadable("too_large", "文件解压后过大，请拆分或删去无关内容后再试。")
    if any(m.file_size > _LARGE and m.file_size > _RATIO * max(m.compress_size, 1) for m in text):
        raise Unreadable("too_large", "文件的压缩比异常，疑为压缩炸弹，未予打开。")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part of the archive. The declared size is not trusted: reading stops at the limit."""
    try:
        with archive.open(name) as stream:
            data = stream.read(UNPACKED + 1)
    except (
        KeyError,
        zipfile.BadZipFile,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise Unreadable("unreadable", "文件已损坏，无法打开，请重新导出后再试。") from error
    except Exception as error:  # zlib and lzma raise errors of their own on damaged data
        raise Unreadable("unreadable", "文件已损坏，无法打开，请重新导出后再试。") from error
    if len(data) > UNPACKED:
        raise Unreadable("too_large", "文件解压后过大，请拆分或删去无关内容后再试。")
    return data


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part. No entity is resolved and none may be declared; nothing is fetched."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("unreadable", "文件含有实体声明（XML），不是正常的办公文档，未予打开。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("unreadable", "文件已损坏，无法打开，请重新导出后再试。") from error
    if root is None:
        raise Unreadable("unreadable", "文件已损坏，无法打开，请重新导出后再试。")
    return root
