"""The 20th working day against one look-up in an array, in the same run."""

from __future__ import annotations

import timeit
from datetime import date
from typing import Any

from gongkai.law.workdays import default_calendar

GOAL = 10.0
NUMBER = 20_000
ROUNDS = 40


def bench() -> dict[str, Any]:
    """One line of `make bench`: nanoseconds of `Calendar.add(day, 20)` and of `array[i]`, the best of each."""
    calendar, day = default_calendar(), date(2024, 9, 10)
    array, index = list(range(30_000)), 6_200
    names = {"add": calendar.add, "day": day, "array": array, "index": index}
    ours, reference = timeit.Timer("add(day, 20)", globals=names), timeit.Timer("array[index]", globals=names)
    # In turns, so that a busy machine slows both alike.
    rounds = [(ours.timeit(NUMBER), reference.timeit(NUMBER)) for _ in range(ROUNDS)]
    best, least = (min(times) / NUMBER * 1e9 for times in zip(*rounds, strict=True))
    ratio = best / least
    return {
        "name": "workdays",
        "ours": round(best, 1),
        "reference": round(least, 1),
        "unit": "ns",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio <= GOAL,
    }
