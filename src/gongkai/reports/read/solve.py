"""Cells that were glued together, torn apart or lost in text, recovered where the sums leave one solution.

A row is a list of pieces, each a string of digits, that should be n numbers. Its candidates are the ways to
cut, join, fill or drop pieces that keep the row's own sum. Where several remain, the columns decide
together; figures on which all remaining solutions agree are known, the others are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, islice, product

Numbers = tuple[int, ...]
Check = Callable[[Numbers], bool]

_DIGITS = 60  # a run of more digits than this has too many ways to be cut
_MANY = 3000  # candidates beyond which a row counts as unknown
_COMBINATIONS = 20_000
_STEPS = 60_000  # of the search for one row


class _TooMany(Exception):  # noqa: N818 - ends a search
    """The search for the ways to cut a row takes too long: the row counts as unknown."""


def fitting(pieces: Sequence[str], n: int) -> Numbers | None:
    """The pieces as n numbers where they are n well-formed numbers already."""
    if len(pieces) != n or not all(_well_formed(piece) for piece in pieces):
        return None
    return tuple(int(piece) for piece in pieces)


def total_last(numbers: Numbers) -> bool:
    """True for a row whose last number is the sum of those before it."""
    return sum(numbers[:-1]) == numbers[-1]


def candidates(pieces: Sequence[str], n: int, blanks: bool) -> list[Numbers]:
    """Every way to read the pieces as n numbers, the last of them the sum of the others.

    blanks: True where an empty cell leaves no trace, so that zeros may be missing. None of many: [].
    """
    if not pieces or sum(map(len, pieces)) > _DIGITS or not all(p.isascii() and p.isdigit() for p in pieces):
        return []
    found: dict[Numbers, None] = {}
    ways: list[Iterable[Numbers]] = []
    if len(pieces) <= n and not blanks:
        ways.append(_cut(pieces, n))
    if n < len(pieces) <= n + 6:
        ways.append(_joined(pieces, n))
    if len(pieces) == n + 1:
        ways.append(_dropped(pieces, n))
    if blanks and len(pieces) < n:
        ways.append(_filled(pieces, n))
    try:
        for way in ways:
            for numbers in islice(way, _MANY + 1):
                found[numbers] = None
    except _TooMany:
        return []
    return list(found) if len(found) <= _MANY else []


def cuts(pieces: Sequence[str], n: int) -> list[Numbers]:
    """Every way to cut the pieces into n numbers, without any sum to hold; [] for too many."""
    if not all(p.isascii() and p.isdigit() for p in pieces) or len(pieces) > n or sum(map(len, pieces)) > 30:
        return []
    found = list(islice(_plain_cuts(pieces, n), 200))
    return found if len(found) < 200 else []


def agreed(solutions: Sequence[Numbers]) -> list[int | None]:
    """Place by place, the number on which all solutions agree."""
    return [
        first if all(one == first for one in rest) else None for first, *rest in zip(*solutions, strict=True)
    ]


def settle(
    rows: Mapping[str, Sequence[Numbers]], equations: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> dict[str, Sequence[Numbers]]:
    """Narrow the candidates of the rows to those that can hold together.

    equations: rows on the left that add up, column by column, to the rows on the right. An equation with a
    row that has no candidate says nothing. Where no combination holds, the candidates stay as they are.
    """
    usable = [(left, right) for left, right in equations if all(rows.get(name) for name in (*left, *right))]
    open_rows = [
        name
        for name, options in rows.items()
        if len(options) > 1 and any(name in left or name in right for left, right in usable)
    ]
    size = 1
    for name in open_rows:
        size *= len(rows[name])
        if size > _COMBINATIONS:
            return dict(rows)
    if not open_rows or not usable:
        return dict(rows)
    kept: list[tuple[Numbers, ...]] = []
    for choice in product(*(rows[name] for name in open_rows)):
        chosen = dict(zip(open_rows, choice, strict=True))
        if all(_holds(left, right, rows, chosen) for left, right in usable):
            kept.append(choice)
    if not kept:
        return dict(rows)
    narrowed = dict(rows)
    for place, name in enumerate(open_rows):
        narrowed[name] = list(dict.fromkeys(choice[place] for choice in kept))
    return narrowed


def _holds(
    left: Sequence[str],
    right: Sequence[str],
    rows: Mapping[str, Sequence[Numbers]],
    chosen: Mapping[str, Numbers],
) -> bool:
    sums = [0] * len(rows[left[0]][0])
    for names, sign in ((left, 1), (right, -1)):
        for name in names:
            for place, number in enumerate(chosen.get(name) or rows[name][0]):
                sums[place] += sign * number
    return not any(sums)


def _well_formed(piece: str) -> bool:
    return piece.isascii() and piece.isdigit() and (len(piece) == 1 or piece[0] != "0")


def _cut(pieces: Sequence[str], n: int) -> Iterable[Numbers]:
    """Cut pieces further until they are n numbers; the total is tried first, so that the rest has a bound."""
    last = pieces[-1]
    steps = [_STEPS]
    for length in range(1, len(last) + 1):
        end = last[len(last) - length :]
        if not _well_formed(end):
            continue
        rest = [*pieces[:-1], *([last[:-length]] if length < len(last) else [])]
        total = int(end)
        if (total - sum(map(int, "".join(rest)))) % 9:  # numbers leave the same rest by 9 as their digits
            continue
        for numbers in _bounded(rest, (0, 0), n - 1, total, steps):
            yield (*numbers, total)


def _bounded(
    pieces: Sequence[str], place: tuple[int, int], n: int, total: int, steps: list[int]
) -> Iterable[Numbers]:
    """The ways to cut what stands from a place (piece, digit) on into n numbers that add up to total."""
    steps[0] -= 1
    if steps[0] < 0:
        raise _TooMany
    at, offset = place
    if at == len(pieces):
        if n == 0 and total == 0:
            yield ()
        return
    left = len(pieces[at]) - offset + sum(map(len, pieces[at + 1 :]))
    if n < len(pieces) - at or n > left or total >= 10 ** (left - n + 1) + 9 * n:
        return
    piece = pieces[at]
    for length in range(1, len(piece) - offset + 1):
        number = int(piece[offset : offset + length])
        if number > total or (length > 1 and piece[offset] == "0"):
            return
        end = offset + length
        after = (at + 1, 0) if end == len(piece) else (at, end)
        for numbers in _bounded(pieces, after, n - 1, total - number, steps):
            yield (number, *numbers)


def _plain_cuts(pieces: Sequence[str], n: int) -> Iterable[Numbers]:
    if not pieces:
        if n == 0:
            yield ()
        return
    head, *rest = pieces
    most = n - len(rest)
    for count in range(1, min(most, len(head)) + 1):
        for places in combinations(range(1, len(head)), count - 1):
            parts = [head[a:b] for a, b in zip((0, *places), (*places, len(head)), strict=True)]
            if all(map(_well_formed, parts)):
                for numbers in _plain_cuts(rest, n - count):
                    yield (*map(int, parts), *numbers)


def _joined(pieces: Sequence[str], n: int) -> Iterable[Numbers]:
    for places in combinations(range(1, len(pieces)), n - 1):
        parts = ["".join(pieces[a:b]) for a, b in zip((0, *places), (*places, len(pieces)), strict=True)]
        if all(map(_well_formed, parts)):
            numbers = tuple(map(int, parts))
            if total_last(numbers):
                yield numbers


def _dropped(pieces: Sequence[str], n: int) -> Iterable[Numbers]:
    for place in range(len(pieces)):
        numbers = fitting([*pieces[:place], *pieces[place + 1 :]], n)
        if numbers is not None and total_last(numbers):
            yield numbers


def _filled(pieces: Sequence[str], n: int) -> Iterable[Numbers]:
    if not all(map(_well_formed, pieces)):
        return
    for places in combinations(range(n), len(pieces)):
        numbers = [0] * n
        for place, piece in zip(places, pieces, strict=True):
            numbers[place] = int(piece)
        if total_last(tuple(numbers)):
            yield tuple(numbers)
