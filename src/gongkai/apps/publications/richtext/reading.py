"""A cleaned text → its words, block by block; and plain words → such a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from gongkai.apps.publications.richtext.writing import words

# A cleaned text escapes < and > in words and in attributes, so it parts into tags and words exactly.
TOKEN = re.compile(r"(<[^<>]*>)")
ALT = re.compile(r' alt="([^"]*)"')
SOURCE = re.compile(r' src="pictures/([^"]*)"')
START = re.compile(r' start="(\d+)"')
ENDS = {f"</{tag}>": tag for tag in ("p", "h2", "h3", "h4")}


@dataclass(frozen=True, slots=True)
class Block:
    """A block's words. kind: p | h2 | h3 | h4 | li | row | caption | image | note."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a text: its name and its alternative text, empty where it lacks one."""

    name: str
    alt: str


def from_text(text: str) -> str:
    """Plain lines as paragraphs; blank lines go. The text is data: nothing in it is read as HTML."""
    lines = [words(line) for line in text.splitlines()]
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def plain(html: str) -> str:
    """The words of a cleaned text, a line a block: cells parted by tabs, list items with their number, pictures as
    〔图：…〕, footnotes at the end as 〔1〕…, with 〔1〕 where they are referred to.
    """
    return "\n".join(block.text for block in blocks(html))


def images(html: str) -> list[Image]:
    """The pictures of a cleaned text in their order."""
    tags = (token for token in TOKEN.findall(html) if token.startswith("<img "))
    return [
        Image(source[1], unescape(alt[1]) if (alt := ALT.search(tag)) else "")
        for tag in tags
        if (source := SOURCE.search(tag))
    ]


def blocks(html: str) -> list[Block]:
    """The blocks of a cleaned text in reading order, footnotes last."""
    reader = _Reader()
    for token in TOKEN.split(html):
        if token.startswith("<"):
            reader.take(token)
        elif token not in {"", "\n"}:
            reader.words.append(unescape(token))
    return reader.out + [Block("note", f"〔{place}〕{text}") for place, text in enumerate(reader.notes, 1)]


@dataclass(slots=True)
class _Reader:
    """Reads a cleaned text tag by tag."""

    out: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    before_note: list[str] = field(default_factory=list)
    lists: list[Iterator[int] | None] = field(default_factory=list)
    number: str | None = None  # of the list item that begins; None between items
    cells: list[str] | None = None  # of the row that is read
    parts: list[str] = field(default_factory=list)  # paragraphs of the cell that is read

    def take(self, tag: str) -> None:
        name = tag.strip("</>").split(" ")[0]
        closing = tag.startswith("</")
        if tag == "<br>":
            self.words.append("\n")
        elif name == "small":
            self._note(closing)
        elif name == "img":
            alt = ALT.search(tag)
            self._end("image", f"〔图：{unescape(alt[1])}〕" if alt and alt[1] else "")
        elif closing and name in {"p", "h2", "h3", "h4"}:
            self._end(name)
        elif closing and name in {"caption", "figcaption"}:
            self._end("caption")
        elif name in {"ul", "ol"}:
            self._list(name, tag, closing)
        elif name == "li" and not closing:
            counted = self.lists[-1] if self.lists else None
            self.number = f"{next(counted)}. " if counted else ""
        elif name in {"tr", "td", "th"}:
            self._table(name, closing)

    def _note(self, closing: bool) -> None:
        if not closing:
            self.before_note, self.words = self.words, []
            return
        self.notes.append("".join(self.words))
        self.words = [*self.before_note, f"〔{len(self.notes)}〕"]

    def _list(self, name: str, tag: str, closing: bool) -> None:
        if closing:
            self.lists.pop()
            return
        start = START.search(tag)
        first = int(start[1]) if start else 1
        self.lists.append(iter(range(first, first + 100_000)) if name == "ol" else None)

    def _table(self, name: str, closing: bool) -> None:
        if name == "tr":
            if closing and self.cells is not None:
                cells, self.cells = self.cells, None
                self._put("row", "\t".join(cells).strip("\t"))
            else:
                self.cells = []
        elif closing and self.cells is not None:
            self.cells.append(" ".join(self.parts).replace("\n", " "))
            self.parts = []

    def _end(self, kind: str, text: str = "") -> None:
        text = text or "".join(self.words)
        self.words = []
        if self.number is not None:
            text, kind, self.number = self.number + text, "li" if kind == "p" else kind, None
        if self.cells is not None:
            self.parts += [text] if text else []
        else:
            self._put(kind, text)

    def _put(self, kind: str, text: str) -> None:
        if text:
            self.out.append(Block(kind, text))
