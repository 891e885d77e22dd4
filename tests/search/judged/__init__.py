"""Documents and questions with their good answers, for measuring how good a search is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.apps.search.documents import Document, File

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the keys of the documents that answer it. held_out: not looked at when tuning."""

    asked: str
    kind: str
    good: tuple[str, ...]
    held_out: bool


@cache
def questions() -> list[Question]:
    """The sixty questions."""
    return [
        Question(row["asked"], row["kind"], tuple(row["good"]), row.get("held_out", False))
        for row in _read("questions")["question"]
    ]


@cache
def library() -> list[Document]:
    """Every document: those written one by one, and those of the series."""
    read = _read("documents")
    written = [_document(row, row["key"]) for row in read["document"]]
    return [*written, *(document for series in read["series"] for document in _series(series))]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def _document(row: dict[str, Any], key: str) -> Document:
    return Document(
        key=key,
        title=row["title"],
        text=row["text"],
        day=date.fromisoformat(row["day"]),
        agency=row["agency"],
        columns=(row["column"],),
        topic=row.get("topic", ""),
        validity=row.get("validity", ""),
        files=(File("附件.docx", row["attachments"]),) if "attachments" in row else (),
        numbers=tuple(row.get("numbers", ())),
    )


def _series(series: dict[str, Any]) -> Iterator[Document]:
    """One document for every place and year, or for every number of a year."""
    places, years = series.get("places", [""]), series.get("years", [series.get("year")])
    numbers = range(1, series.get("numbers", 1) + 1)
    for at, (place, year, number) in enumerate((p, y, n) for p in places for y in years for n in numbers):
        said = {"place": place, "year": year, "number": number}
        row = {name: series[name].format(**said) for name in ("title", "text")}
        day = f"{year}-{at % 12 + 1:02}-{at % 28 + 1:02}"
        rest = {name: series[name] for name in ("agency", "column", "topic") if name in series}
        yield _document(rest | row | {"day": day}, f"{series['key']}-{at}")
