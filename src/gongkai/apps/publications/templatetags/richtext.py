"""The text of an item in pages of the office."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.publications import richtext
from gongkai.apps.publications.content import html_of
from gongkai.apps.publications.models import Item

register = template.Library()


@register.filter
def drawn(item: Item) -> SafeString:
    """The body of an item; empty when it has none. An annual report's is the platform's own page."""
    if item.kind == Item.Kind.ANNUAL_REPORT:
        return SafeString(item.body_html)
    return _drawn(html_of(item))


@register.filter
def drawn_content(content: dict[str, Any]) -> SafeString:
    """The body of a kept content."""
    if content.get("kind") == Item.Kind.ANNUAL_REPORT:
        return mark_safe(str(content["body_html"]))  # noqa: S308 - as above
    return _drawn(content.get("body_html") or richtext.from_text(content.get("body") or ""))


def _drawn(html: str) -> SafeString:
    pictures = reverse("publications:add_picture")
    return mark_safe(richtext.draw(html, pictures))  # noqa: S308 - cleaned when it was written, escaped from text
