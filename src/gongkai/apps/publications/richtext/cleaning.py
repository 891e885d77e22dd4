"""Whatever was typed, pasted or taken over → the few elements of a text, always written in one and the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.apps.publications.richtext.reading import from_text
from gongkai.apps.publications.richtext.vocabulary import (
    CARRIES,
    CONTAINERS,
    EMPTIED,
    HEADINGS,
    KNOWN,
    LISTS,
    MARKS,
    SCHEMES,
    href_of,
    picture_of,
)
from gongkai.apps.publications.richtext.writing import Flow, words

DEEPEST = 60  # elements within each other; what is deeper keeps its words only
NESTED = 8  # lists, quotations and tables within each other
WIDEST = 1000  # columns and rows that one cell may span

_CLEANER = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags=set(EMPTIED),
    attributes={tag: set(names) for tag, names in CARRIES.items()},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|figure|blockquote|article|section)\b", re.IGNORECASE)


def read(typed: str) -> str:
    """What came out of the field of a form: the editor's HTML cleaned, or lines typed without it as paragraphs."""
    return clean(typed) if marked(typed) else from_text(typed)


def marked(typed: str) -> bool:
    """True for the editor's HTML, False for lines typed without it."""
    return typed.lstrip().startswith("<") and bool(_BLOCK.search(typed))


def clean(html: str) -> str:
    """The text with nothing but the elements of `vocabulary`, one block a line; empty when it has no word and no picture.

    Every visible character stays, save those inside `EMPTIED`. Pictures of other places are left out, since a page
    asks no other host; links that run something lose their address. The cleaned text is the same when cleaned again.
    """
    sound = html.encode("utf-8", "ignore").decode("utf-8")
    body = LexborHTMLParser(_CLEANER.clean(sound)).body
    flow = Flow()
    if body is not None:
        _walk(body, flow, (), 0, 0)
    return "\n".join(flow.blocks())


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def _walk(node: LexborNode, flow: Flow, marks: tuple[str, ...], depth: int, nested: int) -> None:
    """Pours what a node holds into the flow. marks: what stands on its words; a link as its address after "a "."""
    if depth > DEEPEST:
        flow.text(_all_text(node), marks)
        return
    for child in _children(node):
        tag = str(child.tag)
        if tag == "-text":
            flow.text(child.text_content or "", marks)
        elif tag == "br":
            flow.line_break()
        elif tag == "small":
            flow.note(_all_text(child))
        elif tag == "img":
            _image(child, flow)
        elif tag in MARKS:
            _walk(child, flow, (*marks, MARKS[tag]), depth + 1, nested)
        elif tag == "a":
            address = href_of(child.attributes.get("href") or "")
            _walk(child, flow, (*marks, f"a {address}") if address else marks, depth + 1, nested)
        elif tag in HEADINGS:
            with flow.part(HEADINGS[tag]):
                _walk(child, flow, marks, depth + 1, nested)
        elif tag == "figure":
            with flow.part():
                _figure(child, flow, marks, depth + 1, nested)
        elif tag in {"table", "blockquote", *LISTS} and nested < NESTED:
            with flow.part():
                _nest(child, tag, flow, marks, depth + 1, nested + 1)
        elif tag in CONTAINERS or tag in {"blockquote", *LISTS}:
            with flow.part():
                _walk(child, flow, marks, depth + 1, nested)
        else:  # html, head and body themselves
            _walk(child, flow, marks, depth + 1, nested)


def _nest(node: LexborNode, tag: str, flow: Flow, marks: tuple[str, ...], depth: int, nested: int) -> None:
    if tag == "table":
        flow.add(_table(node, marks, depth))
    elif tag == "blockquote":
        flow.add(_wrapped("blockquote", _inner(node, marks, depth, nested)))
    else:
        flow.add(_list(node, tag, marks, depth, nested))


