"""A batch of reports through `gongkai check --jobs 2` against `--jobs 1`: how many times as many a second.

`machine` is what an empty loop gains from a second process in the same run: below it nothing can be asked.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from gongkai.cli.check.one import Task, lost, result
from gongkai.cli.check.pool import ordered
from tests.reports.read import mangle

GOAL = 1.7
REPORTS = 240
REPEAT = 3


def bench() -> dict[str, Any]:
    """One line of `make bench`: reports a second, best of three, over pages of different making."""
    with tempfile.TemporaryDirectory() as folder:
        tasks = [Task(str(path)) for path in _pages(Path(folder))]
        for task in tasks[:8]:
            result(task)  # the forms are loaded once, before the clock starts
        # In turns, so that whatever else the machine does slows both alike.
        rounds = [(_rate(tasks, 2), _rate(tasks, 1)) for _ in range(REPEAT)]
    machine = max(_bare(2) / _bare(1) for _ in range(REPEAT))
    ours, reference = max(two for two, _ in rounds), max(one for _, one in rounds)
    ratio = ours / reference
    return {
        "name": "audit-2procs",
        "ours": round(ours, 1),
        "reference": round(reference, 1),
        "unit": "reports/s",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio >= GOAL,
        "machine": round(machine, 2),
    }


def _pages(folder: Path) -> list[Path]:
    paths = []
    for number in range(REPORTS):
        given = mangle.report(("2021", "2019")[number % 2], Random(number))
        path = folder / f"{number:04d}.html"
        path.write_text(mangle.html(given, letters=number % 3 == 0), "utf-8")
        paths.append(path)
    return paths


def _rate(tasks: list[Task], jobs: int) -> float:
    start = time.perf_counter()
    done = sum(1 for _ in ordered(result, tasks, jobs, lost))
    return done / (time.perf_counter() - start)


def _loop(count: int) -> int:
    return sum(number * number for number in range(count))


def _bare(jobs: int) -> float:
    start = time.perf_counter()
    list(ordered(_loop, [400_000] * 16, jobs, lost=lambda count: 0))
    return 1 / (time.perf_counter() - start)
