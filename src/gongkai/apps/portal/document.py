"""The body of an item, laid out as official documents are: addressee, chapters, articles, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.publications import richtext
from gongkai.apps.publications.content import html_of
from gongkai.apps.publications.models import Item

_CHAPTER = re.compile(r"^第[一二三四五六七八九十百零〇]+[编章节](?:\s|　|$)")
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百零〇]+条)[\s　]*(.*)$", re.DOTALL)
_DATE = re.compile(
    r"^(?:\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
SIGNED = 40  # a longer line above the date is text, not the name of an organ


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. kind: text | to | title | chapter | signed. lead: the number of an article, printed bold."""

    kind: str
    text: str
    lead: str = ""


_TAG = re.compile(r"<[^<>]*>")


def body(item: Item, pictures: str = "pictures/") -> SafeString:
    """The HTML of the item's body as its page shows it. pictures: where its pictures lie, ending in a slash."""
    if item.kind == Item.Kind.ANNUAL_REPORT:
        return mark_safe(item.body_html)  # noqa: S308 - made by the report's own writer, which escapes
    return mark_safe(richtext.draw(arrange(html_of(item)), pictures))  # noqa: S308 - cleaned when it was written


def arrange(html: str) -> str:
    """A cleaned text with the paragraphs of its outermost level told apart: `class` to and signed, h2 for chapters."""
    blocks = html.split("\n")
    texts = [unescape(_TAG.sub("", block)) if block.startswith("<p>") else "" for block in blocks]
    return "\n".join(
        _arranged(block, _line(texts[place], texts, place)) if texts[place] else block
        for place, block in enumerate(blocks)
    )


def _arranged(block: str, line: Line) -> str:
    inside = block.removeprefix("<p>").removesuffix("</p>")
    if line.kind in {"chapter", "title"}:
        return f"<h2>{inside}</h2>"
    if line.lead and inside.startswith(line.lead):
        inside = f"<b>{line.lead}</b>　{inside.removeprefix(line.lead).lstrip(' 　')}"
    return f"<p>{inside}</p>" if line.kind == "text" else f'<p class="{line.kind}">{inside}</p>'


def _line(text: str, texts: list[str], place: int) -> Line:
    following = texts[place + 1] if place + 1 < len(texts) else ""
    before = texts[place - 1] if place else ""
    if place == 0 and text.endswith(("：", ":")):
        return Line("to", text)
    if _CHAPTER.match(text):
        return Line("chapter", text)
    if _DATE.match(text) or (_is_name(text) and _DATE.match(following)):
        return Line("signed", text)
    if article := _ARTICLE.match(text):
        return Line("text", article[2], article[1])
    if _is_name(text) and place and (_CHAPTER.match(following) or _DATE.match(before)):
        return Line("title", text)
    return Line("text", text)


def _is_name(text: str) -> bool:
    return len(text) <= SIGNED and not text.endswith(("。", "；", "：", "，", "、"))
