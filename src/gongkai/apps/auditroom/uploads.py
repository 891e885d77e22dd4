"""What people hand in: files, a folder, or a zip of either, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.files import File

from gongkai.apps.agencies.uploads import clean_name
from gongkai.law.refusals import Refused

MOST_FILES = 1000  # of one upload, those inside archives included
LARGEST = 30_000_000  # bytes of one file
MOST_BYTES = 500_000_000  # of one upload, unpacked
LARGEST_ARCHIVE = 300_000_000
RATIO = 200  # a large member that unpacks to more than this times its size was made to harm
LARGE = 5_000_000
FIELD = "file"
# What systems put into folders by themselves.
LITTER = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True, slots=True)
class Handed:
    """One file as handed in: its clean name without folders, and its bytes."""

    name: str
    data: bytes


def unpacked(files: Iterable[File[bytes]]) -> list[Handed]:
    """The files, archives replaced by what is in them. Refused as a whole where a limit is passed: nothing is kept.

    A file that merely cannot be read is no reason to refuse: it comes through, and the reader says why.
    """
    handed: list[Handed] = []
    total = 0
    for file in files:
        for one in _of(file):
            total += len(one.data)
            handed.append(one)
            if len(handed) > MOST_FILES:
                raise Refused(f"一次最多上传{MOST_FILES}个文件，请分批上传，没有收入任何文件", field=FIELD)
            if total > MOST_BYTES:
                raise Refused(
                    f"文件合计超过{MOST_BYTES // 1_000_000}MB，请分批上传，没有收入任何文件", field=FIELD
                )
    if not handed:
        raise Refused("没有选择年度报告文件，请选择文件、文件夹或压缩包", field=FIELD)
    return handed


def _of(file: File[bytes]) -> Iterator[Handed]:
    name = clean_name(file.name or "")
    if _is_litter(file.name or ""):
        return
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK") and _is_archive(file, name):
        yield from _members(file, name)
        return
    if (file.size or 0) > LARGEST:
        raise Refused(f"“{name}”超过{LARGEST // 1_000_000}MB，请只保留年度报告后上传", field=FIELD)
    yield Handed(name, file.read())


def _is_archive(file: File[bytes], name: str) -> bool:
    """True for a plain zip; a Word or Excel file, which is a zip inside, is a document."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return False
    finally:
        file.seek(0)
    return not names & {"word/document.xml", "xl/workbook.xml", "[Content_Types].xml"}


def _members(file: File[bytes], archive_name: str) -> Iterator[Handed]:
    if (file.size or 0) > LARGEST_ARCHIVE:
        raise Refused(
            f"压缩包“{archive_name}”超过{LARGEST_ARCHIVE // 1_000_000}MB，请拆分后上传", field=FIELD
        )
    with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        _check(members, archive_name)
        for member in members:
            name = _name(member)
            if not _is_litter(name):
                yield Handed(clean_name(name), _data(archive, member, archive_name))


def _check(members: list[zipfile.ZipInfo], archive_name: str) -> None:
    """Sizes as declared, before anything is unpacked; `_data` does not trust them either."""
    if len(members) > MOST_FILES:
        raise Refused(f"压缩包“{archive_name}”中的文件超过{MOST_FILES}个，请分批上传", field=FIELD)
    if any(one.flag_bits & 1 for one in members):
        raise Refused(f"压缩包“{archive_name}”有密码保护，请去掉密码后上传", field=FIELD)
    bombs = [m for m in members if m.file_size > LARGE and m.file_size > RATIO * max(m.compress_size, 1)]
    if bombs or sum(one.file_size for one in members) > MOST_BYTES:
        raise Refused(
            f"压缩包“{archive_name}”解压后过大，疑为压缩炸弹，未予打开，请拆分或重新压缩后上传", field=FIELD
        )


def _data(archive: zipfile.ZipFile, member: zipfile.ZipInfo, archive_name: str) -> bytes:
    try:
        with archive.open(member) as stream:
            data = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as broken:
        raise Refused(
            f"压缩包“{archive_name}”已损坏，打不开，请重新压缩后上传，没有收入任何文件", field=FIELD
        ) from broken
    if len(data) > LARGEST:
        name = clean_name(_name(member))
        raise Refused(f"压缩包中的“{name}”超过{LARGEST // 1_000_000}MB，请只保留年度报告", field=FIELD)
    return data


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Chinese systems write GBK where the flag for UTF-8 is not set."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _is_litter(path: str) -> bool:
    parts = path.replace("\\", "/").lower().split("/")
    return parts[-1] in LITTER or parts[-1].startswith(("._", "~$")) or "__macosx" in parts
