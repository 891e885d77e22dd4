"""The folder of the site on the disk: releases, the one that is served, and how a page gets in and out of one.

    site/current -> releases/20261208T021500        what a web server serves
    site/releases/<time>/public/<path>              pages and files, <page>.gz beside what lasts
    site/releases/<time>/gone/<path>                what stands at the address of something withdrawn (410)
    site/releases/<time>/state.json                 how far in the log it is
    site/drafts/                                    what is being written at this moment

A page is written apart and renamed into its place, so that nobody ever reads half a page. On what is served each file
is brought to the disk (fsync) before it takes its place; a new release as a whole (sync) before it is switched to.
"""

from __future__ import annotations

import errno
import fcntl
import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import get_ident
from typing import IO, Any
from urllib.parse import unquote

from django.conf import settings

from gongkai.apps.portal.baking.kinds import Made

FULL = (errno.ENOSPC, errno.EDQUOT)  # the disk is full, or our share of it
LEVEL = 6  # of gzip: the last three cost twice the time for one per cent


def root() -> Path:
    """Where the site is kept."""
    return Path(settings.GONGKAI_SITE_FOLDER)


@dataclass
class State:
    """How far a release is. seq, digest: the entry of the log that it holds. day: for what depends on the day.

    code: the release of the platform and of its static files that made it. failed: pages that could not be made,
    as [kind, agency, arguments]. later: pages that the worker writes anew, told likewise. finished: whether every
    page is there.
    """

    seq: int
    digest: str
    day: str
    code: str
    finished: bool = False
    failed: list[list[Any]] = field(default_factory=list)
    later: list[list[Any]] = field(default_factory=list)

    @property
    def site(self) -> str:
        """The address of the site that its pages name (GONGKAI_SITE); empty when none was set."""
        return self.code.rpartition(" ")[2]

    @property
    def waiting(self) -> list[list[Any]]:
        """Every page that is still to be written."""
        return [*self.failed, *self.later]


class Release:
    """One whole site. written: how many files were written by this object."""

    def __init__(self, folder: Path, *, served: bool) -> None:
        self.folder, self.served = folder, served
        self.public, self.gone = folder / "public", folder / "gone"
        self.written = 0

    def state(self) -> State:
        """As it was written last."""
        return State(**json.loads((self.folder / "state.json").read_text()))

    def keep(self, state: State) -> None:
        """Writes the state; only after everything that it says is on the disk."""
        _write(self.folder / "state.json", json.dumps(asdict(state)).encode(), sync=True)

    def put(self, path: str, made: Made, *, compressed: bool, folder: bool) -> None:
        """The answer of a path: a page (200), a tombstone (410), or no file at all."""
        content = bytes(getattr(made.response, "content", b""))
        status = made.response.status_code
        if status == 200:
            self._page(self.public / _file(path), content, compressed)
            if folder:
                self._beside(self.public / unquote(path[1:]), made.files)
        else:
            self.take_out(path, folder=folder)
        if status == 410:
            self._page(self.gone / _file(path), content, compressed=False)
        else:
            _unlink(self.gone / _file(path))

    def file(self, path: str, *, gone: bool = False) -> Path:
        """Where the page of a path lies, or what stands in the place of one that was withdrawn."""
        return (self.gone if gone else self.public) / _file(path)

    def take_out(self, path: str, *, folder: bool) -> None:
        """Nothing is served at this path any more; folder: nor below it."""
        file = self.public / _file(path)
        _unlink(file)
        _unlink(_compressed(file))
        if folder:
            shutil.rmtree(file.parent, ignore_errors=True)

    def _page(self, file: Path, content: bytes, compressed: bool) -> None:
        short = _compressed(file)
        _unlink(short)  # before the page changes: a compressed copy never tells another text
        self._put(file, content)
        if compressed:
            self._put(short, gzip.compress(content, LEVEL, mtime=0))

    def _put(self, file: Path, content: bytes) -> None:
        try:
            _write(file, content, sync=self.served)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content, sync=self.served)
        self.written += 1

    def _beside(self, folder: Path, files: dict[str, Path]) -> None:
        """Exactly these files in the folders beside a page: linked where that can be, else copied."""
        wanted = {folder / name for name in files}
        for part in ("files", "pictures"):
            if (folder / part).is_dir():
                for old in set((folder / part).iterdir()) - wanted:
                    old.unlink()
        for name, source in files.items():
            target = folder / name
            if target.exists() and target.stat().st_size == source.stat().st_size:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            _unlink(target)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)
            self.written += 1


def _file(path: str) -> str:
    """The file of a path, below the folder of its release."""
    return unquote(path[1:]) + ("index.html" if path.endswith("/") else "")


def _unlink(file: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()


def _compressed(file: Path) -> Path:
    return file.with_name(f"{file.name}.gz")


def _write(file: Path, content: bytes, *, sync: bool) -> None:
    draft = root() / "drafts" / f"{os.getpid()}-{get_ident()}"
    try:
        with _opened(draft) as out:
            out.write(content)
            if sync:
                out.flush()
                os.fsync(out.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _opened(draft: Path) -> IO[bytes]:
    try:
        return draft.open("wb")
    except FileNotFoundError:
        draft.parent.mkdir(parents=True, exist_ok=True)
        return draft.open("wb")


def current() -> Release | None:
    """The release that is served; None before the first bake."""
    link = root() / "current"
    return Release(link.resolve(), served=True) if link.exists() else None


def switch(release: Release) -> None:
    """Lets this release be served from now on, in one step."""
    os.sync()
    draft = root() / ".current"
    draft.unlink(missing_ok=True)
    draft.symlink_to(release.folder.relative_to(root()))
    draft.replace(root() / "current")


class Busy(Exception):  # noqa: N818 - not an error
    """Another process is at it."""


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Alone with this lock of the site ("following" or "whole"); Busy at once when another process has it."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(name) from None
        yield
