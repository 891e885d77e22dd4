"""What became of a text: paragraph beside paragraph, and within a changed one word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import rjieba

from gongkai.apps.publications.richtext.reading import Block

ALIKE = 0.4  # share of equal words above which two paragraphs count as one that was changed
PAIRS = 2_500  # so many are compared with each other at most; beyond, they are paired in their order
KEPT_AROUND = 2  # unchanged paragraphs shown before and after a change
FOLDED = 3  # so many more are shown as one line


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words and what became of them: kind "" kept, "del" left out, "ins" put in."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of both texts. kind: same | changed | gone | new | skipped.

    block: what it is, as in `reading.Block`. segments: the words in reading order, left out before put in.
    skipped: how many unchanged paragraphs this row stands for.
    """

    kind: str
    block: str = "p"
    segments: tuple[Segment, ...] = ()
    skipped: int = 0

    @property
    def old(self) -> list[Segment]:
        """The words of the older text."""
        return [each for each in self.segments if each.kind != "ins"]

    @property
    def new(self) -> list[Segment]:
        """The words of the newer text."""
        return [each for each in self.segments if each.kind != "del"]


def compare(old: Sequence[Block], new: Sequence[Block], *, whole: bool = False) -> list[Row]:
    """Both texts as one list of rows. whole: every unchanged paragraph too, else those far from a change as one row."""
    rows = list(_rows(old, new))
    return rows if whole else list(_shortened(rows))


def words(old: str, new: str) -> tuple[Segment, ...]:
    """Two wordings of one line as segments, by the words of a Chinese dictionary."""
    before, after = _tokens(old), _tokens(new)
    out: list[Segment] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            out.append(Segment("", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            out.append(Segment("del", "".join(before[i1:i2])))
        if j2 > j1:
            out.append(Segment("ins", "".join(after[j1:j2])))
    return tuple(out)


@lru_cache(maxsize=256)  # a paragraph is compared with every other of its run
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(rjieba.cut(text))


def _rows(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    before = [(block.kind, block.text) for block in old]
    after = [(block.kind, block.text) for block in new]
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            yield from (Row("same", block.kind, (Segment("", block.text),)) for block in new[j1:j2])
        else:
            yield from _paired(list(old[i1:i2]), list(new[j1:j2]))


def _paired(old: list[Block], new: list[Block]) -> Iterator[Row]:
    """Rows of two runs that differ: each newer paragraph beside the older one it is most like, in one order."""
    place = 0
    for block in new:
        match = _match(old, place, block, in_order=len(old) * len(new) > PAIRS)
        if match is None:
            yield Row("new", block.kind, (Segment("ins", block.text),))
            continue
        yield from (Row("gone", each.kind, (Segment("del", each.text),)) for each in old[place:match])
        yield Row("changed", block.kind, words(old[match].text, block.text))
        place = match + 1
    yield from (Row("gone", each.kind, (Segment("del", each.text),)) for each in old[place:])


def _match(old: list[Block], place: int, block: Block, *, in_order: bool) -> int | None:
    if in_order:
        return place if place < len(old) else None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_tokens(block.text))
    for candidate in range(place, len(old)):
        matcher.set_seq1(_tokens(old[candidate].text))
        if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
            return candidate
    return None


def _shortened(rows: list[Row]) -> Iterator[Row]:
    changed = [place for place, row in enumerate(rows) if row.kind != "same"]
    near = {place + step for place in changed for step in range(-KEPT_AROUND, KEPT_AROUND + 1)}
    far: list[Row] = []
    for place, row in enumerate(rows):
        if place not in near:
            far.append(row)
            continue
        yield from _folded(far)
        far = []
        yield row
    yield from _folded(far)


def _folded(far: list[Row]) -> list[Row]:
    return [Row("skipped", skipped=len(far))] if len(far) >= FOLDED else far
