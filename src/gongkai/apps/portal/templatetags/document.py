"""The body of an item in a page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from gongkai.apps.portal import document
from gongkai.apps.publications.models import Item

register = template.Library()


@register.simple_tag
def document_body(item: Item, pictures: str = "") -> SafeString:
    """The body as `portal.document` lays it out. pictures: where they lie, where that is not beside the page."""
    return document.body(item, pictures or "pictures/")
