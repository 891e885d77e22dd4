"""What the marking page shows of a paper: one page or one stretch of its parts, and the marks in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.law.articles import cite
from gongkai.redaction import Document, Part, mark_from, outline
from gongkai.redaction.files import kind_of

PARTS = 150  # on one page of the screen
DRAWN = 1000  # units of the drawing over a page picture, either way


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen of a paper. number, last: of its page, from 1; is_picture: it has page pictures."""

    document: Document
    number: int
    last: int
    is_picture: bool
    parts: tuple[Part, ...]
    groups: list[tuple[str, str]]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the page, each with the value of its box and the box in units of the drawing."""
        found = self.document.pages[0].lines if self.document.pages else ()
        return [
            {"text": line.text, "value": ",".join(f"{side:.4f}" for side in line.box), **drawn(line.box)}
            for line in found
        ]


def shown(data: bytes, name: str, wanted: int) -> Shown:
    """The screen of that number, the nearest there is; Refused when the paper cannot be marked."""
    if kind_of(data, name) in ("pdf", "picture"):
        document = outline(data, name, [max(wanted, 1)])
        if not document.pages:
            wanted = document.page_count
            document = outline(data, name, [wanted])
        return Shown(document, max(wanted, 1), document.page_count, True, (), [])
    document = outline(data, name)
    last = max(-(-len(document.parts) // PARTS), 1)
    number = min(max(wanted, 1), last)
    parts = document.parts[(number - 1) * PARTS : number * PARTS]
    return Shown(document, number, last, False, parts, _groups(document))


def _groups(document: Document) -> list[tuple[str, str]]:
    """The larger parts that can be withheld as one: tables, sheets, columns; rows have their cells."""
    names = dict.fromkeys(group for part in document.parts for group in part.groups)
    found = []
    for name in names:
        if name.startswith("t") and "." not in name:
            found.append((name, f"表{name[1:]}整表"))
        elif name.startswith("s") and "!" not in name:
            found.append((name, f"第{name[1:]}张工作表整表"))
        elif "!" in name and name.rpartition("!")[2].isalpha():
            sheet, column = name.split("!")
            found.append((name, f"第{sheet[1:]}张工作表{column}列"))
    return found[:200]


def in_words(marks: list[dict[str, Any]], document: Document | None) -> list[dict[str, Any]]:
    """The marks for people: number, where, basis, reason; with the box of those drawn on a page."""
    wheres = {part.id: part.where for part in document.parts} if document else {}
    rows = []
    for number, data in enumerate(marks, 1):
        mark = mark_from(data)
        row = {"number": number, "page": mark.page, "basis": mark.cited, "reason": mark.reason}
        row |= {
            "where": _where(mark.page, mark.text, mark.part, bool(mark.rect), wheres),
            "elsewhere": mark.elsewhere,
        }
        rows.append(row | (drawn(mark.rect) if mark.rect else {}))
    return rows


def _where(page: int, text: str, part: str, is_area: bool, wheres: dict[str, str]) -> str:
    if text:
        return f"{f'第{page}页' if page else '全文'}“{text}”"
    if part:
        return wheres.get(part, dict(_named([part])).get(part, part))
    return f"第{page}页" + ("框选区域" if is_area else "整页")


def _named(groups: list[str]) -> list[tuple[str, str]]:
    part = Part("", "", "", "", tuple(groups))
    return _groups(Document("", parts=(part,)))


def drawn(box: tuple[float, float, float, float]) -> dict[str, int]:
    """A box in units of the drawing: x, y, width, height."""
    left, top, right, bottom = (round(side * DRAWN) for side in box)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def bases_in_words(marks: list[dict[str, Any]]) -> list[str]:
    """The articles of the marks in Chinese, each once."""
    return list(dict.fromkeys(cite(str(mark["article"])) for mark in marks))
