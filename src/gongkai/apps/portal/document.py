"""A document's plain text, laid out as official documents are: addressee, chapters, articles, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def lines(body: str) -> list[Line]:
    """The paragraphs of a text, one for each line that is not blank."""
    texts = [stripped for line in body.splitlines() if (stripped := line.strip(" \t　"))]
    return [_line(text, texts, place) for place, text in enumerate(texts)]


def _line(text: str, texts: list[str], place: int) -> Line:
    following = texts[place + 1] if place + 1 < len(texts) else ""
    if place == 0 and text.endswith(("：", ":")):
        return Line("to", text)
    if _CHAPTER.match(text):
        return Line("chapter", text)
    if _DATE.match(text) or (_is_name(text) and _DATE.match(following)):
        return Line("signed", text)
    if article := _ARTICLE.match(text):
        return Line("text", article[2], article[1])
    if _is_name(text) and place and (_CHAPTER.match(following) or _DATE.match(texts[place - 1])):
        return Line("title", text)
    return Line("text", text)


def _is_name(text: str) -> bool:
    return len(text) <= SIGNED and not text.endswith(("。", "；", "：", "，", "、"))
