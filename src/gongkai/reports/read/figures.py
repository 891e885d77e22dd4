"""What has been read so far of a report's figures: values, places, blanks, and labels that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.reports.facts import Amount
from gongkai.reports.form import Form
from gongkai.reports.read.document import Place
from gongkai.reports.read.harvest import Piece
from gongkai.reports.read.values import figure, parse


@dataclass(slots=True)
class Figures:
    """values: key → figure, None where it is printed but not recoverable. blanks: keys printed as nothing.

    labels: key → the label as printed, where it is not the form's (local forms: every label).
    solved: keys recovered by sums from glued, torn or lost cells.
    """

    values: dict[str, Amount | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    blanks: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    solved: set[str] = field(default_factory=set)

    def unknown(self, keys: Sequence[str]) -> None:
        """These figures are printed, but what they say cannot be recovered."""
        for key in keys:
            self.values.setdefault(key, None)

    def put(self, form: Form, key: str, piece: Piece, unit: str = "") -> None:
        """The figure of one cell."""
        value = parse(piece.text)
        amount = figure(value, form.cells[key].money, unit) if value else None
        self.values[key] = amount
        self.places[key] = piece.place
        if value and value.blank and amount is not None:
            self.blanks.append(key)

    def put_numbers(
        self, keys: Sequence[str], numbers: Sequence[int | None], pieces: Sequence[Piece]
    ) -> None:
        """Solved figures, each placed on its own digits where these still stand in order."""
        places = _places(numbers, pieces)
        for key, number, place in zip(keys, numbers, places, strict=True):
            self.values[key] = number
            if place is not None:
                self.places[key] = place
            if number is not None:
                self.solved.add(key)

    def merge(self, other: Figures) -> None:
        """Take over what the other knows and this does not."""
        for key, value in other.values.items():
            if self.values.get(key) is None and (value is not None or key not in self.values):
                self.values[key] = value
                if key in other.places:
                    self.places[key] = other.places[key]
                if key in other.blanks:
                    self.blanks.append(key)
                if key in other.solved:
                    self.solved.add(key)
        for key, label in other.labels.items():
            self.labels.setdefault(key, label)


def _places(numbers: Sequence[int | None], pieces: Sequence[Piece]) -> list[Place | None]:
    if not pieces:
        return [None] * len(numbers)
    if len(pieces) == len(numbers):
        return [piece.place for piece in pieces]
    printed = [(piece, at) for piece in pieces for at, letter in enumerate(piece.text) if letter.isdigit()]
    known = [number for number in numbers if number is not None]
    if len(known) == len(numbers) and "".join(map(str, known)) == "".join(p.text[at] for p, at in printed):
        places: list[Place | None] = []
        start = 0
        for number in known:
            piece, at = printed[start]
            start += len(str(number))
            last, end = printed[start - 1]
            stop = piece.start + (end + 1 if last is piece else len(piece.text))
            places.append(Place(piece.line.page, piece.line.number, piece.start + at, stop))
        return places
    first = pieces[0]
    ends = [piece.start + len(piece.text) for piece in pieces if piece.line is first.line]
    return [Place(first.line.page, first.line.number, first.start, max(ends))] * len(numbers)
