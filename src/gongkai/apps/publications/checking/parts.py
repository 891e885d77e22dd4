"""What of an item is checked: its texts one by one, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from gongkai.apps.agencies.models import Agency
from gongkai.apps.publications import richtext
from gongkai.apps.publications.checking.attached import words_in
from gongkai.apps.publications.checking.plain import NOTHING, Plain, plain, tidy
from gongkai.apps.publications.models import Attachment, Column, Item

# Everything typed that the public reads: form field → its name. The body comes after the title by itself.
SHORT = {
    "summary": "内容概述",
    "keywords": "关键词",
    "topic": "主题分类",
    "genre": "体裁",
    "audience": "服务对象",
    "content_source": "信息来源",
    "amendment": "更正或者更新说明",
}
REMARKED = {"title": "标题", "summary": "内容概述", "body": "正文"}  # what a reviewer pins remarks to
FLAGS = ("is_normative", "interpretation_required")
DATES = ("issued_on", "formed_on", "valid_until")


@dataclass(frozen=True, slots=True)
class Part:
    """One text. field: of the form, or `attachment:` with the file's name. name: what people call it."""

    field: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item as it stands or as somebody is just typing it. pk, replaces: 0 for none."""

    agency: Agency
    pk: int = 0
    replaces: int = 0
    report: bool = False
    column: Column | None = None
    said: Mapping[str, str]
    days: Mapping[str, date | None]
    flags: frozenset[str] = frozenset()
    attribute: str = ""
    interprets: bool = False
    interpreted: bool = False
    files: tuple[Attachment, ...] = ()
    html: Plain = NOTHING

    @property
    def body(self) -> str:
        """The text of the body, however it was written."""
        return self.html.text or self.said.get("body", "")

    def parts(self, *, files: bool = True) -> list[Part]:
        """The texts to check, empty ones left out. files: also what the attached files say."""
        found = [Part("title", "标题", self.said.get("title", "")), Part("body", "正文", self.body)]
        if self.html.text:
            found.append(Part("typed", "正文（纯文本）", self.said.get("body", "")))
        found.append(Part("labels", "图片说明", self.html.labels))
        found += [Part(field, name, self.said.get(field, "")) for field, name in SHORT.items()]
        for file in self.files:
            text = f"{file.name}\n{words_in(file).text}" if files else file.name
            found.append(Part(f"attachment:{file.name}", f"附件“{file.name}”", tidy(text)))
        return [part for part in found if part.text.strip()]


def of_item(item: Item) -> Draft:
    """The item as it is stored."""
    saved = bool(item.pk)
    # The words of a written body are its own, made by the action; were they others, they would be checked as well.
    derived = "body" if item.body == richtext.plain(item.body_html) else ""
    return Draft(
        agency=item.agency,
        pk=item.pk or 0,
        replaces=item.replaces_id or 0,
        report=item.kind == Item.Kind.ANNUAL_REPORT,
        column=item.column,
        said=_said(partial(getattr, item), without=derived),
        days={name: getattr(item, name) for name in DATES},
        flags=frozenset(name for name in FLAGS if getattr(item, name)),
        attribute=item.disclosure_attribute,
        interprets=bool(item.interpretation_of_id),
        interpreted=saved and item.interpretations.exists(),
        files=tuple(item.attachments.all()) if saved else (),
        html=plain(item.body_html),
    )


def of_typed(agency: Agency, item: Item | None, typed: Mapping[str, str]) -> Draft:
    """What a form of the editor holds, saved or not. typed: as posted; item: the one that is edited, None for a new one."""
    column, html = typed.get("column", ""), typed.get("body_html", "")
    return Draft(
        agency=agency,
        pk=item.pk if item else 0,
        replaces=(item.replaces_id or 0) if item else 0,
        column=Column.objects.filter(agency=agency, pk=column).first() if column.isdecimal() else None,
        said=_said(typed.get, without="body" if html else ""),
        days={name: _day(typed.get(name, "")) for name in DATES},
        flags=frozenset(name for name in FLAGS if typed.get(name)),
        attribute=typed.get("disclosure_attribute", ""),
        interprets=bool(typed.get("original", "").strip()),
        interpreted=bool(item and item.interpretations.exists()),
        files=tuple(item.attachments.all()) if item else (),
        html=plain(html if richtext.marked(html) else richtext.from_text(html)),
    )


def _said(value: Callable[[str], object], *, without: str = "") -> dict[str, str]:
    names = ("title", "body", "document_number", "attribute_reason", "attribute_article", *SHORT)
    return {name: "" if name == without else tidy(str(value(name) or "")) for name in names}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
