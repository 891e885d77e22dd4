"""A document as the fields of an index, the same for every engine: cut and in one form, pieces parted by blanks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.apps.search import text
from gongkai.apps.search.documents import Document, File, Hit
from gongkai.apps.search.excerpts import excerpt, telling

WORDS = ("title_words", "text_words", "keywords")
IN_ORDER = ("title_pairs", "all_pairs", "title_sounds", "title_initials")


def cut(document: Document) -> dict[str, str]:
    """Field of `WORDS` and `IN_ORDER` → its pieces."""
    title, body = text.normalised(document.title), text.normalised(document.text)
    keywords = text.normalised(document.keywords)
    said = "\n".join(f"{file.name}\n{file.text}" for file in document.files)
    syllables = text.sounds(title)
    return {
        "title_words": " ".join(text.words(title)),
        "text_words": " ".join(text.words(body)),
        "keywords": " ".join(text.words(keywords)),
        "title_pairs": " ".join(text.pairs(title)),
        "all_pairs": " ".join(text.pairs("\n".join((title, keywords, body, text.normalised(said))))),
        "title_sounds": " ".join(syllables),
        "title_initials": " ".join(syllable[0] for syllable in syllables),
    }


def facets(document: Document) -> dict[str, list[str]]:
    """Facet → its values; none for what the document does not say."""
    values = {
        "agency": [document.agency],
        "column": [*document.columns],
        "topic": [document.topic],
        "year": [str(document.day.year)],
        "validity": [document.validity],
    }
    return {name: [value for value in given if value] for name, given in values.items()}


def numbers(document: Document) -> list[str]:
    """文号 and 索引号 as they are compared: whole, and from the year on, since few type what stands before it."""
    whole = [text.number_key(number) for number in document.numbers]
    return list(dict.fromkeys([*whole, *map(text.number_from_year, document.numbers)]))


def kept(document: Document) -> dict[str, str]:
    """What a result is made of, as it is stored."""
    files = json.dumps([[file.name, file.text] for file in document.files], ensure_ascii=False)
    return {"title": document.title, "text": document.text, "files": files if document.files else ""}


def hit(key: str, stored: Mapping[str, str], day: date, score: float, words: Sequence[str]) -> Hit:
    """A result from what was stored. words: those asked for."""
    title, body = stored["title"], stored["text"]
    files = [File(name, said) for name, said in json.loads(stored.get("files") or "[]")]
    told = telling(files, f"{title} {body}", words)
    return Hit(key, title, excerpt(body, words), day, score, told)
