"""`python -m tests.proofs [names]`: what the suite shows on a few examples, on many. One JSON object a line; minutes each.

round-trip: every edition in every format, written and read back. mangled: printed as real ones are, never a wrong
figure. seeded: one number changed in a clean report is named. fuzz: broken files, with the slowest and the memory.
site: 500,000 items (SITE_ITEMS) baked by two processes, killed with kill -9, resumed; then published one by one. Hours.
numbers: sixteen processes take a thousand index numbers each, on SQLite and PostgreSQL.
histories: requests through the desk's own actions, event by event, against the law counted by hand; half an hour.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from gongkai.reports.audit import audit
from gongkai.reports.form import EDITIONS
from gongkai.reports.read import read
from gongkai.reports.write import write
from tests.publications.test_index_numbers import race
from tests.reports.audit import seeded
from tests.reports.read import mangle
from tests.reports.read.test_round_trip import LOSSLESS, LOSSY, made
from tests.test_postgresql import running

MANY = 500
TRIALS = 1000
BROKEN = 10_000
HISTORIES = 10_000
NUMBERS = 1000


def round_trip() -> Iterator[dict[str, Any]]:
    """Figures that came back other than they were written."""
    for edition in EDITIONS:
        for ending in ("html", "docx", "xlsx", "pdf"):
            wrong = sum(
                read(write(report, ending), f"x.{ending}").figures != report.figures
                for report, _ in (made(edition, seed) for seed in range(MANY))
            )
            yield {"edition": edition, "format": ending, "reports": MANY, "differ": wrong}


def mangled() -> Iterator[dict[str, Any]]:
    """Figures read wrong, and read as null, out of all printed."""
    for edition in EDITIONS:
        for name, print_it in {**LOSSLESS, **LOSSY}.items():
            wrong = null = printed = 0
            for seed in range(MANY):
                report, random = made(edition, seed)
                figures = read(print_it(report, random).encode(), "x").figures
                printed += len(report.figures)
                null += sum(figures.get(key) is None for key in report.figures)
                wrong += sum(figures.get(key) not in (None, value) for key, value in report.figures.items())
            yield {"edition": edition, "printed as": name, "figures": printed, "wrong": wrong, "null": null}


def seeded_faults() -> Iterator[dict[str, Any]]:
    """Trials in which the changed number was named."""
    for change in (seeded.with_another_figure, seeded.with_another_number):
        named = 0
        for seed in range(TRIALS):
            random = Random(seed)
            report, what = change(seeded.clean(random), random)
            found = [note for note in audit(seeded.reading(report)) if note.level != "info"]
            named += any(what in note.keys or what in note.quote or what in note.message for note in found)
        yield {"changed": change.__name__, "trials": TRIALS, "named": named}


def fuzz() -> Iterator[dict[str, Any]]:
    """Broken files: none may crash the reader or the audit; seconds of the slowest; memory at the end."""
    report, _ = made("2021", 1)
    whole = [(write(report, ending), ending) for ending in ("html", "docx", "xlsx", "pdf")]
    whole += [(mangle.pipes(report).encode(), "txt"), (mangle.glued(report).encode(), "md")]
    slowest, crashed = 0.0, 0
    for seed in range(BROKEN):
        random = Random(seed)
        data, ending = (
            random.choice(whole) if seed % 10 else (random.randbytes(random.randrange(5000)), "html")
        )
        broken = bytearray(data)
        for _ in range(random.randint(1, 40)):
            at = random.randrange(len(broken) or 1)
            broken[at : at + random.randint(0, 120)] = random.randbytes(random.randint(0, 12))
        start = time.perf_counter()
        try:
            audit(read(bytes(broken), f"x.{ending}"))
        except Exception as error:
            crashed += 1
            sys.stderr.write(f"{seed} {ending}: {error!r}\n")
        slowest = max(slowest, time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield {"files": BROKEN, "crashed": crashed, "slowest_s": round(slowest, 2), "memory_mb": memory}


def histories() -> Iterator[dict[str, Any]]:
    """Random histories of requests in a database of their own; the first that disagrees ends it and is told."""
    begun = time.perf_counter()
    test = "tests/inforequests/test_machine.py::test_a_random_history_leaves_events_caches_log_and_tables_in_agreement"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", test]
    environment = os.environ | {"HISTORIES": str(HISTORIES)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    sys.stderr.write(done.stdout[-3000:] if done.returncode else "")
    seconds = round(time.perf_counter() - begun)
    yield {"histories": HISTORIES, "agree": done.returncode == 0, "seconds": seconds}


def numbers() -> Iterator[dict[str, Any]]:
    """Index numbers taken by sixteen processes at once: how many, how many differ, without a gap or not."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other, running() as url:
        for name, folder, address in (("sqlite", home, ""), ("postgresql", other, url)):
            begun = time.perf_counter()
            found = race(folder, address, each=NUMBERS)
            yield {"database": name, "seconds": round(time.perf_counter() - begun)} | found


def site() -> Iterator[dict[str, Any]]:
    """A big public site as files; see `tests.portal.baking.proof`, which needs a platform of its own."""
    command = [sys.executable, "-m", "tests.portal.baking.proof"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running_one:
        assert running_one.stdout
        for line in running_one.stdout:
            yield json.loads(line)


PROOFS: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "fuzz": fuzz,
    "seeded": seeded_faults,
    "round-trip": round_trip,
    "mangled": mangled,
    "numbers": numbers,
    "histories": histories,
    "site": site,
}


def main(names: list[str]) -> None:
    for name in names or PROOFS:
        for line in PROOFS[name]():
            sys.stdout.write(json.dumps({"name": name} | line, ensure_ascii=False) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
