"""Checks on what stands around a text: its properties, attachments, links and companions (STATUTE: 国办秘函〔2009〕6号)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.textcheck import document_number
from gongkai.textcheck.attachments import absent
from gongkai.textcheck.findings import Finding

LONGEST_TITLE = 50  # characters that a reader takes in at once; a hint from here on
MOST_TITLE = 200
_CATALOGUE = "国办秘函〔2009〕6号"
_ATTRIBUTE = "国办发〔2016〕80号"
_MENTIONED = re.compile(
    r"^[ \t\u3000]*附[件表录]?[：:]|附件[一二三四五六七八九十\d]{0,2}[：:]|[（(](?:详)?见附[件表][^）)\n]{0,10}[）)]|(?:详见|见|填写|按照)附[件表]\d?|(?:下载|查看)附件",
    re.M,
)
_NONE = re.compile(r"无附件|不含附件|附件略|附件不公开|附件[：:]?(?:另发|不再)")


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an item. dead_links: the addresses that a link check could not reach.

    attribute: "proactive", "on_request" or "denied"; interpreted: an interpretation is linked to it.
    issuer_code: the agency's own 发文代字. is_document: a 公文, which needs number, date and topic.
    """

    title: str = ""
    text: str = ""
    document_number: str = ""
    issuer_code: str = ""
    issued_on: date | None = None
    formed_on: date | None = None
    topic: str = ""
    genre: str = ""
    keywords: str = ""
    summary: str = ""
    publisher: str = ""
    index_number: str = ""
    needs_index_number: bool = False
    attribute: str = ""
    attribute_reason: str = ""
    attribute_article: str = ""
    is_normative: bool = False
    is_document: bool = False
    is_interpretation: bool = False
    interpreted: bool = False
    attachments: Sequence[str] = ()
    images_without_text: int = 0
    dead_links: Sequence[str] = ()


def check(page: Page) -> list[Finding]:
    """Every gap, in the order of the form; each about the whole (places 0, 0), those of the 文号 about the number."""
    return [*_title(page), *_number(page), *_catalogue(page), *_attribute(page), *_companions(page)]


def _gap(level: str, message: str, article: str = "") -> Finding:
    return Finding(0, 0, level, "metadata", message, None, article)


def _title(page: Page) -> Iterator[Finding]:
    title = page.title.strip()
    if not title:
        yield _gap("block", "没有标题，请填写。", _CATALOGUE)
    elif len(title) > MOST_TITLE:
        yield _gap("block", f"标题{len(title)}个字，超过{MOST_TITLE}个字，请缩短。")
    elif len(title) > LONGEST_TITLE:
        yield _gap("hint", f"标题{len(title)}个字，宜在{LONGEST_TITLE}个字以内，请看能否缩短。")
    if title.endswith(("。", "，", "、", "；", "：")):
        yield _gap("must_explain", f"标题末尾不用“{title[-1]}”，请删去。", "GB/T 9704—2012")


def _number(page: Page) -> Iterator[Finding]:
    number = page.document_number.strip()
    if not number:
        if page.is_normative or page.is_document:
            yield _gap("must_explain", "公文没有文号，请填写发文字号。", _CATALOGUE)
        return
    yield from document_number.problems(number, prefix=page.issuer_code, dated=page.issued_on)
    plain = re.sub(r"\s", "", page.text)
    if document_number.parse(number) and "〕" in plain[:400] and number not in plain[:400]:
        yield _gap("hint", f"正文开头的文号与填写的“{number}”不一致，请核对。")


def _catalogue(page: Page) -> Iterator[Finding]:
    if page.formed_on is None:
        yield _gap("block", "没有形成或者变更日期，请填写：公开期限由它起算。", "条例第二十六条")
    if page.issued_on is None and (page.is_normative or page.is_document):
        yield _gap("must_explain", "没有成文日期，请填写。", _CATALOGUE)
    if page.needs_index_number and not page.index_number:
        yield _gap("block", "没有索引号，请先按编号规则取得索引号。", _CATALOGUE)
    for value, name, level in (
        (page.publisher, "发布机构", "must_explain"),
        (page.topic, "主题分类", "must_explain" if page.is_normative or page.is_document else "hint"),
        (page.keywords, "关键词", "hint"),
        (page.summary, "内容概述", "hint"),
    ):
        if not value.strip():
            yield _gap(level, f"没有{name}，请填写。", _CATALOGUE)


def _attribute(page: Page) -> Iterator[Finding]:
    if not page.attribute:
        yield _gap("block", "没有公开属性，请选择主动公开、依申请公开或者不予公开。", _ATTRIBUTE)
    elif page.attribute != "proactive":
        if not page.attribute_reason.strip():
            yield _gap("block", "不主动公开的，请说明理由。", _ATTRIBUTE)
        if not page.attribute_article.strip():
            yield _gap("block", "不主动公开的，请写明依据的条款。", _ATTRIBUTE)


def _companions(page: Page) -> Iterator[Finding]:
    mentioned = _MENTIONED.search(page.text)
    if mentioned and not page.attachments and not _NONE.search(page.text):
        yield _gap("must_explain", f"正文写有“{mentioned[0].strip()}”，没有上传附件，请上传或者说明。")
    if page.attachments:
        for name in absent(page.text, page.attachments):
            yield _gap("must_explain", f"正文写有附件“{name}”，没有上传这个附件，请上传或者说明。")
    if page.attachments and "附" not in page.text and page.text.strip():
        names = "、".join(page.attachments[:3])
        yield _gap("hint", f"附件（{names}）在正文中没有提到，请核对是否放错。")
    if page.is_normative and not page.interpreted and not page.is_interpretation:
        yield _gap("must_explain", "规范性文件没有关联政策解读，解读材料应与文件同步发布。", _ATTRIBUTE)
    if page.images_without_text:
        yield _gap(
            "must_explain",
            f"有{page.images_without_text}张图片没有文字说明，请补写，供看不见图片的人使用。",
            "无障碍环境建设法第三十二条",
        )
    for link in page.dead_links:
        yield _gap("must_explain", f"链接“{link}”打不开，请改正或者删去。")
