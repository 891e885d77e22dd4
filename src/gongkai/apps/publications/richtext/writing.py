"""Writes words and marks as paragraphs, always in one way: marks in one order, blanks once, none at the ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from gongkai.apps.publications.richtext.vocabulary import BLANKS, INDENT, ORDER, UNSEEN

BREAK = "\n"
Piece = tuple[str, tuple[str, ...]]  # words with their marks; BREAK; or "\0" before the words of a footnote
NOTE = "\0"


def words(text: str) -> str:
    """A text in one line: unseen characters out, blanks once, none at the ends."""
    return BLANKS.sub(" ", UNSEEN.sub("", text)).strip(INDENT)


class Flow:
    """Collects what a text holds, one after another, and gives it back as blocks."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[Piece] = []
        self._tag = "p"

    def text(self, text: str, marks: tuple[str, ...]) -> None:
        """Words of the running paragraph."""
        self._open.append((BLANKS.sub(" ", UNSEEN.sub("", text)), _ordered(marks)))

    def line_break(self) -> None:
        """A new line within the running paragraph."""
        self._open.append((BREAK, ()))

    def note(self, text: str) -> None:
        """A footnote at this place."""
        if text := words(text):
            self._open.append((NOTE + text, ()))

    def add(self, block: str) -> None:
        """A finished block; the running paragraph ends before it."""
        self._flush()
        if block:
            self._done.append(block)

    @contextmanager
    def part(self, tag: str = "") -> Iterator[None]:
        """What is written within begins and ends a paragraph, of another kind where a tag is given."""
        self._flush()
        before, self._tag = self._tag, tag or self._tag
        yield
        self._flush()
        self._tag = before

    def blocks(self) -> list[str]:
        """Everything that was collected, block by block."""
        self._flush()
        return self._done

    def _flush(self) -> None:
        if inside := _written(_tidy(self._open)):
            self._done.append(f"<{self._tag}>{inside}</{self._tag}>")
        self._open = []


def _ordered(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Each mark once, the innermost link first, then as `ORDER` says."""
    links = [mark for mark in marks if mark.startswith("a ")][-1:]
    return (*links, *(mark for mark in ORDER if mark in marks))


def _tidy(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for text, marks in pieces:
        if text == BREAK:
            _strip_end(kept)
            if kept:
                kept.append((text, marks))
            continue
        if text.startswith(NOTE):
            kept.append((text, marks))
            continue
        if not kept or kept[-1][0] == BREAK:
            text = text.lstrip(INDENT)
        elif kept[-1][0].endswith(" ") and not kept[-1][0].startswith(NOTE):
            text = text.lstrip(" ")
        if text:
            kept.append((text, marks))
    _strip_end(kept)
    while kept and kept[-1][0] == BREAK:
        kept.pop()
    return kept


def _strip_end(kept: list[Piece]) -> None:
    while kept and kept[-1][0] != BREAK and not kept[-1][0].startswith(NOTE):
        text, marks = kept.pop()
        if text := text.rstrip(INDENT):
            kept.append((text, marks))
            return


def _written(pieces: list[Piece]) -> str:
    """The pieces as HTML; a mark stays open over pieces that share it and all marks outside it."""
    out: list[str] = []
    open_now: tuple[str, ...] = ()
    for text, marks in pieces:
        shared = 0
        while shared < min(len(open_now), len(marks)) and open_now[shared] == marks[shared]:
            shared += 1
        out += [f"</{mark.split(' ')[0]}>" for mark in reversed(open_now[shared:])]
        out += [_opened(mark) for mark in marks[shared:]]
        open_now = marks
        if text == BREAK:
            out.append("<br>")
        elif text.startswith(NOTE):
            out.append(f"<small>{escape(text[1:], quote=False)}</small>")
        else:
            out.append(escape(text, quote=False))
    out += [f"</{mark.split(' ')[0]}>" for mark in reversed(open_now)]
    return "".join(out)


def _opened(mark: str) -> str:
    if not mark.startswith("a "):
        return f"<{mark}>"
    address = mark[2:]
    away = ' rel="noopener"' if address.lower().startswith(("http:", "https:")) else ""
    return f'<a href="{escape(address)}"{away}>'
