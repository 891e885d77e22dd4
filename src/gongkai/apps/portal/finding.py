"""The search page: what the engine found, as items that are public at this moment; filters; suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from django.core.paginator import Page, Paginator

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.memory import remembered
from gongkai.apps.look.clock import today
from gongkai.apps.publications.keys import pk_of
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.search import queries as search
from gongkai.apps.search.asked import asked
from gongkai.apps.search.documents import FACETS, File, Filters, Widened
from gongkai.apps.search.engine import Away
from gongkai.apps.search.meanings import synonyms
from gongkai.apps.search.text import as_initials, normalised

PER_PAGE = 20
SUGGESTED = 8

Choice = tuple[str, str, int]  # a filter's value, its label, how many results it leaves


class Titled(Protocol):
    """Whatever was read of an item."""

    @property
    def title(self) -> str: ...


Read = TypeVar("Read", bound=Titled)


@dataclass(frozen=True, slots=True)
class Found(Generic[Read]):
    """One item found. excerpt: the text around what was asked. file: the attachment that holds the rest of it."""

    item: Read
    excerpt: str
    file: File | None


@dataclass(frozen=True, slots=True)
class Finding(Generic[Read]):
    """A page of results. words: what to mark. relaxed: in what way the search had to be widened.

    meant: the question without its slip of the pen, when there seems to be one.
    """

    page: Page[int]
    rows: list[Found[Read]]
    total: int
    words: tuple[str, ...]
    relaxed: Widened
    facets: dict[str, list[tuple[str, int]]]
    meant: str = ""

    def titled(self, question: str, agency: str) -> bool:
        """True when a title on this page holds every word of the question: then it may be suggested to others.

        agency: in whose documents was searched, by code.
        """
        words = [word.text for word in asked(question, synonyms(agency)).words]
        return bool(words) and any(all(word in row.item.title for word in words) for row in self.rows)


def find(
    question: str,
    filters: Filters,
    read: Callable[[list[int]], Mapping[int, Read]],
    *,
    page: str | None,
    newest: bool,
) -> Finding[Read]:
    """The page of that number, or the nearest there is. read: the public ones of these items, such as `queries.whole`:
    an index may be a moment behind, the page never is. Away when the index cannot be asked, or is empty while
    something is public: that nothing was found would be untrue."""
    number = int(page) if page and page.isdecimal() and len(page) < 6 else 1
    ask = partial(search.search, question, filters, size=PER_PAGE, newest=newest, year=today().year)
    results = ask(page=max(number, 1))
    if question and not results.total and search.is_empty() and _something_is_public():
        raise Away("the index is empty")
    pages = Paginator(range(min(results.total, search.DEEPEST)), PER_PAGE)
    shown = pages.get_page(number)
    if shown.number != number and results.total:
        results = ask(page=shown.number)
    keys = {pk_of(hit.key): hit for hit in results.hits}
    public = read(list(keys))
    rows = [Found(public[pk], hit.excerpt, hit.file) for pk, hit in keys.items() if pk in public]
    return Finding(shown, rows, results.total, results.words, results.relaxed, results.facets, results.meant)


def _something_is_public() -> bool:
    return Item.objects.filter(state=Item.State.PUBLISHED).exists()


def choices(
    question: str, filters: Filters, finding: Finding[Any], *, within: bool
) -> dict[str, list[Choice]]:
    """The choices of each filter, the most frequent first, years from the newest.

    A filter that is set offers its other values too, and its own when it leaves nothing. within: the page is one
    agency's and offers no other.
    """
    counted = {name: finding.facets.get(name, []) for name in FACETS if not (within and name == "agency")}
    for name, value in filters.chosen().items():
        if name in counted:
            others = search.search(question, filters.without(name), size=1).facets.get(name, [])
            counted[name] = others if value in dict(others) else [*others, (value, 0)]
    if "year" in counted:
        counted["year"] = sorted(counted["year"], reverse=True)
    labels = {
        "agency": remembered("agencies by code", partial(_names, Agency)),
        "column": remembered("columns by code", partial(_names, Column)),
        "year": {value: f"{value}年" for value, _ in counted["year"]},
    }
    return {
        name: [(value, labels.get(name, {}).get(value, value), count) for value, count in values]
        for name, values in counted.items()
    }


def _names(model: type[Agency] | type[Column]) -> dict[str, str]:
    """Code → name. Columns of several agencies that share a code share the name as well."""
    return dict(model.objects.order_by().values_list("code", "name").distinct())


def suggested(beginning: str, agency: Agency | None) -> list[dict[str, str]]:
    """What somebody who types this may be after: what is often asked, columns (with their address), titles."""
    plain, code = normalised(beginning).strip()[:60], agency.code if agency else ""
    if not plain:
        return []
    found = [{"text": words, "about": "常用检索"} for words in search.frequent(plain, code)]
    if agency:
        found += [
            {"text": column.name, "about": "栏目", "column": column.code}
            for column in Column.objects.filter(agency=agency)
            if plain in normalised(column.name) or as_initials(column.name).startswith(plain)
        ][:2]
    known = {one["text"] for one in found}
    titles = search.titles(plain, Filters(agency=code), SUGGESTED)
    return [*found, *({"text": title, "about": ""} for title in titles if title not in known)][:SUGGESTED]
