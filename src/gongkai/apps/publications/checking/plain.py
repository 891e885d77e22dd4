"""The text of any HTML, cleaned or not, as the check reads it: paragraphs as lines, cells set apart by tabs, footnotes
below; and what only machines read. Unlike `richtext.plain` it adds nothing, so that places are those of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "footer",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "br",
    ]
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "template", "noscript", "head"})
_SAID = ("alt", "title", "aria-label", "data-note", "data-content")
# Signs without width, which would hide a number from the check as they do from the eye.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_LINES = re.compile(r" *\n[ \n]*")
_GAPS = re.compile(r" *\t *")


@dataclass(frozen=True, slots=True)
class Plain:
    """text: what is read. labels: what attributes say (alternative texts, titles). links: every href, in order.
    unnamed: how many pictures have no alternative text.
    """

    text: str
    labels: str
    links: tuple[str, ...]
    unnamed: int


NOTHING = Plain("", "", (), 0)


def tidy(text: str) -> str:
    """One kind of line end and of blank, and nothing hidden: as the check reads what was typed."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))


def plain(html: str) -> Plain:
    """What there is to check in an HTML body, whatever it holds."""
    root = LexborHTMLParser(html).body
    if root is None:
        return NOTHING
    parts: list[str] = []
    notes: list[str] = []
    _gather(root, parts, notes)
    parts += [f"\n{note}" for note in notes]
    labels = [value for node in root.css("*") for name in _SAID if (value := node.attributes.get(name))]
    links = tuple(href for node in root.css("a[href]") if (href := node.attributes.get("href")))
    unnamed = sum(not (node.attributes.get("alt") or "").strip() for node in root.css("img"))
    text = _LINES.sub("\n", _GAPS.sub("\t", tidy("".join(parts)))).strip("\n ")
    return Plain(text, tidy("\n".join(labels)), links, unnamed)


def _gather(node: LexborNode, parts: list[str], notes: list[str]) -> None:
    child = node.child
    while child is not None:
        if child.tag == "-text":
            parts.append(re.sub(r"[\t\n\r]+", " ", child.text_content or ""))
        elif child.tag in _CELLS:
            if (before := child.prev) is not None and _previous_cell(before):
                parts.append("\t")
            inner: list[str] = []
            _gather(child, inner, notes)
            parts.append(" ".join("".join(inner).split()))
        elif child.tag in _BLOCKS:
            parts.append("\n")
            _gather(child, parts, notes)
            parts.append("\n")
        elif child.tag == "small":  # a footnote stands in the sentence that it explains
            note: list[str] = []
            _gather(child, note, notes)
            notes.append("".join(note))
        elif child.tag not in _SILENT:
            _gather(child, parts, notes)
        child = child.next


def _previous_cell(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _CELLS:
            return True
        node = node.prev
    return False
