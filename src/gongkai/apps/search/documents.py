"""What goes into a search and what comes out, the same for every engine."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class File:
    """A file that belongs to a document: what it is called and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. key: its own for ever, by which it is replaced and taken out.

    text: body and summary. numbers: 文号 and 索引号. columns: its
    column and those above it. Facets are plain codes or words.
    """

    key: str
    title: str
    text: str
    day: date
    agency: str
    columns: tuple[str, ...] = ()
    topic: str = ""
    validity: str = ""
    keywords: str = ""
    files: tuple[File, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader narrowed the search to; empty means all."""

    agency: str = ""
    column: str = ""
    topic: str = ""
    year: int = 0
    validity: str = ""

    def chosen(self) -> dict[str, str]:
        """The filters that are set, as text."""
        names = ("agency", "column", "topic", "year", "validity")
        return {name: str(value) for name in names if (value := getattr(self, name))}

    def without(self, name: str) -> Filters:
        """The others."""
        return Filters(**{one: value for one, value in asdict(self).items() if one != name})


FACETS = ("agency", "column", "topic", "year", "validity")


Widened = Literal["", "number", "sound", "part", "few"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. excerpt: the text around what was found, plain; marks are set by the page.

    file: the attached file that holds words which neither title nor text have, with what is said there; None without.
    """

    key: str
    title: str
    excerpt: str
    day: date
    score: float
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results. words: what to mark. facets: facet → [(value, how many)], the most frequent first.

    relaxed: "" when everything asked for was found as asked; else in what way the search was widened:
    "sound" (same pronunciation), "part" (most of the words), "few" (some words of a long question), "number" (文号 of
    the same year and serial).
    meant: the question without its slip of the pen, when there seems to be one.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    relaxed: Widened = ""
    meant: str = ""
