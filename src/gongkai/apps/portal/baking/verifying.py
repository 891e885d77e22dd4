"""Whether the served files are what the views would answer now, and nothing else lies there."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import queries
from gongkai.apps.portal.baking.folder import Release
from gongkai.apps.portal.baking.following import waiting
from gongkai.apps.portal.baking.kinds import Args, Kind, Made
from gongkai.apps.portal.baking.pages import KINDS
from gongkai.apps.portal.baking.rendering import answers


@dataclass(frozen=True, slots=True)
class Drift:
    """A path whose file is not as it should be, and in a word why."""

    path: str
    why: str


def verify(
    release: Release,
    *,
    sample: int | None = None,
    seed: int = 0,
    progress: Callable[[int], None] = lambda n: None,
) -> Iterator[Drift]:
    """Every page rendered anew and compared with its file; files that no page accounts for. What waits for the worker
    is not compared.

    sample: about so many pages drawn by chance instead of all, and no look for what is too much.
    """
    rows = [(kind, agency) for kind in KINDS for agency in ([None] if kind.platform else queries.agencies())]
    chosen = _drawn(rows, sample, seed) if sample is not None else None
    later = waiting(release)
    known: set[str] = set()
    count = 0
    for kind, agency in rows:
        wanted = chosen[kind.name, agency] if chosen is not None else kind.every(agency)
        broken: list[Drift] = []

        def failed(args: Args, error: Exception, kind: Kind = kind, agency: Agency | None = agency) -> None:
            broken.append(Drift(kind.address(agency, args), f"不能生成：{error}"))  # noqa: B023

        for path, made in answers(kind, agency, wanted, {}, failed):
            drifts = list(_compared(release, kind, path, made, known))
            if [kind.name, agency.pk if agency else None, list(made.args)] not in later:
                yield from drifts
            count += 1
            progress(count)
        yield from broken
    if chosen is None:
        yield from _unknown(release, known)


def _drawn(
    rows: list[tuple[Kind, Agency | None]], sample: int, seed: int
) -> dict[tuple[str, Agency | None], list[Args]]:
    """So many pages of all, each with the same chance."""
    pages = [(kind.name, agency, args) for kind, agency in rows for args in kind.every(agency)]
    drawn = Random(seed).sample(pages, min(sample, len(pages)))  # noqa: S311 - a sample, no secret
    found: dict[tuple[str, Agency | None], list[Args]] = {(kind.name, agency): [] for kind, agency in rows}
    for name, agency, args in drawn:
        found[name, agency].append(args)
    return found


def _compared(release: Release, kind: Kind, path: str, made: Made, known: set[str]) -> Iterator[Drift]:
    status = made.response.status_code
    content = bytes(getattr(made.response, "content", b""))
    public, gone = release.file(path), release.file(path, gone=True)
    for file, wanted in ((public, status == 200), (gone, status == 410)):
        if wanted:
            known.add(str(file))
        if not wanted and file.exists():
            yield Drift(path, "应当没有，却有文件")
        elif wanted and not file.exists():
            yield Drift(path, "缺文件")
        elif wanted and file.read_bytes() != content:
            yield Drift(path, "内容不同")
    short = public.with_name(f"{public.name}.gz")
    if status == 200 and short.exists():
        known.add(str(short))
        if _unpacked(short) != content:
            yield Drift(path, "压缩副本的内容不同")
    for name, source in made.files.items():
        file = public.parent / name
        known.add(str(file))
        if not file.exists():
            yield Drift(f"{path}{name}", "缺文件")
        elif not _same(file, source):
            yield Drift(f"{path}{name}", "内容不同")


def _unpacked(file: Path) -> bytes | None:
    """None for what is no packed file, or half of one."""
    try:
        return gzip.decompress(file.read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None


def _same(file: Path, source: Path) -> bool:
    return file.samefile(source) or file.read_bytes() == source.read_bytes()


def _unknown(release: Release, known: set[str]) -> Iterator[Drift]:
    """Files that belong to no page."""
    for top in (release.public, release.gone):
        for where, _, names in os.walk(top):
            for name in names:
                if os.path.join(where, name) not in known:  # noqa: PTH118 - half a million of them
                    yield Drift(f"/{Path(where, name).relative_to(top)}", "多余的文件")
