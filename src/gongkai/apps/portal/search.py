"""Searching what is public: every word must stand somewhere in the item. An engine will take this over."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.apps.publications.models import Item

FIELDS = ("title", "document_number", "index_number", "keywords", "summary", "body")
WORDS = 5  # further words are left out: each one is a pass over the text
EXCERPT = 80  # characters of text shown around the first hit


def words(query: str) -> list[str]:
    """The words of a query, parted by blanks, each once."""
    return list(dict.fromkeys(query.split()))[:WORDS]


def matching(items: QuerySet[Item], query: str) -> QuerySet[Item]:
    """The items that contain every word; none for an empty query."""
    found = words(query)
    return items.filter(reduce(and_, map(_anywhere, found))) if found else items.none()


def _anywhere(word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS))


def excerpt(item: Item, query: str) -> str:
    """The text around the first word found in the body, else the summary or the beginning of the body."""
    found = words(query)
    text = " ".join(item.body.split())
    places = [place for word in found if (place := text.lower().find(word.lower())) >= 0]
    if not places:
        return (item.summary or text)[:EXCERPT]
    start = max(0, min(places) - EXCERPT // 4)
    return (
        ("…" if start else "") + text[start : start + EXCERPT] + ("…" if start + EXCERPT < len(text) else "")
    )


def highlight(text: Any, query: str) -> SafeString:
    """The text, escaped, with every word of the query marked."""
    found = words(query)
    if not found:
        return format_html_join("", "{}", [(text,)])
    pattern = re.compile("|".join(re.escape(word) for word in found), re.IGNORECASE)
    text = str(text)
    pieces, at = [], 0
    for hit in pattern.finditer(text):
        pieces += [("", text[at : hit.start()], ""), ("<mark>", hit[0], "</mark>")]
        at = hit.end()
    pieces.append(("", text[at:], ""))
    return format_html_join("", "{}{}{}", ((SafeString(a), b, SafeString(c)) for a, b, c in pieces))
