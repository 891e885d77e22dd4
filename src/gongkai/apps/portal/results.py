"""A page of search results as its template draws it: every text escaped, with the words of the question marked.

Drawn here and not in the template: twenty rows of a dozen tags each would take most of the time of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.portal.addresses import path
from gongkai.apps.portal.finding import Finding, Found
from gongkai.apps.portal.queries import Shown
from gongkai.apps.publications.models import Item
from gongkai.apps.search.excerpts import marked

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Row:
    """One result. passages: where the words stand, the attachment named that holds them. day: YYYY-MM-DD."""

    url: str
    title: SafeString
    passages: list[SafeString]
    about: SafeString
    day: str


def rows(finding: Finding[Shown]) -> list[Row]:
    """The rows of the page, in their order."""
    return [_row(found, finding.words) for found in finding.rows]


def _row(found: Found[Shown], words: Sequence[str]) -> Row:
    item = found.item
    day = item.day.isoformat() if item.day else ""
    url = path("item", item.agency_code, item.pk)
    return Row(url, mark(item.title, words), list(_passages(found, words)), _about(item, words), day)


def _passages(found: Found[Shown], words: Sequence[str]) -> Iterator[SafeString]:
    if found.excerpt:
        yield mark(found.excerpt, words)
    if found.file:
        yield mark(f"附件《{found.file.name}》：{found.file.text}", words)


def _about(item: Shown, words: Sequence[str]) -> SafeString:
    parts = [escape(item.agency_name), escape(item.column_name)]
    parts += [mark(number, words) for number in (item.document_number, item.index_number) if number]
    if item.validity != Item.Validity.IN_FORCE:
        parts.append(escape(dict(Item.Validity.choices).get(item.validity, item.validity)))
    return mark_safe(BETWEEN.join(parts))  # noqa: S308 - every part is escaped


def mark(text: str, words: Sequence[str]) -> SafeString:
    """The text, escaped, with every one of the words marked."""
    pieces = (
        f"<mark>{escape(piece)}</mark>" if found else escape(piece) for piece, found in marked(text, words)
    )
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped
