"""Where a remark stands: its words and what stood around them, found again after the text has changed.

As a W3C text quote anchor, with blanks and line ends left out of the comparison, because a page and an editor break
lines in their own ways. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 32  # characters kept on each side
LONGEST = 300
ALIKE = 0.5  # of the words that must be left of a quote that was itself edited
LEAST = 6  # characters of the surroundings by which edited words are known
STRETCH = 60  # characters by which edited words may be longer than they were


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words, and up to `AROUND` characters before and after them."""

    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand now. exact: they are the same; else they were edited."""

    start: int
    end: int
    exact: bool


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of the words between two places."""
    return Anchor(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find(text: str, wanted: Anchor) -> Place | None:
    """Where the words stand in the text; None when they are gone.

    Of several same words those whose surroundings agree most. Where the words were edited: what stands between the
    surroundings, as long as it is still like them.
    """
    plain, places = _bare(text)
    quote, before, after = (_bare(part)[0] for part in (wanted.quote, wanted.before, wanted.after))
    if not quote:
        return None
    starts = _starts(plain, quote)
    if starts:
        best = max(starts, key=lambda at: _agreement(plain, at, at + len(quote), before, after))
        return Place(places[best], places[best + len(quote) - 1] + 1, True)
    edited = _between(plain, quote, before, after)
    return Place(places[edited[0]], places[edited[1] - 1] + 1, False) if edited else None


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without blanks, and the place of each character left."""
    kept = [(char, place) for place, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _starts(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _agreement(text: str, start: int, end: int, before: str, after: str) -> int:
    """How many characters next to the place agree with what stood there."""
    left = 0
    while left < min(len(before), start) and before[-1 - left] == text[start - 1 - left]:
        left += 1
    right = 0
    while right < min(len(after), len(text) - end) and after[right] == text[end + right]:
        right += 1
    return left + right


def _between(text: str, quote: str, before: str, after: str) -> tuple[int, int] | None:
    """Start and end of what stands where the words stood: between the nearest characters before and after.

    Words at the beginning or the end of a text have nothing on one side.
    """
    for size in (AROUND, 16, 8, 4):
        head, tail = before[-size:], after[:size]
        if len(head) + len(tail) < LEAST:
            continue
        for at in _starts(text, head) if head else [0]:
            start = at + len(head)
            farthest = start + len(quote) + STRETCH
            end = text.find(tail, start, farthest + len(tail)) if tail else min(len(text), farthest)
            if end > start and SequenceMatcher(None, quote, text[start:end]).ratio() >= ALIKE:
                return start, end
    return None
