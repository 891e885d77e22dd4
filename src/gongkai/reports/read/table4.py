"""Table 四: fifteen numbers in three groups of five, each ending with its total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from gongkai.reports.form import Form
from gongkai.reports.read import solve
from gongkai.reports.read.figures import Figures
from gongkai.reports.read.harvest import Found, Piece, prints_zeros, widened
from gongkai.reports.read.labels import core
from gongkai.reports.read.table3 import digits
from gongkai.reports.read.values import parse

_GROUP = 5
_GROUPS = 3
WIDTH = _GROUP * _GROUPS
_DIGITS = 36  # of a glued table: beyond, the ways to cut it are too many
_HEADS = ("维持", "纠正", "审结")
_SENTENCE = ("。", "；", "，")


def read_cells(form: Form, found: Sequence[Found]) -> Figures | None:
    """The table among the rows of tables; None where it is not there."""
    keys = form.table("t4").parts[0].rows[0].keys
    rows = [one for one in found if one.cells and one.pieces and _headed(one)]
    for one in rows:
        pieces = widened(one.pieces, WIDTH)
        if len(pieces) == WIDTH and all(parse(piece.text) is not None for piece in pieces) and _printed(one):
            return _direct(form, keys, pieces)
    fives = [widened(one.pieces, _GROUP) for one in rows]
    fives = [
        pieces
        for pieces in fives
        if len(pieces) == _GROUP
        and all(parse(p.text) is not None for p in pieces)
        and any(p.text for p in pieces)
    ]
    if len(fives) == _GROUPS:
        return _direct(form, keys, [piece for five in fives for piece in five])
    for one in rows:
        pieces = [Piece(text, p.line, p.start) for p in one.pieces for text in p.text.split()]
        if sum(len(piece.text) for piece in pieces) >= WIDTH and not any(map(_odd, pieces)):
            return _solved(keys, pieces, prints_zeros(found))
    return None


def read_text(form: Form, found: Sequence[Found], start: int) -> Figures | None:
    """The table in running text: the numbers behind 维持, 纠正, 尚未审结, up to the next sentence.

    start: where to look, behind table 三 if that was found.
    """
    keys = form.table("t4").parts[0].rows[0].keys
    for at in range(start, len(found)):
        one = found[at]
        label = core(one.label)
        if not all(head in label for head in _HEADS) or any(mark in one.label[-60:] for mark in _SENTENCE):
            continue
        pieces = list(one.pieces)
        for after in found[at + 1 : at + _GROUPS]:
            if len(pieces) >= WIDTH or not all(head in core(after.label) for head in _HEADS):
                break
            pieces += after.pieces
        if sum(len(piece.text) for piece in pieces) < WIDTH and not all(p.text == "0" for p in pieces):
            continue
        if len(pieces) == WIDTH and all(parse(piece.text) is not None for piece in pieces):
            return _direct(form, keys, pieces)
        return _solved(keys, pieces, prints_zeros(found[:at]) or prints_zeros([one]))
    return None


def _headed(found: Found) -> bool:
    """True for a row of numbers of its own, or one whose label speaks of disputes or quantities."""
    label = core(found.label)
    return not label or any(
        word in label for word in ("复议", "诉讼", "起诉", "数量", "件数", "合计", "结果")
    )


def _printed(found: Found) -> bool:
    return any(piece.text for piece in found.pieces) or len(found.pieces) == WIDTH


def _odd(piece: Piece) -> bool:
    return not piece.text.isdigit()


def _direct(form: Form, keys: Sequence[str], pieces: Sequence[Piece]) -> Figures:
    figures = Figures()
    for key, piece in zip(keys, pieces, strict=True):
        figures.put(form, key, piece)
    return figures


def _solved(keys: Sequence[str], pieces: Sequence[Piece], zeros: bool) -> Figures:
    """The one way to read the pieces as three groups, or what all ways have in common.

    zeros: they are printed; otherwise cells may be missing among fewer pieces, and nothing is certain.
    """
    figures = Figures()
    if not zeros and len(pieces) < WIDTH:
        figures.unknown(keys)
        return figures
    found: dict[solve.Numbers, None] = {}
    texts = digits(pieces)
    for groups in _shares(texts):
        ways = [solve.candidates(group, _GROUP, blanks=False) for group in groups]
        if all(ways):
            for first in ways[0]:
                for second in ways[1]:
                    for third in ways[2]:
                        found[(*first, *second, *third)] = None
    if found and len(found) < 5000:
        figures.put_numbers(keys, solve.agreed(list(found)), pieces)
    figures.unknown(keys)
    return figures


def _shares(texts: Sequence[str]) -> list[list[list[str]]]:
    """The ways to share the digits among three groups: between pieces and, where cells are glued, within."""
    if (
        not texts
        or not all(text.isascii() and text.isdigit() for text in texts)
        or sum(map(len, texts)) > _DIGITS
    ):
        return []
    ends = []
    total = 0
    for text in texts:
        total += len(text)
        ends.append(total)
    places = range(1, total) if len(texts) < WIDTH else ends[:-1]
    shares = []
    for first, second in combinations(places, 2):
        groups = [_part(texts, a, b) for a, b in ((0, first), (first, second), (second, total))]
        if all(sum(map(len, group)) >= _GROUP for group in groups):
            shares.append(groups)
    return shares


def _part(texts: Sequence[str], start: int, end: int) -> list[str]:
    parts = []
    at = 0
    for text in texts:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            parts.append(part)
        at += len(text)
    return parts
