"""Does a file still hold what it must not? It is taken apart again, by other ways than those that made it.

Everything is looked at: what is seen, and what is not: properties, comments, history, hidden parts, attachments,
text over several runs, other encodings, earlier versions within the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.redaction.leaks.needles import Needles
from gongkai.redaction.leaks.place import Place
from gongkai.redaction.leaks.places import places


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A secret that a file holds, and where, in Chinese."""

    place: str
    secret: str

    def __str__(self) -> str:
        return f"{self.place}中仍有“{self.secret}”"


def leaks(data: bytes, name: str, secrets: Iterable[str]) -> list[Leak]:
    """Every secret that the file holds, each place once; empty when there is none.

    A secret of a single character is not looked for: away from its place it tells nothing.
    """
    needles = Needles(secrets)
    found = {Leak(place.name, secret) for place in places(data, name) for secret in _in(place, needles)}
    return sorted(found)


def _in(place: Place, needles: Needles) -> set[str]:
    if isinstance(place.content, bytes):
        return needles.in_bytes(place.content, tight=place.pixels)
    return needles.in_text(place.content, strong=place.values, lines=place.lines)
