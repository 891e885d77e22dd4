"""The narrative: what stands outside the tables, by section, each passage with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reports.form import Form
from gongkai.reports.read.document import Document, Line, Place
from gongkai.reports.read.labels import core, split_number

_HEADING = re.compile(
    r"^[#\s*]*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_LONGEST = 45  # characters of a heading on a line of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of narrative, or the part of one that belongs to a section."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section. id: of the form, "" for one that the form does not have or what precedes all."""

    id: str
    heading: str
    number: str
    place: Place | None
    passages: tuple[Passage, ...]


def sections(document: Document, form: Form | None) -> tuple[Section, ...]:
    """The narrative in printed order. Headings run into the text (「一、总体情况2021年…」) are found too."""
    names = _names(form)
    inline = _inline(form)
    found: list[tuple[str, str, str, Place | None, list[Passage]]] = [("", "", "", None, [])]
    for block in document.blocks:
        if not isinstance(block, Line) or not block.text.strip():
            continue
        text = block.text
        heading = text.strip("# *\t")
        number, name = split_number(heading) if len(heading) <= _LONGEST else ("", "")
        if len(heading) <= _LONGEST and (name in names or _HEADING.match(text)) and _top(heading):
            place = Place(block.page, block.number, 0, len(text))
            found.append((names.get(name, ""), heading, number, place, []))
            continue
        at = 0
        for match in inline.finditer(text) if inline else ():
            if match.start() > at:
                found[-1][4].append(_passage(block, at, match.start()))
            place = Place(block.page, block.number, match.start(), match.end())
            number, name = split_number(match[0])
            found.append((names.get(name, ""), match[0], number, place, []))
            at = match.end()
        if text[at:].strip():
            found[-1][4].append(_passage(block, at, len(text)))
    return tuple(
        Section(name, heading, number, place, tuple(passages))
        for name, heading, number, place, passages in found
        if heading or passages
    )


def _passage(line: Line, start: int, end: int) -> Passage:
    return Passage(line.text[start:end], Place(line.page, line.number, start, end))


def _top(heading: str) -> bool:
    """True for a heading of the first level: 一、 or 第一部分, or without a number."""
    return not re.match(r"[（(]", heading)


def _names(form: Form | None) -> dict[str, str]:
    if form is None:
        return {}
    return {
        split_number(text)[1]: section.id
        for section in form.sections
        for text in (section.heading, *section.aliases)
    }


def _inline(form: Form | None) -> re.Pattern[str] | None:
    if form is None:
        return None
    headings: Sequence[str] = [
        text for section in form.sections for text in (section.heading, *section.aliases) if core(text)[1:]
    ]
    return re.compile(
        "|".join(re.escape(text) for text in sorted(headings, key=len, reverse=True) if "、" in text)
    )
