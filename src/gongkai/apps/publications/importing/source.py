"""The files beside a spreadsheet: a folder or a ZIP archive, neither of which is trusted. Nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from gongkai.apps.publications.attachments import LARGEST
from gongkai.law.refusals import Refused

MOST_FILES = 300_000
WHOLE = 20 << 30  # bytes of an archive, unpacked
TIGHTEST = 200  # unpacked bytes to one packed byte, beyond which a file above `SMALL` is a bomb
SMALL = 1 << 20
FIELD = "archive"


class Source(Protocol):
    """Files by their path, with / between folders."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; Refused by name when it is not there, outside, or too large."""
        ...

    def open(self, path: str) -> IO[bytes]:
        """The same as a stream, for the spreadsheet itself."""
        ...

    def names(self) -> Iterator[str]:
        """Every file there is."""
        ...


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source, read when asked for."""

    source: Source
    path: str

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

    def read(self) -> bytes:
        """Its bytes."""
        return self.source.read(self.path)


def clean_path(path: str) -> str:
    """A path inside the source; Refused when it leads out of it."""
    plain = path.strip().replace("\\", "/").removeprefix("./")
    parts = PurePosixPath(plain).parts
    outside = plain.startswith("/") or ".." in parts or (parts and parts[0].endswith(":"))
    if not parts or outside or "\0" in plain:
        raise Refused(f"文件路径“{path[:80]}”指向目录之外，请使用目录之内的相对路径", field=FIELD)
    return "/".join(parts)


class Folder:
    """A folder of this machine; links that lead out of it are refused."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def read(self, path: str) -> bytes:
        """At most as much as may be attached, and one byte more."""
        with self.open(path) as file:
            return _limited(file, path)

    def open(self, path: str) -> IO[bytes]:
        """A stream of a file inside the folder."""
        place = (self.root / clean_path(path)).resolve()
        if not place.is_relative_to(self.root):
            raise Refused(f"文件“{path[:80]}”指向目录之外", field=FIELD)
        if not place.is_file():
            raise Refused(f"目录中没有文件“{path[:80]}”", field=FIELD)
        return place.open("rb")

    def names(self) -> Iterator[str]:
        """Files in all depths."""
        return (str(one.relative_to(self.root)) for one in sorted(self.root.rglob("*")) if one.is_file())


class Archive:
    """A ZIP file. Encrypted, huge, too tightly packed or leading outside: refused as a whole, with the file's name."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError) as broken:
            raise Refused("附件包已损坏或者不是ZIP文件，请重新压缩后上传", field=FIELD) from broken
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise Refused(f"附件包中的文件超过{MOST_FILES}个，请分批", field=FIELD)
        for entry in entries:
            if not entry.is_dir():
                self._entries[clean_path(_name(entry))] = _checked(entry)
        if sum(entry.file_size for entry in self._entries.values()) > WHOLE:
            raise Refused(f"附件包解压后超过{WHOLE >> 30}GB，请分批", field=FIELD)

    def read(self, path: str) -> bytes:
        """At most as much as may be attached, and one byte more, whatever the archive says of its size."""
        with self.open(path) as file:
            try:
                return _limited(file, path)
            except (zipfile.BadZipFile, OSError, EOFError) as broken:
                raise Refused(f"附件包中的“{path[:80]}”已损坏，请重新压缩", field=FIELD) from broken

    def open(self, path: str) -> IO[bytes]:
        """A stream of one file of the archive."""
        entry = self._entries.get(clean_path(path))
        if entry is None:
            raise Refused(f"附件包中没有文件“{path[:80]}”", field=FIELD)
        return self._zip.open(entry)

    def names(self) -> Iterator[str]:
        """As the archive lists them."""
        return iter(self._entries)


class Nothing:
    """A spreadsheet without files beside it."""

    def read(self, path: str) -> bytes:
        """Refused: there is none."""
        raise Refused(f"没有随表格提供附件包，找不到文件“{path[:80]}”", field=FIELD)

    def open(self, path: str) -> IO[bytes]:
        """Refused: there is none."""
        raise Refused(f"没有随表格提供附件包，找不到文件“{path[:80]}”", field=FIELD)

    def names(self) -> Iterator[str]:
        """None."""
        return iter(())


def _limited(file: IO[bytes], path: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(f"文件“{path[:80]}”超过{LARGEST >> 20}MB，请压缩或拆分", field=FIELD)
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """Names written by Windows without saying so are GBK."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _checked(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    name = _name(entry)[:80]
    if entry.flag_bits & 1:
        raise Refused(f"附件包中的“{name}”设有密码，请取消密码后上传", field=FIELD)
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise Refused(f"附件包中的“{name}”是链接而不是文件，请删去", field=FIELD)
    if entry.file_size > LARGEST:
        raise Refused(f"附件包中的“{name}”超过{LARGEST >> 20}MB，请压缩或拆分", field=FIELD)
    if entry.file_size > SMALL and entry.file_size > TIGHTEST * max(1, entry.compress_size):
        raise Refused(f"附件包中的“{name}”压缩异常，不能接收，请用原文件重新压缩", field=FIELD)
    return entry
