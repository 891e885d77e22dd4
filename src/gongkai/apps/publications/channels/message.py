"""An item put into the words of a post: its text, its pictures with their alternative text, and the way back to its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import PurePath

from django.conf import settings
from django.urls import reverse

from gongkai.apps.publications.channels.protocol import Message, Picture
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.models import Picture as StoredPicture
from gongkai.apps.publications.richtext import images, plain, read

MOST_PICTURES = 10
LARGEST_PICTURE = 5 << 20
SUMMARY = 120
NOTE = re.compile(r"<small>([^<]*)</small>")
MARK = "gk"  # the parameter of the link by which a post is found again


def link_of(item: Item, key: str = "") -> str:
    """The public page of the item; with the key of a delivery as a parameter, which the page does not read."""
    path = reverse("portal:item", args=[item.agency.code, item.index_number])
    return f"{settings.GONGKAI_SITE}{path}" + (f"?{MARK}={key}" if key else "")


def message_of(item: Item, key: str = "") -> Message:
    """The whole item as a message; each channel's adapter then cuts it to its limits."""
    body = read(item.body_html or item.body)
    words = " ".join(plain(body).split())
    return Message(
        key=key,
        title=item.title,
        summary=item.summary.strip() or shortened(words, SUMMARY),
        html=NOTE.sub(r"（注：\1）", body) + _papers(item),
        text=words,
        link=link_of(item, key),
        source=item.content_source or item.agency.name,
        pictures=tuple(_pictures(item, body)),
    )


def shortened(text: str, longest: int) -> str:
    """At most so many characters, with … where something was left out."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _papers(item: Item) -> str:
    names = [each.name for each in item.attachments.all() if not each.media_type.startswith("image/")]
    if not names:
        return ""
    listed = "".join(f"<li>{escape(name, quote=False)}</li>" for name in names)
    return f"\n<p>附件（请点击“阅读原文”下载）：</p>\n<ul>{listed}</ul>"


def _pictures(item: Item, body: str) -> Iterator[Picture]:
    """Those in the text; where it has none, those attached, named after their file."""
    shown = images(body)[:MOST_PICTURES]
    wanted = [each.name for each in shown]
    stored = {row.name: row for row in StoredPicture.objects.filter(agency=item.agency, name__in=wanted)}
    for each in shown:
        row = stored.get(each.name)
        if row and row.size <= LARGEST_PICTURE:
            kind = "image/png" if each.name.endswith(".png") else "image/jpeg"
            with row.file.open("rb") as file:
                yield Picture(each.name, kind, file.read(), each.alt)
    if shown:
        return
    for paper in list(item.attachments.all())[:MOST_PICTURES]:
        if paper.media_type in {"image/png", "image/jpeg"} and paper.size <= LARGEST_PICTURE:
            with paper.file.open("rb") as file:
                yield Picture(paper.name, paper.media_type, file.read(), PurePath(paper.name).stem)
