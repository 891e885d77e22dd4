"""What a visitor wants found, as the address of the search page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.search.documents import Filters

LONGEST = 100  # characters of a question; what is longer is cut, as the box cuts it
LONGEST_FILTER = 60
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """query: empty when nothing was asked. newest: the latest come first, not the most relevant."""

    query: str
    filters: Filters
    newest: bool


def wanted(given: Mapping[str, str], agency: str = "") -> Wanted:
    """Of what stands in an address; a filter that can be none is passed over. agency: the only one to search in."""
    year = given.get("year", "").strip()
    filters = Filters(
        agency=agency or _possible(given, "agency"),
        column=_possible(given, "column"),
        topic=_possible(given, "topic"),
        year=int(year) if year.isdecimal() and len(year) == 4 else 0,
        validity=_possible(given, "validity"),
    )
    return Wanted(_plain(given.get("q", ""))[:LONGEST].strip(), filters, given.get("order") == NEWEST)


def _possible(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "").strip()
    return value if len(value) <= LONGEST_FILTER and value.isprintable() else ""


def _plain(text: str) -> str:
    """The text in one line, without signs that no page may hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
