"""The 20th working day against one look-up in an array, in the same run."""

from __future__ import annotations

import timeit
from datetime import date
from typing import Any

from gongkai.law.workdays import default_calendar

GOAL = 10.0
NUMBER = 200_000


def bench() -> dict[str, Any]:
    """One line of `make bench`: nanoseconds of `Calendar.add(day, 20)` and of `array[i]`, best of seven."""
    calendar, day = default_calendar(), date(2024, 9, 10)
    array, index = list(range(30_000)), 6_200
    names = {"add": calendar.add, "day": day, "array": array, "index": index}
    ours = min(timeit.repeat("add(day, 20)", number=NUMBER, repeat=7, globals=names)) / NUMBER * 1e9
    reference = min(timeit.repeat("array[index]", number=NUMBER, repeat=7, globals=names)) / NUMBER * 1e9
    ratio = ours / reference
    return {
        "name": "workdays",
        "ours": round(ours, 1),
        "reference": round(reference, 1),
        "unit": "ns",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio <= GOAL,
    }