def _inner(node: LexborNode, marks: tuple[str, ...], depth: int, nested: int) -> list[str]:
    inside = Flow()
    _walk(node, inside, marks, depth, nested)
    return inside.blocks()


def _wrapped(tag: str, blocks: list[str], attributes: str = "") -> str:
    return f"<{tag}{attributes}>{''.join(blocks)}</{tag}>" if blocks else ""


def _list(node: LexborNode, tag: str, marks: tuple[str, ...], depth: int, nested: int) -> str:
    """A list; what stands between its items, as older word processors write it, goes into the item before."""
    items: list[list[str]] = []
    for child in _children(node):
        if child.tag == "li":
            items.append(_inner(child, marks, depth + 1, nested))
            continue
        between = Flow()
        if child.tag == "-text":
            between.text(child.text_content or "", marks)
        elif child.tag in LISTS and nested < NESTED:
            between.add(_list(child, str(child.tag), marks, depth + 1, nested + 1))
        else:
            _walk(child, between, marks, depth + 1, nested)
        if blocks := between.blocks():
            if items:
                items[-1] += blocks
            else:
                items.append(blocks)
    start = child_number(node, "start", 9999) if tag == "ol" else 1
    attributes = f' start="{start}"' if start > 1 else ""
    return _wrapped(tag, [_wrapped("li", blocks) for blocks in items if blocks], attributes)


def child_number(node: LexborNode, name: str, most: int) -> int:
    """A positive number in an attribute, at most `most`; 1 where there is none."""
    text = node.attributes.get(name) or ""
    return min(int(text[:6]), most) if text.isascii() and text.isdecimal() and int(text[:6]) else 1


def _table(node: LexborNode, marks: tuple[str, ...], depth: int) -> str:
    caption = next((words(_all_text(child)) for child in _children(node) if child.tag == "caption"), "")
    rows = [_row(row, marks, depth + 1) for row in _rows(node)]
    body = _wrapped("tbody", [row for row in rows if row])
    if not body:
        return f"<p>{escape(caption, quote=False)}</p>" if caption else ""
    return _wrapped("table", [f"<caption>{escape(caption, quote=False)}</caption>" if caption else "", body])


def _rows(node: LexborNode) -> Iterator[LexborNode]:
    for child in _children(node):
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _row(row: LexborNode, marks: tuple[str, ...], depth: int) -> str:
    """A row, with th throughout in the head of the table. What a table holds in a cell keeps its words as paragraphs."""
    in_head = row.parent is not None and row.parent.tag == "thead"
    cells = []
    for cell in _children(row):
        if cell.tag not in {"td", "th"}:
            continue
        tag = "th" if in_head else str(cell.tag)
        spans = {name: child_number(cell, name, WIDEST) for name in ("colspan", "rowspan")}
        attributes = "".join(f' {name}="{number}"' for name, number in spans.items() if number > 1)
        cells.append(f"<{tag}{attributes}>{''.join(_inner(cell, marks, depth, NESTED))}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _figure(node: LexborNode, flow: Flow, marks: tuple[str, ...], depth: int, nested: int) -> None:
    image, caption = node.css_first("img"), node.css_first("figcaption")
    name = picture_of(image.attributes.get("src") or "") if image else ""
    if image and name and len(node.css("img")) == 1 and node.css_first("table") is None:
        flow.add(_picture(name, image.attributes.get("alt") or "", _all_text(caption) if caption else ""))
        if caption:
            caption.decompose()
        image.decompose()
    _walk(node, flow, marks, depth, nested)


def _image(node: LexborNode, flow: Flow) -> None:
    if name := picture_of(node.attributes.get("src") or ""):
        flow.add(_picture(name, node.attributes.get("alt") or "", ""))


def _picture(name: str, alt: str, caption: str) -> str:
    alt, caption = words(alt), words(caption)
    below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="pictures/{name}" alt="{escape(alt)}">{below}</figure>'


def _all_text(node: LexborNode) -> str:
    return node.text(deep=True, separator="") or ""
