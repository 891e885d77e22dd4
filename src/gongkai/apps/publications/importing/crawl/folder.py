"""The import folder that a crawl writes: rows.csv line by line, pages/ and files/ beside it, report.csv of what went wrong.

Each row is one line, written and flushed to the disk once its files are there. A crawl that was killed leaves at most
half a line, which the next one cuts off; a page whose row stands is not fetched again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from gongkai.apps.publications.attachments import clean_name
from gongkai.apps.publications.importing.sheet import COLUMNS

HEADS = [head for head, _, _ in COLUMNS]
KEYS = [key for _, key, _ in COLUMNS]


class ImportFolder:
    """One crawl's folder. done: the addresses whose rows stand."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in ("pages", "files"):
            (root / part).mkdir(parents=True, exist_ok=True)
        self.rows = root / "rows.csv"
        self.done: set[str] = set()
        self.contents: set[str] = set()
        self._mend()
        self.trouble: list[tuple[str, str]] = []

    def page(self, url: str, html: str) -> str:
        """Keeps a body; its path in the folder."""
        path = f"pages/{_short(url)}.html"
        head = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body>'
        _written(self.root / path, f"{head}\n{html}\n</body></html>\n".encode())
        return path

    def file(self, url: str, data: bytes) -> str:
        """Keeps a file under its own name in a folder of its own; its path."""
        name = clean_name(unquote(urlsplit(url).path))
        for mark in "；;，,、":
            name = name.replace(mark, "_")
        path = PurePosixPath("files", _short(url), name)
        _written(self.root / path, data)
        return str(path)

    def add(self, row: dict[str, str]) -> bool:
        """Writes the row; False when a page of the same title, day and words has one already."""
        mark = _short(f"{row.get('title')}\n{row.get('date')}\n{row.pop('words', '')}")
        if mark in self.contents:
            self.done.add(row["key"])
            return False
        self.contents.add(mark)
        line = io.StringIO()
        csv.writer(line).writerow([" ".join(str(row.get(key, "")).split()) for key in KEYS])
        with self.rows.open("ab") as out:
            out.write(line.getvalue().encode())
            out.flush()
            os.fsync(out.fileno())
        with (self.root / "contents.txt").open("a") as out:
            out.write(mark + "\n")
        self.done.add(row["key"])
        return True

    def complain(self, url: str, why: str) -> None:
        """Remembers what could not be taken over."""
        self.trouble.append((url, why))

    def close(self) -> None:
        """Writes the report of this run."""
        line = io.StringIO()
        csv.writer(line).writerows([("网址", "原因"), *sorted(self.trouble)])
        _written(self.root / "report.csv", b"\xef\xbb\xbf" + line.getvalue().encode())

    def _mend(self) -> None:
        """Cuts off half a line, and reads which pages have their rows."""
        if not self.rows.exists():
            line = io.StringIO()
            csv.writer(line).writerow(HEADS)
            _written(self.rows, b"\xef\xbb\xbf" + line.getvalue().encode())
        with self.rows.open("r+b") as file:
            whole = 0
            for each in file:
                if not each.endswith(b"\n"):
                    break
                whole += len(each)
            file.truncate(whole)
        with self.rows.open(encoding="utf-8-sig", newline="") as file:
            self.done = {row[0] for row in csv.reader(file)} - {HEADS[0]}
        marks = self.root / "contents.txt"
        if marks.exists():
            self.contents = set(marks.read_text().split())


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _written(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(data)
    half.replace(path)
