"""A finding as people meet it: where it stands in words, how severe, what can be done with one click."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.textcheck.findings import KINDS, Finding

LEVELS = {"block": "必须改正", "must_explain": "须说明", "hint": "提示"}
MARKS = {"block": "error", "must_explain": "warning", "hint": "note"}
# What may turn out to be a right name; never personal data, and never what must not be published.
NAMES = frozenset({"misspelling", "style", "institution", "place", "law", "repetition"})
AROUND = 16  # characters shown on each side


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in one part. nth: which occurrence of the words in that part, 0 for the first.

    words: what is found, "" where the finding is about the whole. suggestion: None where a person must decide.
    """

    field: str
    place: str
    level: str
    kind: str
    message: str
    words: str = ""
    nth: int = 0
    before: str = ""
    after: str = ""
    suggestion: str | None = None
    article: str = ""

    @property
    def key(self) -> str:
        """The same for the same words of the same kind in the same place: one explanation covers them."""
        return hashlib.sha256(
            f"{self.field}\n{self.kind}\n{self.words or self.message}".encode()
        ).hexdigest()[:16]

    @property
    def level_words(self) -> str:
        """The level in Chinese."""
        return LEVELS[self.level]

    @property
    def kind_words(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]

    @property
    def mark(self) -> str:
        """The mark of the look."""
        return MARKS[self.level]

    @property
    def private(self) -> bool:
        """True for personal data."""
        return self.kind.startswith("privacy.")

    @property
    def nameable(self) -> bool:
        """True where the words may be let pass as a name."""
        return self.kind in NAMES and self.level != "block" and 2 <= len(self.words) <= 50

    @property
    def shown(self) -> str:
        """The words, personal data masked."""
        return (self.suggestion or "") if self.private else self.words

    def plain(self) -> dict[str, Any]:
        """For the record: everything but what stood around, personal data masked."""
        return {
            "key": self.key,
            "field": self.field,
            "place": self.place,
            "level": self.level,
            "kind": self.kind,
            "message": self.message,
            "words": self.shown,
        }

    def __str__(self) -> str:
        return f"{self.place}“{self.shown}”：{self.message}" if self.words else self.message


def found_in(field: str, place: str, text: str, findings: Iterable[Finding]) -> Iterator[Found]:
    """The findings of one part's text, with their words and what stands around them."""
    for one in findings:
        words = text[one.start : one.end]
        yield Found(
            field,
            place,
            one.level,
            one.kind,
            one.message,
            words,
            _nth(text, words, one.start) if words else 0,
            text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2],
            text[one.end : one.end + AROUND].partition("\n")[0],
            one.suggestion,
            one.article,
        )


def _nth(text: str, words: str, start: int) -> int:
    count, at = 0, text.find(words)
    while 0 <= at < start:
        count, at = count + 1, text.find(words, at + 1)
    return count
