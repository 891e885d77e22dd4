"""`python -m tests.accuracy`: every labelled report read again and compared, a line a report and a total."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.reports.read import read
from gongkai.reports.read.checked import findings

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
TABLE_KINDS = ("row_sum", "column_sum", "group_sum", "balance", "carry")
COLUMNS = ("labelled", "found", "wrong", "missing", "invented", "known", "detected", "beyond")


def compare(gold: dict[str, Any]) -> dict[str, int]:
    """The counts of one report.

    labelled: figures with a number in the gold; found, wrong, missing: of these; invented: numbers given where
    the gold says that nobody can know. known, detected: its known errors in tables. beyond: error-level
    findings that touch no figure of a known error.
    """
    file = SHARED / gold["file"]
    reading = read(file.read_bytes(), file.name)
    notes = findings(reading)
    known = [one for one in gold["known_errors"] if one["kind"] in TABLE_KINDS]
    faulty = {key for one in gold["known_errors"] for key in one["keys"]}
    counts = dict.fromkeys(COLUMNS, 0)
    for key, value in gold["figures"].items():
        given = reading.figures.get(key)
        if value is None:
            counts["invented"] += given is not None
            continue
        counts["labelled"] += 1
        counts["missing"] += given is None
        counts["wrong"] += given is not None and given != value
        counts["found"] += given is not None and given == value
    counts["known"] = len(known)
    counts["detected"] = sum(any(set(one["keys"]) & set(note.keys) for note in notes) for one in known)
    counts["beyond"] = sum(note.level == "error" and not set(note.keys) & faulty for note in notes)
    return counts


def main() -> None:
    """Print the comparison."""
    files = sorted((SHARED / "corpus" / "gold").glob("*.json"))
    if not files:
        sys.exit(f"没有标注过的报告：{SHARED}")
    total = dict.fromkeys(COLUMNS, 0)
    for file in files:
        gold = json.loads(file.read_text("utf-8"), parse_float=Decimal)
        counts = compare(gold)
        total = {name: total[name] + counts[name] for name in COLUMNS}
        _print(file.stem, counts)
    _print("total", total)


def _print(name: str, counts: dict[str, int]) -> None:
    found = f"{counts['found'] / counts['labelled']:.1%}" if counts["labelled"] else "-"
    sys.stdout.write(
        f"{name:24} figures {counts['found']}/{counts['labelled']} ({found}) wrong {counts['wrong']} "
        f"null {counts['missing']} invented {counts['invented']} · table errors {counts['detected']}/{counts['known']} "
        f"· errors beyond the gold {counts['beyond']}\n"
    )


if __name__ == "__main__":
    main()
