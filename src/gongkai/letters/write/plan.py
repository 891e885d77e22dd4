"""What both writers set alike: texts in order, columns of a form, and where name, seal and date stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.letters.letter import Letter

SEAL = "（印章）"  # printed in grey where no seal is given; no part of the letter's text
SEAL_MM = 42
COLUMNS = 10  # of a form; a label takes two
HEIGHT_MM = {"row": 9, "tall": 18, "large": 52}  # of a row at least, by its role
_LABEL = 2
_FROM_MARGIN = 4.0  # characters between the date and the right margin (GB/T 9704)


class Place(NamedTuple):
    """Distances from the right margin in characters: of the name's end, of the date's end, of their common centre."""

    name: float
    date: float
    centre: float


def spans(cells: Sequence[str]) -> list[int]:
    """How many of the form's columns each cell takes: label, value, label, value; a lone cell takes all."""
    if len(cells) == 1:
        return [COLUMNS]
    pairs = max(len(cells) // 2, 1)
    return [_LABEL if place % 2 == 0 else COLUMNS // pairs - _LABEL for place in range(len(cells))]


def place(name: str, day: str) -> Place:
    """Name and date centred over each other, the date four characters from the margin unless the name needs more."""
    width, day_width = _width(name), _width(day)
    centre = max(_FROM_MARGIN + day_width / 2, width / 2)
    return Place(centre - width / 2, centre - day_width / 2, centre)


def texts(letter: Letter) -> list[str]:
    """Every text of the letter in the order of the page; as many strings as there are lines and cells."""
    head = [*letter.title.splitlines(), letter.number, f"{letter.addressee}：" if letter.addressee else ""]
    body: list[str] = []
    for paragraph in letter.paragraphs:
        body += paragraph.cells or (paragraph.text,)
    return [text for text in (*head, *body) if text]


def _width(text: str) -> float:
    return sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in text)
