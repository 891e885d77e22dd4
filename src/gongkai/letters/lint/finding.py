"""What lint says, and the text that it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.letters.facts import Facts
from gongkai.letters.letter import Letter
from gongkai.letters.library import LetterType

_BLANK = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing or wrong. level: "error" (must be mended before signing) or "warning".

    part: what it is about (文号, 救济途径). message: one sentence to act on. article: why, "" for plain sense.
    where: the role of the paragraph, or title, number, addressee; "" where something is missing.
    """

    level: str
    part: str
    message: str
    article: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter before the judge. lines: (role, text without blanks) of every paragraph in order.

    own: the same lines joined by line ends, without the quoted request, which is the applicant's word.
    final: number and date must stand there.
    """

    letter: Letter
    type: LetterType
    facts: Facts
    final: bool
    lines: tuple[tuple[str, str], ...]
    own: str

    def paragraphs(self) -> list[tuple[str, str]]:
        """The lines (role, text) that are the agency's own words."""
        kept = set(self.own.split("\n"))
        return [(role, text) for role, text in self.lines if text in kept]


def judged(letter: Letter, kind: LetterType, facts: Facts, final: bool) -> Judged:
    """The letter with its text made ready."""
    lines = tuple(
        (item.role, "　".join(map(flat, item.cells)) if item.cells else flat(item.text))
        for item in letter.paragraphs
    )
    text = "\n".join(line for _, line in lines)
    quoted = _quoted(facts.content, text)
    return Judged(letter, kind, facts, final, lines, text.replace(quoted, "", 1) if quoted else text)


def _quoted(content: str, text: str) -> str:
    """The content as it stands in the text, whatever its line ends; empty when it is not there whole."""
    parts = [re.escape(line) for line in map(flat, content.splitlines()) if line]
    match = re.search(r"\n?".join(parts), text) if parts else None
    return match[0] if match else ""


def flat(text: str) -> str:
    """The text without any blanks."""
    return _BLANK.sub("", text)


def days_in(text: str) -> Iterator[tuple[str, date | None]]:
    """Every date in the text as written, with its day; None for a day that no calendar has."""
    for match in _DAY.finditer(text):
        try:
            yield match[0], date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            yield match[0], None


def quoted_whole(judge: Judged) -> bool:
    """True when the request stands in the letter word for word."""
    return bool(_quoted(judge.facts.content, "\n".join(text for _, text in judge.lines)))
