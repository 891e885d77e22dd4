"""What stands around a text is complete before it goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.textcheck.metadata import Page, check

WHOLE = Page(
    title="关于做好防汛工作的通知",
    text="请各单位认真落实。\n附件：值班表",
    document_number="测政办发〔2026〕5号",
    issued_on=date(2026, 3, 1),
    formed_on=date(2026, 3, 1),
    topic="应急管理",
    keywords="防汛",
    summary="部署防汛工作",
    publisher="测试市应急管理局",
    index_number="000014349/2026-00001",
    needs_index_number=True,
    attribute="proactive",
    is_document=True,
    attachments=("值班表.docx",),
)


def said(**changes):
    return [(one.level, one.message) for one in check(replace(WHOLE, **changes))]


def test_a_complete_item_has_no_gap():
    assert check(WHOLE) == []


@pytest.mark.parametrize(
    ("changes", "level", "message"),
    [
        ({"title": " "}, "block", "没有标题，请填写。"),
        ({"title": "长" * 51}, "hint", "标题51个字，宜在50个字以内，请看能否缩短。"),
        ({"title": "长" * 500}, "block", "标题500个字，超过200个字，请缩短。"),
        ({"title": "通知。"}, "must_explain", "标题末尾不用“。”，请删去。"),
        ({"document_number": ""}, "must_explain", "公文没有文号，请填写发文字号。"),
        (
            {"document_number": "测政办发[2026]5号"},
            "must_explain",
            "文号“测政办发[2026]5号”有误：年份用六角括号“〔〕”。请改为“测政办发〔2026〕5号”。",
        ),
        (
            {"document_number": "测政办发〔2023〕5号"},
            "must_explain",
            "文号的年份2023与成文日期2026年3月1日不一致：年份写错的，请改为“测政办发〔2026〕5号”；日期写错的，请改日期。",
        ),
        ({"formed_on": None}, "block", "没有形成或者变更日期，请填写：公开期限由它起算。"),
        ({"issued_on": None}, "must_explain", "没有成文日期，请填写。"),
        ({"index_number": ""}, "block", "没有索引号，请先按编号规则取得索引号。"),
        ({"topic": ""}, "must_explain", "没有主题分类，请填写。"),
        ({"topic": "", "is_document": False}, "hint", "没有主题分类，请填写。"),
        (
            {"text": "请落实。\n附件：1.值班表\n2.通讯录"},
            "must_explain",
            "正文写有附件“通讯录”，没有上传这个附件，请上传或者说明。",
        ),
        ({"keywords": ""}, "hint", "没有关键词，请填写。"),
        ({"attribute": ""}, "block", "没有公开属性，请选择主动公开、依申请公开或者不予公开。"),
        ({"attachments": ()}, "must_explain", "正文写有“附件：”，没有上传附件，请上传或者说明。"),
        ({"text": "请各单位认真落实。"}, "hint", "附件（值班表.docx）在正文中没有提到，请核对是否放错。"),
        ({"is_normative": True}, "must_explain", "规范性文件没有关联政策解读，解读材料应与文件同步发布。"),
        ({"images_without_text": 2}, "must_explain", "有2张图片没有文字说明，请补写，供看不见图片的人使用。"),
        (
            {"dead_links": ("http://example.invalid/a",)},
            "must_explain",
            "链接“http://example.invalid/a”打不开，请改正或者删去。",
        ),
    ],
)
def test_each_gap_is_one_sentence(changes, level, message):
    assert said(**changes) == [(level, message)]


def test_an_attribute_other_than_proactive_needs_its_reason_and_its_article():
    assert [message for _, message in said(attribute="denied")] == [
        "不主动公开的，请说明理由。",
        "不主动公开的，请写明依据的条款。",
    ]
    assert said(attribute="denied", attribute_reason="内部事务", attribute_article="条例第十六条") == []


def test_a_normative_document_with_its_interpretation_is_complete():
    assert said(is_normative=True, interpreted=True) == []
