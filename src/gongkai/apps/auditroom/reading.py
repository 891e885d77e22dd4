"""The one place where a file becomes a reading with its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from gongkai.reports.audit import audit
from gongkai.reports.facts import Amount
from gongkai.reports.read import Note, Reading, read
from gongkai.reports.read.reading import refused

MOST_LINES = 6_000  # kept for the screen; an annual report has a few hundred


@dataclass(frozen=True, slots=True)
class Audited:
    """A reading with its findings, the worst first."""

    reading: Reading
    findings: Sequence[Note]


def rules_version() -> str:
    """The release whose rules were applied."""
    return version("gongkai")


def opened(data: bytes, name: str) -> Reading:
    """The reading of one file; a fault of the reader is a refusal of this file and stops no other."""
    try:
        return read(data, name)
    except Exception as error:
        return _faulty(error)


def audited(reading: Reading, previous: Reading | None = None, siblings: Sequence[Reading] = ()) -> Audited:
    """The reading with everything that the rules say of it.

    previous: the agency's report on the year before. siblings: other agencies' reports that look alike.
    """
    try:
        return Audited(reading, audit(reading, previous, siblings))
    except Exception as error:
        return Audited(_faulty(error), [])


def _faulty(error: Exception) -> Reading:
    return refused("unreadable", f"读取时出错（{type(error).__name__}），请把这个文件发给维护人员。")


def lines(reading: Reading) -> list[dict[str, Any]]:
    """The document's text as it is kept: {"p": page, "n": line, "t": text}; of a table's row instead of "t"

    "table": which table, and "cells": [[text, columns spanned, place in the line], …].
    """
    if reading.document is None:
        return []
    rows = {}
    for number, block in enumerate(reading.document.blocks):
        for row in getattr(block, "rows", ()):
            rows[row.line.index] = (number, row.cells)
    kept: list[dict[str, Any]] = []
    for line in reading.document.lines[:MOST_LINES]:
        place = {"p": line.page, "n": line.number}
        if line.index in rows:
            table, cells = rows[line.index]
            kept.append(
                place | {"table": table, "cells": [[one.text, one.colspan, one.start] for one in cells]}
            )
        elif line.text.strip():
            kept.append(place | {"t": line.text})
    return kept


def stored(figures: Mapping[str, Amount | None]) -> dict[str, int | str | None]:
    """The figures as JSON keeps them: whole numbers as numbers, amounts with decimals as text."""
    return {
        key: value if value is None or isinstance(value, int) else str(value)
        for key, value in figures.items()
    }
