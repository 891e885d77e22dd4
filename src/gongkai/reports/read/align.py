"""Found rows to rows of the form: by label, then by likeness, then by their order between known rows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from gongkai.reports.read.harvest import Found, widened
from gongkai.reports.read.labels import Lexicon, split_number

_EXACT = 10.0
_LOOSE = 2000  # rows with unknown labels that are compared with the labels still missing
_COPIES = 12  # rows with the same label that are looked at: no report prints a row more often


def align(
    lexicon: Lexicon, found: Sequence[Found], width: int, absent: Sequence[frozenset[int]] = (frozenset(),)
) -> dict[int, int]:
    """Form row → found row. width: how many cells a row without a label must have to count as one.

    absent: the sets of rows of which the form leaves out one or the other.

    Rows keep their printed order; only a label that stands exactly once on both sides may break it. Rows
    without labels are taken between known ones, where exactly as many rows of the form are missing.
    """
    pairs = _pairs(lexicon, found, width)
    chain = _chain(pairs)
    taken = {row: at for at, row in chain}
    used = {at for at, _ in chain}
    wanted = [row for at, row, score in pairs if score >= _EXACT and at not in used and row not in taken]
    for at, row, score in pairs:
        alone = wanted.count(row) == 1 and sum(1 for a, _, s in pairs if a == at and s >= _EXACT) == 1
        if score >= _EXACT and at not in used and row not in taken and alone:
            taken[row] = at
            used.add(at)
    _between(found, width, taken, absent)
    return taken


def _pairs(lexicon: Lexicon, found: Sequence[Found], width: int) -> list[tuple[int, int, float]]:
    """(found row, form row, score) for every match by label, in printed order."""
    pairs: list[tuple[int, int, float]] = []
    loose: list[int] = []
    known: set[int] = set()
    for at, one in enumerate(found):
        rows = lexicon.exact(one.label) if one.cells else ()
        rows = rows or lexicon.ending(one.label)
        if not one.pieces:
            continue
        number = split_number(one.label.rsplit("\n", 1)[-1])[0]
        for row in rows:
            full = 1.0 if len(one.pieces) == width else 0.0
            same = 0.5 if number and number == lexicon.rows[row].number else 0.0
            pairs.append((at, row, _EXACT + full + same))
            known.add(row)
        if not rows and one.label:
            loose.append(at)
    missing = [row for row in range(len(lexicon.rows)) if row not in known]
    if missing:
        for at in loose[:_LOOSE]:
            for row, likeness in lexicon.similar(found[at].label, missing).items():
                pairs.append((at, row, 8 * likeness))
    seen: Counter[int] = Counter()
    kept = []
    for pair in sorted(pairs):
        seen[pair[1]] += 1
        if seen[pair[1]] <= _COPIES:
            kept.append(pair)
    return kept


def _chain(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest series of matches in which both sides go forward."""
    if all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(pairs)):
        return [(at, row) for at, row, _ in pairs]
    best: list[tuple[float, int]] = []  # weight of the best series that ends here, and the match before
    for place, (at, row, score) in enumerate(pairs):
        weight, before = 0.0, -1
        for other in range(place):
            if pairs[other][0] < at and pairs[other][1] < row and best[other][0] > weight:
                weight, before = best[other][0], other
        best.append((weight + score, before))
    chain: list[tuple[int, int]] = []
    place = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while place >= 0:
        chain.append(pairs[place][:2])
        place = best[place][1]
    return chain[::-1]


def _between(
    found: Sequence[Found], width: int, taken: dict[int, int], absent: Sequence[frozenset[int]]
) -> None:
    """Give rows without a label to the form rows missing between two known ones, where the counts agree."""
    known = sorted(taken.items())
    known_rows = taken.keys()
    for (row, at), (next_row, next_at) in itertools.pairwise(known):
        gap = range(row + 1, next_row)
        bare = [
            place
            for place in range(at + 1, next_at)
            if found[place].cells and not found[place].label and _full(found[place], width)
        ]
        ways = {tuple(one for one in gap if one not in left) for left in absent if not left & known_rows}
        fitting = [way for way in ways if bare and len(way) == len(bare)]
        if len(fitting) == 1:
            taken.update(zip(fitting[0], bare, strict=True))


def _full(found: Found, width: int) -> bool:
    return len(widened(found.pieces, width)) == width and any(piece.text for piece in found.pieces)
