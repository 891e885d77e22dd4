"""Template tags of the public site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.apps.search.excerpts import marked

register = template.Library()


@register.filter
def mark(text: Any, words: Sequence[str]) -> SafeString:
    """The text, escaped, with every one of the words marked."""
    pieces = marked(str(text), words)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if found else piece,) for piece, found in pieces)
    )


@register.filter
def phrases(title: str) -> SafeString:
    """A title that breaks before the name of the document in it rather than inside that name."""
    before, mark, name = title.partition("《")
    if not (before and mark):
        return format_html("{}", title)
    phrase = '<span class="phrase">{}</span><span class="phrase">{}</span>'
    return format_html(phrase, before, mark + name)


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """This page's address with some of its filters changed, and from its first page; empty values leave out."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
