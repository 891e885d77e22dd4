"""A cleaned text as a page shows it: footnotes numbered and listed, pictures with their size, heads of tables named."""

from __future__ import annotations

import re
from html import unescape

from gongkai.apps.publications.richtext.reading import SOURCE, TOKEN
from gongkai.apps.publications.richtext.vocabulary import PICTURE

_NOTE = re.compile(r"<small>([^<]*)</small>")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>([^<]*)</caption>")


def draw(html: str, pictures: str = "pictures/") -> str:
    """The HTML of a page's text. pictures: where its pictures lie, an address ending in a slash."""
    if "<small>" in html:
        html = _with_notes(html)
    if "<table>" in html:
        html = _TABLE.sub(_table, html)
    if "<img " in html:
        html = "".join(_image(token, pictures) for token in TOKEN.split(html))
    return html


def _with_notes(html: str) -> str:
    notes: list[str] = []

    def reference(found: re.Match[str]) -> str:
        notes.append(found[1])
        number = len(notes)
        return (
            f'<sup class="note-ref"><a href="#note-{number}" id="note-ref-{number}" role="doc-noteref"'
            f' aria-label="注释{number}">〔{number}〕</a></sup>'
        )

    html = _NOTE.sub(reference, html)
    listed = "".join(
        f'<li id="note-{number}">{text} <a href="#note-ref-{number}" role="doc-backlink"'
        f' aria-label="回到注释{number}所在的正文">回到正文</a></li>'
        for number, text in enumerate(notes, 1)
    )
    return f'{html}\n<section class="notes" role="doc-endnotes" aria-label="注释"><ol>{listed}</ol></section>'


def _table(found: re.Match[str]) -> str:
    """A table that a narrow screen scrolls by itself, with the scope of its heads: a first row of heads is above columns."""
    table = found[0]
    name = _CAPTION.search(table)
    label = name[1].replace('"', "&quot;") if name else "表格"
    head, row, rest = table.partition("</tr>")
    if "<td" not in head:
        head = head.replace("<th", '<th scope="col"')
    else:
        head = head.replace("<th", '<th scope="row"')
    rest = rest.replace("<th", '<th scope="row"')
    return f'<div class="table-wrap" role="region" aria-label="{label}" tabindex="0">{head}{row}{rest}</div>'


def _image(token: str, pictures: str) -> str:
    if not token.startswith("<img "):
        return token
    source = SOURCE.search(token)
    size = PICTURE.search(f"pictures/{source[1]}") if source else None
    if not source or not size:
        return token
    placed = token.replace(f'src="pictures/{source[1]}"', f'src="{pictures}{unescape(source[1])}"')
    return placed.replace(">", f' width="{size[2]}" height="{size[3]}" loading="lazy" decoding="async">')
