"""Reads of the writing desk: working copies, pictures, wordings to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications import richtext
from gongkai.apps.publications.models import (
    HistoryRow,
    Item,
    Picture,
    PublicVersion,
    Revision,
    WorkingCopy,
)

PLACE = "pictures/"  # before the name of a picture, in a text and in the editor


def copy_of(post: Post, item: Item | None) -> WorkingCopy | None:
    """What this post typed for the item, or for a new draft, and did not save."""
    return WorkingCopy.objects.filter(post=post, item=item).first()


def copy_for(post: Post, pk: int) -> WorkingCopy | None:
    """A working copy of this post; nobody reads another's."""
    return WorkingCopy.objects.filter(post=post, pk=pk).select_related("item").first()


def picture_for(post: Post, name: str) -> Picture | None:
    """A picture of the post's agency by its name."""
    return Picture.objects.filter(agency_id=post.agency_id, name=name).first()


def pictures_of(items: Item | Iterable[Item]) -> list[Picture]:
    """The pictures in the text of an item, or of several of one agency, in one question; each once.

    What a text names and the agency does not have is left out. `name` is the file's name beside the page, in
    `pictures/`; `file` is where its bytes lie.
    """
    all_items = [items] if isinstance(items, Item) else list(items)
    names = {image.name for item in all_items for image in richtext.images(item.body_html)}
    if not names:
        return []
    agencies = {item.agency_id for item in all_items}
    return list(Picture.objects.filter(agency_id__in=agencies, name__in=names).order_by("pk"))


def public_picture(agency_id: int, pk: int, name: str) -> Picture | None:
    """A picture that stands in the text of a public item of the agency; None for any other."""
    item = Item.objects.filter(agency_id=agency_id, pk=pk, state=Item.State.PUBLISHED).first()
    if item is None:
        return None
    return next((picture for picture in pictures_of(item) if picture.name == name), None)


def texts_with_pictures(agency_id: int, since: datetime | None = None) -> Iterator[str]:
    """Every text of the agency in which a picture is named, each as it is stored: of items in any state, with all that
    they ever said, of working copies and of history that is not let in. since: only what people wrote from then on.
    """
    items = Item.objects.filter(agency_id=agency_id).order_by("pk").values_list("body_html", flat=True)
    copies = _naming(WorkingCopy.objects.filter(post__agency_id=agency_id), "fields")
    if since:
        yield from items.filter(changed_at__gte=since).filter(body_html__contains=PLACE)
        yield from copies.filter(at__gte=since)
        return
    yield from items.filter(body_html__contains=PLACE).iterator()
    yield from copies.iterator()
    yield from _naming(Revision.objects.filter(item__agency_id=agency_id), "content").iterator()
    yield from _naming(PublicVersion.objects.filter(item__agency_id=agency_id), "content").iterator()
    yield from _naming(HistoryRow.objects.filter(agency_id=agency_id, item=None), "data").iterator()


def _naming(rows: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    """The JSON of this column as text, where it names a picture."""
    said = rows.annotate(said=Cast(column, TextField())).filter(said__contains=PLACE)
    named: QuerySet[Any, Any] = said.order_by("pk").values_list("said", flat=True)
    return named


def wordings(post: Post, pk: int, *versions: int) -> list[Revision]:
    """These saved wordings of an item of the post's agency, oldest first."""
    found = Revision.objects.filter(item_id=pk, item__agency_id=post.agency_id, version__in=versions)
    return list(found.select_related("editor__account").order_by("version"))


def blocks_of(content: dict[str, Any]) -> list[richtext.Block]:
    """The paragraphs of a kept content, as written or as older plain lines."""
    html = content.get("body_html") or richtext.from_text(content.get("body") or "")
    return richtext.blocks(html)
