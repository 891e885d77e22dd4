"""The search page: what the engine found, as items that are public at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from gongkai.apps.portal import queries
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.queries import pk_of
from gongkai.apps.search import queries as search
from gongkai.apps.search.documents import Filters, Results

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One item found. excerpt: the text around what was asked."""

    item: Item
    excerpt: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A page of results. words: what to mark. relaxed: in what way the search had to be widened."""

    page: Page[int]
    rows: list[Found]
    total: int
    words: tuple[str, ...]
    relaxed: str
    facets: dict[str, list[tuple[str, int]]]


def find(question: str, filters: Filters, *, page: str | None, newest: bool) -> Finding:
    """The page of that number, or the nearest there is."""
    number = int(page) if page and page.isdecimal() and len(page) < 6 else 1
    results = search.search(question, filters, page=max(number, 1), size=PER_PAGE, newest=newest)
    pages = Paginator(range(min(results.total, search.DEEPEST)), PER_PAGE)
    shown = pages.get_page(number)
    if shown.number != number and results.total:
        results = search.search(question, filters, page=shown.number, size=PER_PAGE, newest=newest)
    return Finding(shown, _rows(results), results.total, results.words, results.relaxed, results.facets)


def _rows(results: Results) -> list[Found]:
    """The hits whose items are public now: an index may be a moment behind, the page never is."""
    keys = {pk_of(hit.key): hit for hit in results.hits}
    items = queries.everywhere().in_bulk(list(keys))
    return [Found(items[pk], hit.excerpt) for pk, hit in keys.items() if pk in items]
