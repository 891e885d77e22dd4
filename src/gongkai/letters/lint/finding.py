"""What lint says, and the text that it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from gongkai.letters.facts import Facts
from gongkai.letters.letter import Letter
from gongkai.letters.library import LetterType
from gongkai.paper.text import lines_of

_QUOTING = ("quote", "body")
_CELL = "　"  # parts the cells of a row
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
    """A letter before the judge.

    lines: (role, text without blanks) of every paragraph in order. quoted: whether the request stands there word for
    word. own_lines: the lines without it, for it is the applicant's word. final: number and date must stand there.
    """

    letter: Letter
    type: LetterType
    facts: Facts
    final: bool
    lines: tuple[tuple[str, str], ...]
    quoted: bool
    own_lines: tuple[tuple[str, str], ...]

    @property
    def own(self) -> str:
        """The agency's own words, a line a paragraph."""
        return "\n".join(text for _, text in self.own_lines)


def judged(letter: Letter, kind: LetterType, facts: Facts, final: bool) -> Judged:
    """The letter with its text made ready."""
    lines = tuple(
        (item.role, _CELL.join(map(flat, item.cells)) if item.cells else flat(item.text))
        for item in letter.paragraphs
    )
    quoted = _quoted(facts.content, lines) if "{content}" in kind.template else None
    own = lines if quoted is None else (*lines[: quoted.start], *quoted.rest, *lines[quoted.stop :])
    return Judged(letter, kind, facts, final, lines, quoted is not None, own)


class _Quoted(NamedTuple):
    """Lines from start up to stop hold the request; rest: what else they say."""

    start: int
    stop: int
    rest: tuple[tuple[str, str], ...]


def _quoted(content: str, lines: tuple[tuple[str, str], ...]) -> _Quoted | None:
    """Where the request stands word for word: as paragraphs of its own, or within one, between “ and ”."""
    whole = "".join(map(flat, lines_of(content)))
    if not whole:
        return None
    # One string in which only lines that may quote are themselves; a line end stands for every other.
    shown = [text if role in _QUOTING else "\n" for role, text in lines]
    ends = list(accumulate(map(len, shown), initial=0))
    line_at = {place: number for number, place in enumerate(ends)}
    joined = "".join(shown)
    for start in range(len(lines)):
        stop = line_at.get(ends[start] + len(whole))
        if stop is not None and joined.startswith(whole, ends[start]):
            return _Quoted(start, stop, ())
    for start, (role, text) in enumerate(lines):
        for within in (f"“{whole}”", f"{_CELL}{whole}"):
            if within in text:
                return _Quoted(start, start + 1, ((role, text.replace(within, within[0], 1)),))
    return None


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
