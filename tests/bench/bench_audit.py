"""A full audit of one HTML report (reading, solving, rules) against `pandas.read_html`, which only reads tables."""

from __future__ import annotations

import timeit
from io import StringIO
from random import Random
from typing import Any

import pandas

from gongkai.reports.read import read
from gongkai.reports.read.checked import findings
from gongkai.reports.write import html
from tests.reports.read import mangle

GOAL = 0.5
NUMBER = 10


def bench() -> dict[str, Any]:
    """One line of `make bench`: milliseconds a report, best of five, over three pages of different making."""
    report = mangle.report("2021", Random(7))
    pages = [html.page(report), mangle.html(report), mangle.html(report, letters=True)]
    data = [page.encode() for page in pages]

    def ours() -> None:
        for one in data:
            findings(read(one, "report.html"))

    def reference() -> None:
        for page in pages:
            pandas.read_html(StringIO(page))

    count = NUMBER * len(pages)
    mine = min(timeit.repeat(ours, number=NUMBER, repeat=5)) / count * 1e3
    theirs = min(timeit.repeat(reference, number=NUMBER, repeat=5)) / count * 1e3
    ratio = mine / theirs
    return {
        "name": "audit",
        "ours": round(mine, 2),
        "reference": round(theirs, 2),
        "unit": "ms",
        "ratio": round(ratio, 3),
        "goal": GOAL,
        "holds": ratio <= GOAL,
    }
