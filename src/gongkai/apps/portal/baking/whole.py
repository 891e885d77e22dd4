"""The whole site anew: into a release of its own, by several processes, going on where a killed run stopped."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from django.conf import settings
from django.utils import timezone

from gongkai import __version__
from gongkai.apps.agencies.models import Agency
from gongkai.apps.agencies.upkeep import refresh_statistics
from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.baking import folder
from gongkai.apps.portal.baking.folder import Release, State, locked
from gongkai.apps.portal.baking.following import KIND, bake, catch_up, end_of_log, ours
from gongkai.apps.portal.baking.kinds import Args, Kind
from gongkai.apps.portal.baking.pages import KINDS
from gongkai.apps.publications.models import Item

KEYS = 1000  # items of one piece of work lie within so many keys
Unit = tuple[str, int | None, int]  # kind, agency, first key; -1: all pages of the kind
Progress = Callable[[int, int, int], None]  # pieces done, pieces in all, pages written


def bake_whole(*, processes: int = 1, progress: Progress = lambda done, total, pages: None) -> int:
    """Writes every page into a new release and serves that; how many pages. Busy when another process is at it.

    What changes meanwhile is written to both: to the served release as always, to the new one before the switch.
    """
    with locked("whole"):
        refresh_statistics()  # the site may have been filled just now
        release = _begun() or _new()
        done = _done(release)
        units = [unit for unit in _units() if unit not in done]
        total, pages = len(done) + len(units), 0
        with (release.folder / "done").open("a") as noted:
            for unit, count, failures in _worked(release, units, processes):
                if failures:
                    state = release.state()
                    release.keep(replace(state, failed=[*state.failed, *failures]))
                noted.write(json.dumps(unit) + "\n")
                noted.flush()
                pages += count
                done.add(unit)
                progress(len(done), total, pages)
        pages += catch_up(release)
        with locked("following"):  # nobody writes to the old one between the last look and the switch
            pages += catch_up(release)
            release.keep(replace(release.state(), finished=True))
            before = folder.current()
            folder.switch(release)
        _sweep(release, before)
        return pages


def work(release: Release, unit: Unit) -> tuple[int, list[list[Any]]]:
    """Does one piece of work: how many pages, and those that could not be made."""
    name, pk, first = unit
    agency = Agency.objects.select_related("superior__superior").get(pk=pk) if pk else None
    failures: list[list[Any]] = []
    return bake(release, KIND[name], agency, _pages(KIND[name], agency, first), failures), failures


def _pages(kind: Kind, agency: Agency | None, first: int) -> Iterator[Args]:
    if first < 0:
        yield from kind.every(agency)
        return
    was = [Item.State.PUBLISHED, Item.State.WITHDRAWN]
    found = Item.objects.filter(agency=agency, state__in=was, pk__range=(first, first + KEYS - 1))
    yield from ((pk,) for pk in found.order_by("pk").values_list("pk", flat=True))


def _units() -> Iterator[Unit]:
    """Every piece of work, the same at each run as far as the same items exist."""
    agencies = [agency.pk for agency in queries.agencies()]
    last = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for kind in KINDS:
        if kind.platform:
            yield (kind.name, None, -1)
        elif kind.name == "item":
            yield from ((kind.name, pk, first) for pk in agencies for first in range(0, last + 1, KEYS))
        else:
            yield from ((kind.name, pk, -1) for pk in agencies)


def _worked(
    release: Release, units: list[Unit], processes: int
) -> Iterator[tuple[Unit, int, list[list[Any]]]]:
    if processes < 2 or len(units) < 2:
        for unit in units:
            yield unit, *work(release, unit)
        return
    waiting = iter(units)
    command = [sys.executable, "-m", "gongkai.apps.portal.baking.process", str(release.folder)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)  # noqa: S603
        for _ in range(processes)
    ]
    try:
        yield from _handed_out(workers, waiting)
    finally:
        for worker in workers:
            if worker.stdin:
                with suppress(BrokenPipeError):
                    worker.stdin.close()  # the end of its work
            worker.wait()


def _handed_out(
    workers: list[subprocess.Popen[str]], waiting: Iterator[Unit]
) -> Iterator[tuple[Unit, int, list[list[Any]]]]:
    """Gives each worker its next piece as soon as it has done the last."""
    with DefaultSelector() as ready:
        at: dict[subprocess.Popen[str], Unit] = {}

        def hand(worker: subprocess.Popen[str]) -> None:
            unit = next(waiting, None)
            if unit is not None and worker.stdin:
                at[worker] = unit
                worker.stdin.write(json.dumps(unit) + "\n")
                worker.stdin.flush()

        for worker in workers:
            assert worker.stdout  # noqa: S101 - a pipe
            ready.register(worker.stdout, EVENT_READ, worker)
            hand(worker)
        while at:
            for key, _ in ready.select():
                worker = key.data
                line = worker.stdout.readline()
                if not line:
                    raise OSError("生成页面的进程中断，请查看上面的出错信息；再次运行从断点继续")
                told = json.loads(line)
                if "full" in told:
                    raise OSError(told["full"], os.strerror(told["full"]))
                yield at.pop(worker), told["pages"], told["failures"]
                hand(worker)


def _begun() -> Release | None:
    """The release that a killed run left, if the same platform made it from the same database; others are removed."""
    served = folder.current()
    for path in sorted((folder.root() / "releases").glob("*/")):
        release = Release(path, served=False)
        if served and path == served.folder:
            continue
        with suppress(OSError, ValueError, TypeError):
            state = release.state()
            if not state.finished and state.code == _code() and ours(state) and state.day == str(today()):
                return release
        shutil.rmtree(path)
    return None


def _new() -> Release:
    seq, digest = end_of_log()
    name = f"{timezone.now():%Y%m%dT%H%M%S}-{seq}"
    while (folder.root() / "releases" / name).exists():  # twice within a second
        name += "+"
    release = Release(folder.root() / "releases" / name, served=False)
    release.folder.mkdir(parents=True)
    release.keep(State(seq, digest, str(today()), _code()))
    return release


def _done(release: Release) -> set[Unit]:
    """The pieces that a killed run had done. The last line may be half a line."""
    found: set[Unit] = set()
    path = release.folder / "done"
    for line in path.read_text().splitlines() if path.exists() else ():
        with suppress(ValueError):
            name, pk, first = json.loads(line)
            found.add((name, pk, first))
    return found


def _code() -> str:
    """What made the pages: the release of the platform and the names of its static files."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    names = manifest.read_bytes() if manifest.exists() else b""
    digest = hashlib.sha256(names + repr(settings.GONGKAI_FOOT).encode()).hexdigest()[:16]
    return f"{__version__} {digest} {settings.GONGKAI_SITE}"


def _sweep(release: Release, before: Release | None) -> None:
    """Removes older releases; the one before stays for those who are reading it just now."""
    kept = {release.folder, before.folder if before else release.folder}
    for path in (folder.root() / "releases").glob("*/"):
        if path not in kept:
            shutil.rmtree(path)
    with suppress(FileNotFoundError):
        (release.folder / "done").unlink()
