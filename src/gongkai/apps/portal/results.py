"""The results of a search and its filters as HTML: every text escaped, with the words of the question marked.

Drawn here and not in the template: twenty rows of a dozen tags each, and as many choices, took most of the time of the
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.portal.addresses import path
from gongkai.apps.portal.finding import Choice, Finding, Found
from gongkai.apps.portal.queries import Shown
from gongkai.apps.portal.wanted import NEWEST, Wanted
from gongkai.apps.publications.models import Item
from gongkai.apps.search.excerpts import marked

BETWEEN = " · "
FILTERS = {"agency": "机关", "column": "栏目", "topic": "主题", "year": "年份", "validity": "有效性"}
ORDERS = (("", "相关度"), (NEWEST, "发布日期"))


def rows(finding: Finding[Shown]) -> SafeString:
    """The rows of the page, in their order, each an <li>; empty without."""
    return mark_safe("\n".join(_row(found, finding.words) for found in finding.rows))  # noqa: S308 - escaped


def _row(found: Found[Shown], words: Sequence[str]) -> str:
    item = found.item
    passages = [found.excerpt] if found.excerpt else []
    if found.file:
        passages.append(f"附件《{found.file.name}》：{found.file.text}")
    excerpts = "".join(f'<span class="excerpt">{_marked(passage, words)}</span>' for passage in passages)
    return (
        f'<li><a href="{path("item", item.agency_code, item.pk)}">{_marked(item.title, words)}</a>\n'
        f'<span class="about">{excerpts}{_about(item, words)}</span>\n'
        f'<time datetime="{item.day}">{item.day}</time></li>'
    )


def _about(item: Shown, words: Sequence[str]) -> str:
    parts = [escape(item.agency_name), escape(item.column_name)]
    parts += [_marked(number, words) for number in (item.document_number, item.index_number) if number]
    if item.validity != Item.Validity.IN_FORCE:
        parts.append(escape(dict(Item.Validity.choices).get(item.validity, item.validity)))
    return BETWEEN.join(parts)


def mark(text: str, words: Sequence[str]) -> SafeString:
    """The text, escaped, with every one of the words marked."""
    return mark_safe(_marked(text, words))  # noqa: S308 - every piece is escaped


def _marked(text: str, words: Sequence[str]) -> str:
    pieces = marked(text, words)
    return "".join(f"<mark>{escape(piece)}</mark>" if found else escape(piece) for piece, found in pieces)


def filters(wanted: Wanted, choices: Mapping[str, Sequence[Choice]]) -> SafeString:
    """A select for each filter that has a choice, and one for the order."""
    chosen = wanted.filters.chosen()
    drawn = []
    for name, label in FILTERS.items():
        options = [(value, f"{shown}（{count}）") for value, shown, count in choices.get(name, ())]
        if options:
            drawn.append(_select(name, label, [("", "全部"), *options], chosen.get(name, "")))
    drawn.append(_select("order", "排序", ORDERS, NEWEST if wanted.newest else ""))
    return mark_safe("".join(drawn))  # noqa: S308 - every text is escaped


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    said = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(shown)}</option>'
        for value, shown in options
    )
    return (
        f'<div class="field"><label class="field-label" for="id_{name}">{label}</label>'
        f'<div class="field-control"><select name="{name}" id="id_{name}">{said}</select></div></div>\n'
    )
