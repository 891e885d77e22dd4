"""A document as the fields of an index, the same for every engine: cut and in one form, pieces parted by blanks."""

from __future__ import annotations

import re

from gongkai.apps.search import text
from gongkai.apps.search.documents import Document

FROM_YEAR = re.compile(r"(?<!\d)\d{4}(?:\d\d)?\D{1,3}\d{1,5}号?$")
WORDS = ("title_words", "text_words", "keywords")
IN_ORDER = ("title_pairs", "text_pairs", "files_pairs", "title_sounds", "title_initials")


def cut(document: Document) -> dict[str, str]:
    """Field of `WORDS` and `IN_ORDER` → its pieces."""
    title, body = text.normalised(document.title), text.normalised(document.text)
    syllables = text.sounds(title)
    return {
        "title_words": " ".join(text.words(title)),
        "text_words": " ".join(text.words(body)),
        "keywords": " ".join(text.words(text.normalised(document.keywords))),
        "title_pairs": " ".join(text.pairs(title)),
        "text_pairs": " ".join(text.pairs(body)),
        "files_pairs": " ".join(text.pairs(text.normalised(document.attachments))),
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
    return [*whole, *(short for number in document.numbers if (short := _from_year(number)) not in whole)]


def _from_year(number: str) -> str:
    found = FROM_YEAR.search(text.normalised(number))
    return text.number_key(found[0]) if found else text.number_key(number)
