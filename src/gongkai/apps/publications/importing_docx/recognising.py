"""The parts of an official document (GB/T 9704—2012) → the fields of a draft. What is not sure stays in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape

from gongkai.apps.publications.genres import ENDINGS
from gongkai.apps.publications.importing_docx.converting import Converted
from gongkai.textcheck import document_number

HEAD = 12  # paragraphs among which the parts above the text are looked for
TITLE_LINES = 3
TITLE_LENGTH = 120
_TAG = re.compile(r"<[^<>]*>")
_MARK = re.compile(r"^[\u4e00-\u9fff（）()、]{4,40}文件$")
_COPY = re.compile(r"^(?:份号[:：]?)?\d{6}$")
_SECRET = re.compile(r"^(绝密|机密|秘密)(?:[★☆*].{0,6})?$")
_URGENT = re.compile(r"^(?:特急|加急|特提|平急|急件)$")
_SIGNER = re.compile(r"[\s　]*签发人[:：].*$")
_DATE = re.compile(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$")
_HAN_DATE = re.compile(
    r"^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
_HAN = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_OPENNESS = (
    (re.compile(r"^[（(]?此件(?:依申请公开)[）)]?$"), "on_request"),
    (re.compile(r"^[（(]?此件(?:不予公开|不公开)[）)]?$"), "denied"),
    (re.compile(r"^[（(]?此件(?:主动公开|公开发布)[）)]?$"), "proactive"),
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read. issued_on: the date below the signature; attribute: as 此件… says, empty without.

    body_html: the text without what became a field. notes: sentences for the person who corrects it.
    """

    title: str
    document_number: str
    issued_on: date | None
    attribute: str
    body_html: str
    notes: tuple[str, ...]


def recognise(converted: Converted) -> Recognised:
    """The fields of a converted document, for correction by its author."""
    blocks = converted.html.split("\n") if converted.html else []
    texts = [_text(block) for block in blocks]
    above = _Above(texts)
    title = converted.title or above.title()
    kept = [block for place, block in enumerate(blocks) if place not in above.taken]
    issued_on = next((day for text in reversed(texts) if (day := _day(text))), None)
    attribute = next((value for text in texts for shape, value in _OPENNESS if shape.match(text)), "")
    notes = tuple(_notes(above, converted.lost, title))
    return Recognised(title[:200], above.number, issued_on, attribute, "\n".join(kept), notes)


class _Above:
    """What stands above the text: taken are the places of paragraphs that became fields."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.taken: set[int] = set()
        self.number = ""
        self.secret = ""
        self.mark = ""
        for place, text in enumerate(texts[:HEAD]):
            plain = text.replace(" ", "").replace("　", "")
            if _MARK.match(plain) and not self.mark:
                self.mark = plain
            elif found := _SECRET.match(plain):
                self.secret = found[1]
            elif number := document_number.parse(_SIGNER.sub("", text)):
                if self.number:
                    continue
                self.number = str(number)
            elif not (_COPY.match(plain) or _URGENT.match(plain)):
                continue
            self.taken.add(place)

    def title(self) -> str:
        """The lines between the number and the addressee, as one title; empty when they look like text."""
        place = 0
        while place in self.taken or (place < len(self.texts) and not self.texts[place]):
            place += 1
        lines: list[str] = []
        while place < len(self.texts) and len(lines) < TITLE_LINES and _is_title(self.texts[place]):
            if place in self.taken or (lines and _is_whole("".join(lines))):
                break
            lines.append(self.texts[place])
            place += 1
        title = "".join(lines)
        if not lines or len(title) > TITLE_LENGTH:
            return ""
        self.taken |= set(range(place - len(lines), place))
        return title


def _is_title(text: str) -> bool:
    return bool(text) and len(text) <= TITLE_LENGTH // 2 and not text.endswith(tuple("。；：:，、！？"))


def _is_whole(title: str) -> bool:
    """Whether a title is complete, so that the next line is no more part of it."""
    return re.sub(r"[（(][^（()）]*[）)]$", "", title).endswith(ENDINGS)


def _text(block: str) -> str:
    return unescape(_TAG.sub("", block)).strip() if block.startswith(("<p>", "<h")) else ""


def _day(text: str) -> date | None:
    try:
        if found := _DATE.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _HAN_DATE.match(text.replace(" ", "")):
            year = int("".join(str(_HAN[char]) for char in found[1]))
            return date(year, _han_number(found[2]), _han_number(found[3]))
    except ValueError:
        return None
    return None


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN[text]
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def _notes(above: _Above, lost: int, title: str) -> Iterator[str]:
    if above.secret:
        yield f"文件上有密级标志“{above.secret}”，涉密文件不得公开，请先确认已经解密（条例第十四条）"
    if not title:
        yield "没有认出标题，请填写"
    if lost:
        yield f"有{lost}幅图片的格式不能在网页上显示，没有导入，请另存为 PNG 或者 JPEG 后插入"
