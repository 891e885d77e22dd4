"""Reads of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Q, QuerySet

from gongkai.apps.search.asked import asked
from gongkai.apps.search.documents import Filters, Results
from gongkai.apps.search.engine import engine
from gongkai.apps.search.meanings import synonyms
from gongkai.apps.search.meant import meant
from gongkai.apps.search.models import FrequentQuestion, VainQuestion, WordGroup
from gongkai.apps.search.text import normalised

DEEPEST = 10_000  # results further down are not shown: nobody reads them, and they cost
OFTEN = 10  # times, before a question is suggested to others
WIDENED = ("sound", "part", "few")


def search(
    question: str, filters: Filters, *, page: int = 1, size: int = 20, newest: bool = False, year: int = 0
) -> Results:
    """One page of what is found; nothing for an empty question.

    newest: by date instead of by relevance. year: in which it is asked; of alike documents the newer come first.
    Synonyms are those of the platform and, when one agency's documents are asked for, its own.
    """
    parts = asked(question, synonyms(filters.agency))
    offset = (page - 1) * size
    if not parts or offset >= DEEPEST:
        return Results(0, ())
    found = engine().search(parts, filters, offset=offset, limit=size, newest=newest, year=year)
    if found.relaxed in WIDENED:
        return replace(found, meant=meant(question, (hit.title for hit in found.hits)))
    return found


def is_empty() -> bool:
    """Whether nothing at all is in the index: it was lost, or never built."""
    return engine().count() == 0


def titles(beginning: str, filters: Filters, limit: int = 8) -> list[str]:
    """Titles that hold what is typed so far."""
    return engine().titles(beginning, filters, limit) if beginning.strip() else []


def alike(pieces: Sequence[str], filters: Filters, limit: int) -> list[str]:
    """Keys of the documents whose titles share two of these pairs of characters and more, the likeliest first."""
    return engine().alike(pieces, filters, limit) if len(pieces) > 1 else []


def frequent(beginning: str, agency: str, limit: int = 3) -> list[str]:
    """What is often asked and begins so, in characters, pinyin or initials."""
    plain = normalised(beginning).strip()
    if not plain:
        return []
    begins = Q(words__startswith=plain)
    if plain.isascii():
        begins |= Q(sounds__startswith=plain) | Q(initials__startswith=plain)
    rows = FrequentQuestion.objects.filter(begins, agency=agency, times__gte=OFTEN)
    return list(rows.values_list("words", flat=True)[:limit])


def in_vain(agency: str) -> QuerySet[VainQuestion]:
    """What was asked of the agency's site and not found, the most frequent first."""
    return VainQuestion.objects.filter(agency=agency)


def word_groups(agency: str) -> QuerySet[WordGroup]:
    """The groups of synonyms that hold for the agency's documents: its own, then those of the whole platform."""
    return WordGroup.objects.filter(agency__in={"", agency})
