"""The passage of a text that shows why it was found, and the marks in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from gongkai.apps.search.documents import File

LONG = 100  # characters


def excerpt(text: str, words: Sequence[str]) -> str:
    """About a hundred characters around the place where most of the words stand together; else the beginning."""
    plain = " ".join(text.split())
    places = _places(plain, words)
    if not places:
        return plain[:LONG] + ("…" if len(plain) > LONG else "")
    best = max(places, key=lambda start: (len({word for at, word in _within(places, start)}), -start))
    start = max(0, best - LONG // 5)
    end = start + LONG
    return ("…" if start else "") + plain[start:end] + ("…" if end < len(plain) else "")


def telling(files: Sequence[File], rest: str, words: Sequence[str]) -> File | None:
    """The file that holds the most of the words that stand nowhere in the rest, with the passage; None without."""
    if not files:
        return None
    plain = rest.lower()
    wanted = [word for word in words if word.lower() not in plain]
    best, most = None, 0
    for file in files if wanted else ():
        said = f"{file.name} {file.text}".lower()
        if (held := sum(word.lower() in said for word in wanted)) > most:
            best, most = file, held
    return File(best.name, excerpt(best.text, wanted)) if best else None


def _places(plain: str, words: Sequence[str]) -> dict[int, str]:
    """Where a word begins → the word; a few dozen are enough."""
    return {start: plain[start:end].lower() for start, end in islice(_standing(plain, words), 50)}


def _standing(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(beginning, end) of each word in the text, the longest where several begin, without regard to capitals.

    Not by a regular expression: each question would need one of its own, and to build it takes a millisecond.
    """
    plain = lowered if len(lowered := text.lower()) == len(text) else text
    sought = {word.lower() for word in words if word}
    ahead = {word: plain.find(word) for word in sought}
    while ahead := {word: at for word, at in ahead.items() if at >= 0}:
        start, length = min((at, -len(word)) for word, at in ahead.items())
        after = start - length
        yield start, after
        ahead = {word: at if at >= after else plain.find(word, after) for word, at in ahead.items()}


def _within(places: dict[int, str], start: int) -> list[tuple[int, str]]:
    return [(at, word) for at, word in places.items() if start <= at < start + LONG]


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words."""
    pieces, after = [], 0
    for start, end in _standing(text, words):
        pieces += [(text[after:start], False), (text[start:end], True)]
        after = end
    return [piece for piece in (*pieces, (text[after:], False)) if piece[0]]
