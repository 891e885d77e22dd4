"""The elements of a text and what they may carry. Nothing else is ever stored.

Blocks: p, h2 to h4, ul, ol, blockquote, table, figure. Inline: a, strong, em, u, s, sub, sup, br, and small, which
holds the words of a footnote where it is referred to. A list item, a cell and a quotation hold blocks.
"""

from __future__ import annotations

import re

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
# As written by hand or by a word processor → as stored.
MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "sub": "sub",
    "sup": "sup",
}
# Where several stand on the same words, they are always opened in this order.
ORDER = ("strong", "em", "u", "s", "sub", "sup")
LISTS = ("ul", "ol")
TABLE = ("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
# They part paragraphs and leave nothing else behind.
CONTAINERS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "center",
        "address",
        "pre",
        "figure",
        "figcaption",
        "li",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "fieldset",
        "legend",
        "form",
        "hr",
        "tr",
        "td",
        "th",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "table",
    ]
)
KNOWN = frozenset({*HEADINGS, *MARKS, *LISTS, *TABLE, *CONTAINERS, "blockquote", "a", "br", "img", "small"})
CARRIES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Left out with everything inside them.
EMPTIED = frozenset(
    ["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title"]
)
SCHEMES = frozenset({"http", "https", "mailto"})

# A picture of the platform, wherever the address was copied from; its size is part of its name.
PICTURE = re.compile(r"(?:^|/)pictures/([0-9a-f]{64}-([1-9]\d{0,4})x([1-9]\d{0,4})\.(?:png|jpg))$")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Characters that nobody sees: joiners, marks of direction and control characters, which can disguise words.
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
BLANKS = re.compile("[ \t\n\r\f\xa0\u2028\u2029\u0085]+")
INDENT = " \u3000"


def href_of(address: str) -> str:
    """The address of a link as it may be stored; empty when it leads nowhere or runs something."""
    address = BLANKS.sub("", UNSEEN.sub("", address))
    scheme = SCHEME.match(address)
    if scheme:
        return address if scheme[1].lower() in SCHEMES else ""
    return "" if not address or address.startswith(("#", "//", "\\", "/\\")) else address


def picture_of(address: str) -> str:
    """The name of one of the platform's pictures behind an address; empty for any other."""
    found = PICTURE.search(address.split("?")[0].split("#")[0])
    return found[1] if found else ""
