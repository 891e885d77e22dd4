"""The numbers that Word writes before the paragraphs of a list, as text: they are seen, so they stay."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from gongkai.law.articles import chinese_number
from gongkai.redaction.docx.styles import attribute, child, local, number

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """The lists of a document while its paragraphs are read in order."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else list(root)
        self._abstract = {
            attribute(one, "abstractNumId"): one for one in found if local(one) == "abstractNum"
        }
        self._lists = {attribute(one, "numId"): one for one in found if local(one) == "num"}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def label(self, name: str, level: int) -> str:
        """The number before the next paragraph of the list at this level (from 0); empty when there is none."""
        abstract = attribute(child(self._lists.get(name), "abstractNumId"))
        if abstract not in self._abstract:
            return ""
        levels = {
            number(attribute(one, "ilvl")): one for one in self._abstract[abstract] if local(one) == "lvl"
        }
        if level not in levels:
            return ""
        self._begin(name, abstract, levels)
        counts = self._counts[abstract]
        counts[level] += 1
        counts[level + 1 :] = [_start(levels.get(at)) - 1 for at in range(level + 1, LEVELS)]
        for at in range(level):  # a level that was passed over counts as begun
            counts[at] = max(counts[at], _start(levels.get(at)))
        return self._text(levels, level, counts)

    def _begin(self, name: str, abstract: str, levels: dict[int, Element]) -> None:
        if abstract not in self._counts:
            self._counts[abstract] = [_start(levels.get(at)) - 1 for at in range(LEVELS)]
        if name not in self._begun:
            self._begun.add(name)
            for change in self._lists[name]:
                start = child(change, "startOverride")
                at = number(attribute(change, "ilvl"), 0, LEVELS - 1)
                if start is not None:
                    self._counts[abstract][at] = number(attribute(start)) - 1

    @staticmethod
    def _text(levels: dict[int, Element], level: int, counts: list[int]) -> str:
        pattern = attribute(child(levels[level], "lvlText"))
        if attribute(child(levels[level], "numFmt")) == "bullet":
            return "•"

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = attribute(child(levels.get(at), "numFmt")) or "decimal"
            return formatted(counts[at], kind)

        return re.sub(r"%([1-9])", written, pattern[:40])


def _start(level: Element | None) -> int:
    start = child(level, "start")
    return 1 if start is None else number(attribute(start), 0)


def formatted(value: int, kind: str) -> str:
    """A number in one of Word's formats; plain digits for those that are rare."""
    if kind == "none":
        return ""
    if kind.startswith(("chinese", "japanese", "taiwanese", "ideograph")) and 0 < value < 100:
        return chinese_number(value)
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + value - 1)
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return _roman(value).upper() if kind == "upperRoman" else _roman(value)
    if kind.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN + _ROMAN_ONES:
        times, value = divmod(value, worth)
        text += sign * times
    return text
