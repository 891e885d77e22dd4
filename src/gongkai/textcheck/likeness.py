"""How alike two texts are, and the few numbers by which alike ones find each other through an index.

A text is the set of its runs of three characters, blanks and punctuation left out. Likeness is the share of runs
that two texts have in common (Jaccard). Sixteen minima of hashed runs, two to a mark, give eight marks: texts that
are alike to 60 % share a mark with 97 %, to 80 % with 99.9 %, to 10 % with 8 %.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from random import Random
from typing import TypeVar

Key = TypeVar("Key")

RUN = 3
MARKS = 8
SAME = 0.6  # likeness from which a text is shown as a possible duplicate
_PRIME = (1 << 61) - 1
_SIGN = 1 << 63


def runs(text: str) -> frozenset[str]:
    """The runs of three characters; a shorter text is one run, an empty one none."""
    return _runs(text, RUN)


def pairs(text: str) -> frozenset[str]:
    """The runs of two characters, by which titles are compared."""
    return _runs(text, 2)


def _runs(text: str, length: int) -> frozenset[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    if len(plain) <= length:
        return frozenset([plain] if plain else [])
    return frozenset(plain[at : at + length] for at in range(len(plain) - length + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1 (the same runs); 0 when both are empty."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def duplicates(text: str, others: Iterable[tuple[Key, str]], least: float = SAME) -> list[tuple[Key, float]]:
    """Which of the others (key and text) are at least so alike, the likest first, each with its likeness.

    Others come from an index of `marks`, so that not every published text is read.
    """
    own = runs(text)
    found = [(key, likeness(own, runs(other))) for key, other in others]
    return sorted((one for one in found if one[1] >= least), key=lambda one: -one[1])


def marks(text: str) -> list[int]:
    """The marks of a text, each a signed 64-bit number; none for a text without letters or digits."""
    hashed = [_number(run.encode()) % _PRIME for run in runs(text)]
    if not hashed:
        return []
    minima = [min((a * value + b) % _PRIME for value in hashed) for a, b in _permutations()]
    pairs = zip(minima[::2], minima[1::2], strict=True)
    return [_number(f"{place}:{one}:{two}".encode()) - _SIGN for place, (one, two) in enumerate(pairs)]


def _number(told: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


@lru_cache(maxsize=1)
def _permutations() -> tuple[tuple[int, int], ...]:
    chance = Random(20190515)  # noqa: S311 - fixed numbers are wanted: marks are stored
    return tuple((chance.randrange(1, _PRIME), chance.randrange(_PRIME)) for _ in range(2 * MARKS))
