"""HTML to the neutral document: portal pages with furniture, nested tables, Word's markup."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reports.read.document import Cell, Document, Table, Unreadable

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "select",
        "textarea",
        "button",
        "nav",
    )
)
_HEADINGS = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "caption",
    "tr",
    "td",
    "th",
)
_DIVISIONS = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "center",
    "body",
    "aside",
    "figure",
)
_BLOCKS = frozenset((*_HEADINGS, *_DIVISIONS, "blockquote", "pre", "form", "fieldset", "hr", "address"))
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u3000\u200b\ufeff]*\n\s*|[ \t\r\f\v\xa0\u200b\ufeff]+")
_DEPTH = 400  # nesting deeper than this is an attack, not a page
_MARKS = 20_000  # a page with more tags is looked at for its depth before it is parsed
_TAG = re.compile(r"<(/?)(?:div|span|table|section|ul|ol|font|b|i|em|strong|blockquote)\b", re.IGNORECASE)


def document(text: str) -> Document:
    """The lines and tables of a page in printed order. A table that holds tables is only layout."""
    _refuse_abyss(text)
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    result = Document("html", _clean(title.text()) if title else "")
    body = tree.body or tree.root
    if body is not None:
        pending: list[str] = []
        _walk(body, result, pending, 0)
        _flush(result, pending)
    return result


def _refuse_abyss(text: str) -> None:
    """The parser's time grows with the square of the depth: a page of bottomless nesting is refused."""
    if text.count("<") < _MARKS:
        return
    depth = 0
    for found in _TAG.finditer(text):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > 20 * _DEPTH:
            raise Unreadable("unreadable", "网页的标签层层嵌套，无法解析，请另存为文本或Word后再试。")


def add_table(text: str, result: Document) -> None:
    """Put the tables of a fragment (a table within Markdown) into a document."""
    body = LexborHTMLParser(text).body
    if body is not None:
        pending: list[str] = []
        _walk(body, result, pending, 0)
        _flush(result, pending)


def _walk(node: LexborNode, result: Document, pending: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            pending.append((child.text_content or "").replace("\n", " "))
        elif tag == "br":
            pending.append("\n")
        elif tag == "table":
            _flush(result, pending)
            _table(child, result, pending, depth + 1)
        elif tag in _SKIPPED or depth > _DEPTH:
            continue
        elif tag in _BLOCKS:
            _flush(result, pending)
            _walk(child, result, pending, depth + 1)
            _flush(result, pending)
        else:
            _walk(child, result, pending, depth + 1)


def _flush(result: Document, pending: list[str]) -> None:
    if pending:
        for part in "".join(pending).split("\n"):
            line = _clean(part)
            if line:
                result.add_line(line)
        pending.clear()


def _table(node: LexborNode, result: Document, pending: list[str], depth: int) -> None:
    if any(inner.mem_id != node.mem_id for inner in node.css("table")):
        _walk(node, result, pending, depth)
        return
    caption = node.css_first("caption")
    if caption is not None and (words := _clean(caption.text())):
        result.add_line(words)
    table = Table()
    for row in node.css("tr"):
        cells = [Cell(_cell_text(cell), _span(cell)) for cell in row.iter() if cell.tag in ("td", "th")]
        if cells:
            result.add_row(table, cells)
    if table.rows:
        result.blocks.append(table)


def _cell_text(cell: LexborNode) -> str:
    """The text of a cell; what stands in paragraphs or lines of its own is parted by blanks."""
    only = cell.first_child
    while only is not None and only.next is None:  # a chain of single elements down to one text
        text = only.text_content
        if text is not None:
            return _clean(text)
        only = only.first_child
    if only is None:
        return ""
    parts: list[str] = []
    _cell_parts(cell, parts, 0)
    return _clean("".join(parts))


def _cell_parts(node: LexborNode, parts: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            parts.append(child.text_content or "")
        elif tag == "br":
            parts.append(" ")
        elif tag in ("script", "style") or depth > _DEPTH:
            continue
        elif tag in _BLOCKS:
            parts.append(" ")
            _cell_parts(child, parts, depth + 1)
            parts.append(" ")
        else:
            _cell_parts(child, parts, depth + 1)


def _span(cell: LexborNode) -> int:
    value = cell.attrs.get("colspan")
    return min(int(value), 100) if value and value.isascii() and value.isdigit() and int(value[:4]) else 1


def _clean(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    return _SPACE.sub(" ", text).strip()
