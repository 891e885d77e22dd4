"""Texts and the passages of them that are withheld; the same folding of characters finds a word and proves it gone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.law.refusals import Refused
from gongkai.redaction.marks import LAW, Mark, Span

FILLING = "■■"  # of one length, so that it does not tell how long the passage was
SHORT_NUMBER = 6  # a number of fewer digits is looked for as a whole number only
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A text that can be withheld in part or whole: a paragraph, a cell, a page.

    where: in Chinese, 第3段. groups: the larger parts to which it belongs.
    """

    id: str
    text: str
    where: str
    page: int = 0
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Characters [start, end) that are withheld, by the mark of that number (from 1)."""

    start: int
    end: int
    number: int


# The spans of a chunk under the rectangle of a mark, None when the rectangle is not on this chunk.
Area = Callable[[Mark, Chunk], Iterable[Span] | None]


@dataclass(slots=True)
class Cover:
    """What the marks withhold. whole: the chunks of which nothing stays, each with the number of its mark."""

    cuts: dict[str, list[Cut]] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)

    def take(self, number: int, mark: Mark, chunk: Chunk, area: Area | None) -> bool:
        """Adds what the mark of that number withholds of a chunk; False when it does not meet it."""
        spans = list(_spans(mark, chunk, area))
        if spans and not mark.text and mark.rect is None and mark.span is None:
            self.whole.setdefault(chunk.id, number)
        if cuts := [Cut(start, end, number) for start, end in spans if start < end]:
            self.cuts.setdefault(chunk.id, []).extend(cuts)
        return bool(spans)

    def merged(self, chunk: str) -> list[Cut]:
        """The cuts of a chunk in order, none overlapping another; where two do, the first mark names both."""
        merged: list[Cut] = []
        for cut in sorted(self.cuts.get(chunk, ())):
            if merged and cut.start < merged[-1].end:
                last = merged.pop()
                cut = Cut(last.start, max(last.end, cut.end), last.number)
            merged.append(cut)
        return merged


def clean(text: str) -> str:
    """The text without characters that nobody sees: control characters, zero-width marks, direction marks."""
    text = _UNWRITABLE.sub("", text)
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


@lru_cache(maxsize=1 << 16)
def _folded(char: str) -> str:
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return ""
    wide = unicodedata.normalize("NFKC", char).casefold()
    return wide if wide.isascii() and wide.isalnum() else "".join(wide.split())


def fold(text: str) -> str:
    """The text without blanks and line breaks, full width made half, small letters: how two texts are compared."""
    return "".join(map(_folded, text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text from which it came."""
    places: list[int] = []
    parts: list[str] = []
    for place, char in enumerate(text):
        if part := _folded(char):
            parts.append(part)
            places.extend([place] * len(part))
    return "".join(parts), places


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Where the words stand in the text, however they are spaced, written wide or broken over lines."""
    wanted = fold(words)
    if not wanted:
        return
    folded, places = fold_with_places(text)
    at = folded.find(wanted)
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if stands_alone(text, start, end, wanted):
            yield start, end
        at = folded.find(wanted, at + 1)


def stands_alone(text: str, start: int, end: int, folded: str) -> bool:
    """False when a short number is only a part of a longer one (12 in 2012), or the digits of several (1 2)."""
    if len(folded) >= SHORT_NUMBER or not (folded.isascii() and folded.isdigit()):
        return True
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isdigit() or after.isdigit() or len("".join(text[start:end].split())) < end - start)


def cover(chunks: Sequence[Chunk], marks: Sequence[Mark], area: Area | None = None) -> Cover:
    """What the marks withhold of these chunks. Refused, naming it by its number, when a mark meets nothing.

    area: the spans of a chunk under the rectangle of a mark, None when the rectangle is not on this chunk.
    """
    covered = Cover()
    for number, mark in enumerate(marks, 1):
        met = [covered.take(number, mark, chunk, area) for chunk in chunks]
        if not any(met):
            raise Refused(_nothing(number, mark), article=LAW, field="marks")
    return covered


def _spans(mark: Mark, chunk: Chunk, area: Area | None) -> Iterator[Span]:
    """The spans of a chunk that a mark means; (0, 0) when it meets the chunk but no text in it."""
    if mark.page and mark.page != chunk.page:
        return
    if mark.part and mark.part != chunk.id and mark.part not in chunk.groups:
        return
    if mark.text:
        yield from occurrences(chunk.text, mark.text)
    elif mark.rect:
        spans = area(mark, chunk) if area else None
        if spans is not None:
            yield 0, 0
            yield from spans
    elif mark.span:
        start, end = mark.span[0], min(mark.span[1], len(chunk.text))
        if mark.part == chunk.id and chunk.text[start:end].strip():
            yield start, end
    else:
        yield 0, len(chunk.text)


def _nothing(number: int, mark: Mark) -> str:
    if mark.text:
        return f"第{number}处遮蔽“{mark.text[:20]}”在文件中没有找到，请核对文字，或者改用框选、整段遮蔽"
    return f"第{number}处遮蔽在文件中没有对应的内容，请重新标注"


def pieces(text: str, cuts: Sequence[Cut]) -> Iterator[tuple[str, int, int]]:
    """The text in order as (what stands, its place, 0) and ("", its place, number of the mark) for what does not."""
    at = 0
    for cut in cuts:
        if cut.start > at:
            yield text[at : cut.start], at, 0
        yield "", cut.start, cut.number
        at = cut.end
    if at < len(text):
        yield text[at:], at, 0


def filled(text: str, cuts: Sequence[Cut]) -> str:
    """The text as it leaves, ■■ with the number of the mark where something is withheld."""
    return "".join(kept or filling(number) for kept, _, number in pieces(text, cuts))


def filling(number: int) -> str:
    """What stands in place of a passage: ■■〔3〕."""
    return f"{FILLING}〔{number}〕"
