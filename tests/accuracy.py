"""`python -m tests.accuracy`: every labelled report read again and compared, a line a report and a total."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.reports.audit import audit
from gongkai.reports.read import Note, read
from gongkai.textcheck.numerals import narrow

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
ENOUGH = 10  # characters of a quotation that both must have
COLUMNS = ("labelled", "found", "wrong", "missing", "invented", "known", "detected", "errors", "beyond")


def compare(gold: dict[str, Any]) -> dict[str, int]:
    """The counts of one report.

    labelled: figures with a number in the gold; found, wrong, missing: of these; invented: numbers given where
    the gold says that nobody can know. known, detected: its known errors. errors: error-level findings.
    beyond: those of them that touch no figure and no words of a known error.
    """
    file = SHARED / gold["file"]
    reading = read(file.read_bytes(), file.name)
    notes = audit(reading)
    known = gold["known_errors"]
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
    counts["detected"] = sum(any(_same(one, note) for note in notes) for one in known)
    errors = [note for note in notes if note.level == "error"]
    counts["errors"] = len(errors)
    counts["beyond"] = sum(not any(_same(one, note) for one in known) for note in errors)
    return counts


def _same(known: dict[str, Any], note: Note) -> bool:
    """True when a finding is about a known error: a figure in common, or a stretch of the words."""
    if set(known["keys"]) & set(note.keys):
        return True
    words, quote = _plain(known["quote"]), _plain(note.quote)
    size = min(ENOUGH, len(words))
    return any(words[at : at + size] in quote for at in range(len(words) - size + 1))


def _plain(text: str) -> str:
    return narrow("".join(text.split())).replace("，", ",").replace("；", ";")


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
        f"null {counts['missing']} invented {counts['invented']} · known errors {counts['detected']}/{counts['known']} "
        f"· errors beyond the gold {counts['beyond']}/{counts['errors']}\n"
    )


if __name__ == "__main__":
    main()
