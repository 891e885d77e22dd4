"""Public items as the search takes them in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.db.models import QuerySet

from gongkai.apps.publications.extracting import said
from gongkai.apps.publications.keys import key_of, pk_of
from gongkai.apps.publications.models import Item
from gongkai.apps.search.documents import Document, File

TAG = re.compile(r"<[^>]*>")
PER_QUERY = 500


def documents(keys: list[str]) -> Iterator[Document]:
    """The documents of these keys that are public now."""
    yield from _documents(_public().filter(pk__in=[pk_of(key) for key in keys]))


def documents_after(key: str) -> Iterator[Document]:
    """Every public document whose key comes after this one ("" for all), in the order of keys."""
    found = _public().order_by("pk")
    yield from _documents(found.filter(pk__gt=pk_of(key)) if key else found)


def _public() -> QuerySet[Item]:
    return (
        Item.objects.filter(state=Item.State.PUBLISHED)
        .select_related("agency", "column__parent")
        .prefetch_related("attachments")
        .defer("payload")
    )


def _documents(items: QuerySet[Item]) -> Iterator[Document]:
    for item in items.iterator(chunk_size=PER_QUERY):
        body = item.body or unescape(TAG.sub(" ", item.body_html))
        assert item.first_public_on is not None  # noqa: S101 - a constraint of the table
        yield Document(
            key=key_of(item),
            title=item.title,
            text=f"{item.summary} {body}".strip(),
            day=item.first_public_on,
            agency=item.agency.code,
            columns=tuple(each.code for each in (item.column, item.column.parent) if each),
            topic=item.topic,
            validity=item.get_validity_display() if item.is_normative else "",
            keywords=item.keywords,
            files=tuple(File(each.name, said(each)) for each in item.attachments.all()),
            numbers=tuple(filter(None, (item.document_number, item.index_number))),
        )
