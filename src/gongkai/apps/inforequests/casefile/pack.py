"""One ZIP with everything, and `manifest.json` with the SHA-256 of each part: a changed byte is noticed.

Pure: parts come in as bytes, nothing is looked up.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import IO, Any

MANIFEST = "manifest.json"
FORMAT = "gongkai-casefile/1"
MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same case gives the same bytes
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package. title, what: as the index names it; on: its day, ISO."""

    path: str
    title: str
    what: str
    on: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """A part as the manifest lists it."""

    path: str
    title: str
    what: str
    on: str
    size: int
    sha256: str


def listed(part: Part) -> Listed:
    """The line of one part."""
    return Listed(part.path, part.title, part.what, part.on, len(part.data), part.digest)


def json_part(name: str, title: str, what: str, on: str, content: Any) -> Part:
    """A part of records: UTF-8 JSON that people can read."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return Part(f"{name}.json", title, what, on, text.encode())


def safe_name(name: str) -> str:
    """The name as a file inside the package can carry it."""
    return _UNSAFE.sub("_", name).strip(" .") or "未命名"


def write(out: IO[bytes], parts: Iterable[Part], about: dict[str, Any]) -> str:
    """Writes the package and returns the SHA-256 of its manifest. about: what the manifest says beside the parts."""
    lines = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts:
            _put(package, part.path, part.data)
            lines.append(asdict(listed(part)))
        manifest = {"format": FORMAT, **about, "parts": lines}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
        _put(package, MANIFEST, text)
    return hashlib.sha256(text).hexdigest()


def _put(package: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)


def problems(file: IO[bytes]) -> list[str]:
    """What is wrong with a package, a Chinese sentence each; empty when every part is as it was sealed."""
    try:
        with zipfile.ZipFile(file) as package:
            return _problems(package)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, zipfile.zlib.error) as broken:  # type: ignore[attr-defined]
        return [f"案卷文件已损坏，无法逐件核对（{broken}）"]


def _problems(package: zipfile.ZipFile) -> list[str]:
    manifest = json.loads(package.read(MANIFEST))
    wanted = {line["path"]: line for line in manifest["parts"]}
    inside = [name for name in package.namelist() if name != MANIFEST]
    found = [f"缺少“{line['title']}”" for path, line in wanted.items() if path not in inside]
    found += [f"多出未登记的文件“{name}”" for name in inside if name not in wanted]
    if len(inside) != len(set(inside)):
        found.append("有同名的文件")
    for path, line in wanted.items():
        if path in inside and hashlib.sha256(package.read(path)).hexdigest() != line["sha256"]:
            found.append(f"“{line['title']}”与登记的摘要不符")
    return found
