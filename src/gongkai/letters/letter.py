"""One letter as data: what is stored, edited, linted and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gongkai.law.refusals import Refused
from gongkai.paper.text import chinese_date, lines_of

# role → what it is called on the screen
ROLES = {
    "heading": "小标题",
    "body": "正文",
    "quote": "申请内容",
    "remedy": "救济途径",
    "row": "表格",
    "tall": "表格（高行）",
    "large": "表格（特高行）",
    "attachment": "附件",
    "signature": "署名",
    "date": "成文日期",
    "contact": "联系方式",
}
TABLE = ("row", "tall", "large")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. role: a key of `ROLES`. cells: of a table row, label and value in turn; else empty."""

    role: str
    text: str = ""
    cells: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The paragraph as one text; the cells of a row parted by blanks."""
        return "　".join(self.cells) if self.role in TABLE else self.text


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. title: may be broken by a line end after the agency's name. fields: what the desk gave, as printed."""

    type: str
    title: str
    number: str
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    fields: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The whole letter as plain text, a line a paragraph; this is what reviewers sign."""
        head = [*self.title.splitlines(), self.number, f"{self.addressee}：" if self.addressee else ""]
        return "\n".join([*filter(None, head), self.body()])

    def body(self) -> str:
        """The paragraphs below the addressee as plain text."""
        return "\n".join(paragraph.plain for paragraph in self.paragraphs)

    def role(self, role: str) -> list[str]:
        """The texts of the paragraphs with this role, in order."""
        return [paragraph.plain for paragraph in self.paragraphs if paragraph.role == role]

    def numbered(self, number: str, day: date) -> Letter:
        """The letter with its number and its date, which it gets when it is signed."""
        dated = tuple(
            replace(paragraph, text=chinese_date(day)) if paragraph.role == "date" else paragraph
            for paragraph in self.paragraphs
        )
        return replace(self, number=number, paragraphs=dated)

    def edited(self, texts: Sequence[tuple[str, str]]) -> Letter:
        """The letter with other paragraphs, as (role, text) in order; a row's cells are parted by “|”.

        A text of several lines becomes several paragraphs of its role; empty ones vanish. Refused for an unknown role.
        """
        paragraphs: list[Paragraph] = []
        for role, text in texts:
            if role not in ROLES:
                raise Refused(f"没有“{role}”这样的段落，请从段落种类中选择。", field="paragraphs")
            if role in TABLE:
                paragraphs.append(Paragraph(role, cells=tuple(cell.strip() for cell in text.split("|"))))
            else:
                paragraphs += [Paragraph(role, line) for line in lines_of(text)]
        return replace(self, paragraphs=tuple(paragraphs))

    def to_json(self) -> dict[str, Any]:
        """The letter in lists, strings and dicts; `from_json` gives it back."""
        return {
            "type": self.type,
            "title": self.title,
            "number": self.number,
            "addressee": self.addressee,
            "paragraphs": [
                {"role": item.role, "cells": list(item.cells)}
                if item.role in TABLE
                else {"role": item.role, "text": item.text}
                for item in self.paragraphs
            ],
            "fields": dict(self.fields),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Letter:
        """The letter that `to_json` wrote. Refused for anything else."""
        try:
            letter = cls(
                type=_string(data["type"]),
                title=_string(data["title"]),
                number=_string(data["number"]),
                addressee=_string(data["addressee"]),
                paragraphs=tuple(_paragraph(item) for item in data["paragraphs"]),
                fields={_string(name): _string(value) for name, value in data["fields"].items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise Refused("存档的文书内容不完整，无法读取，请重新拟稿。", field="document") from error
        return letter


def _paragraph(data: Mapping[str, Any]) -> Paragraph:
    role = data["role"]
    if role not in ROLES:
        raise KeyError(role)
    if role in TABLE:
        return Paragraph(role, cells=tuple(map(_string, data["cells"])))
    return Paragraph(role, _string(data["text"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return value
