"""The files that PATH… names, in order, without ever holding a list from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ENDINGS = frozenset((".html", ".htm", ".md", ".txt", ".docx", ".doc", ".pdf", ".xlsx", ".json"))


def expand(paths: Iterable[str]) -> Iterator[str]:
    """Files as given; a folder's reports sorted by path; "-" is a path a line on standard input."""
    for path in paths:
        if path == "-":
            yield from expand(line.rstrip("\r\n") for line in sys.stdin if line.strip() not in ("", "-"))
        elif Path(path).is_dir():
            found = (file for file in Path(path).rglob("*") if file.suffix.lower() in ENDINGS)
            yield from (str(file) for file in sorted(found) if file.is_file())
        else:
            yield path
