"""退改意见 as a Word document in the layout of official letters (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import docx
from django.utils import timezone
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.apps.auditroom.models import Return
from gongkai.reports.figures import chinese_date

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
NUMERALS = "一二三四五六七八九十"


def name_of(made: Return) -> str:
    """The file's name."""
    return f"{made.document.called}{made.document.year or ''}年年报退改意见.docx"


def write(made: Return) -> bytes:
    """The letter: what was confirmed, level by level, each with the words that it is about and what to do."""
    document = made.document
    on = timezone.localtime(made.at).date()
    paper = docx.Document()
    _page(paper)
    paper.core_properties.title, paper.core_properties.author = name_of(made), ""
    called = document.title or f"{document.called}{document.year or ''}年政府信息公开工作年度报告"
    _paragraph(paper, "政府信息公开工作年度报告退改意见", TITLE, 22, centred=True)
    _paragraph(paper, "", BODY, 16)
    _paragraph(paper, f"{document.called}：", BODY, 16)
    _paragraph(paper, _opening(called, made.items, made.due), BODY, 16, indent=True)
    levels = list(dict.fromkeys(item["level"] for item in made.items))
    levels.sort(key=["错误", "提示", "说明"].index)
    number = 0
    for place, level in enumerate(levels):
        items = [item for item in made.items if item["level"] == level]
        _paragraph(paper, f"{NUMERALS[place]}、{_HEADS[level]}（{len(items)}项）", HEAD, 16, indent=True)
        for item in items:
            number += 1
            for text in _item(number, item):
                _paragraph(paper, text, BODY, 16, indent=True)
    _paragraph(paper, "", BODY, 16)
    for text in (document.round.agency.name, chinese_date(on)):
        signed = _paragraph(paper, text, BODY, 16)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(64)  # four characters from the margin
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()


_HEADS = {"错误": "必须改正的错误", "提示": "需要核实的问题", "说明": "供参考的说明"}


def _opening(called: str, items: Sequence[dict[str, Any]], due: date) -> str:
    return (
        f"经审核，你单位《{called}》存在以下{len(items)}项问题。请于{chinese_date(due)}前逐项核实改正，重新公布并附更正说明，"
        "同时将改正情况书面反馈我单位；有不同意见的，请一并说明理由和依据。"
    )


def _item(number: int, item: dict[str, Any]) -> list[str]:
    said = [f"{number}. {item['title']}（{item['where']}）：{item['message']}"]
    if item["quote"]:
        said.append(f"原文：“{item['quote']}”")
    return [*said, f"处理要求：{item['advice']}"]


def _page(paper: DocxDocument) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _paragraph(
    paper: DocxDocument, text: str, font: str, size: float, *, indent: bool = False, centred: bool = False
) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(36 if size > 16 else 28)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_printable(text))
    run.font.size = Pt(size)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


def _printable(text: str) -> str:
    """Text without the characters that XML cannot hold: quotes come from files of any kind."""
    return "".join(char for char in text if char.isprintable() or char == "\t")
