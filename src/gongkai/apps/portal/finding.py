"""The search page: what the engine found, as items that are public at this moment; filters; suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.memory import remembered
from gongkai.apps.publications.keys import pk_of
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.search import queries as search
from gongkai.apps.search.asked import asked
from gongkai.apps.search.documents import FACETS, File, Filters, Results
from gongkai.apps.search.text import as_initials, normalised

PER_PAGE = 20
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One item found. excerpt: the text around what was asked. file: the attachment that holds the rest of it."""

    item: Item
    excerpt: str
    file: File | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A page of results. words: what to mark. relaxed: in what way the search had to be widened.

    meant: the question without its slip of the pen, when there seems to be one.
    """

    page: Page[int]
    rows: list[Found]
    total: int
    words: tuple[str, ...]
    relaxed: str
    facets: dict[str, list[tuple[str, int]]]
    meant: str = ""

    def titled(self, question: str) -> bool:
        """True when a title on this page holds every word of the question: then it may be suggested to others."""
        words = [word.text for word in asked(question).words]
        return bool(words) and any(all(word in row.item.title for word in words) for row in self.rows)


def find(
    question: str, filters: Filters, *, page: str | None, newest: bool, items: QuerySet[Item] | None = None
) -> Finding:
    """The page of that number, or the nearest there is. items: the public ones, with what is to be shown of them."""
    number = int(page) if page and page.isdecimal() and len(page) < 6 else 1
    ask = partial(search.search, question, filters, size=PER_PAGE, newest=newest, year=today().year)
    results = ask(page=max(number, 1))
    pages = Paginator(range(min(results.total, search.DEEPEST)), PER_PAGE)
    shown = pages.get_page(number)
    if shown.number != number and results.total:
        results = ask(page=shown.number)
    told = (results.total, results.words, results.relaxed, results.facets, results.meant)
    rows = _rows(results, queries.everywhere() if items is None else items)
    return Finding(shown, rows, *told)


def _rows(results: Results, items: QuerySet[Item]) -> list[Found]:
    """The hits whose items are public now: an index may be a moment behind, the page never is."""
    keys = {pk_of(hit.key): hit for hit in results.hits}
    public = items.order_by().in_bulk(list(keys))
    return [Found(public[pk], hit.excerpt, hit.file) for pk, hit in keys.items() if pk in public]


def choices(
    question: str, filters: Filters, finding: Finding, *, within: bool
) -> dict[str, list[tuple[str, str, int]]]:
    """Filter → (value, label, how many results it leaves), the most frequent first, years from the newest.

    A filter that is set offers its other values too. within: the page is one agency's and offers no other.
    """
    counted = {name: finding.facets.get(name, []) for name in FACETS if not (within and name == "agency")}
    for name in filters.chosen().keys() & counted.keys():
        counted[name] = search.search(question, filters.without(name), size=1).facets.get(name, [])
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
