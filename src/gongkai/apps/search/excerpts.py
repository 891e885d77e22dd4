"""The passage of a text that shows why it was found, and the marks in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    wanted = [word for word in words if word.lower() not in rest.lower()]
    best, most = None, 0
    for file in files if wanted else ():
        said = f"{file.name} {file.text}".lower()
        if (held := sum(word.lower() in said for word in wanted)) > most:
            best, most = file, held
    return File(best.name, excerpt(best.text, wanted)) if best else None


def _places(plain: str, words: Sequence[str]) -> dict[int, str]:
    """Where a word begins → the word; a few dozen are enough."""
    if not words:
        return {}
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    return {
        found.start(): found[0].lower() for found, _ in zip(pattern.finditer(plain), range(50), strict=False)
    }


def _within(places: dict[int, str], start: int) -> list[tuple[int, str]]:
    return [(at, word) for at, word in places.items() if start <= at < start + LONG]


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words."""
    if not words:
        return [(text, False)]
    parts = re.split("(" + "|".join(map(re.escape, words)) + ")", text, flags=re.IGNORECASE)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]
