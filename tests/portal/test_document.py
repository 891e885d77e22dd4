"""A plain text laid out as an official document."""

from __future__ import annotations

import pytest

from gongkai.apps.portal.document import lines
from gongkai.apps.portal.templatetags.portal import mark, phrases


def kinds(body: str) -> list[str]:
    return [line.kind for line in lines(body)]


def test_addressee_signature_attached_rules_chapter_and_article_are_told_apart():
    body = (
        "各县区应急管理局：\n现印发给你们。\n\n测试市应急管理局\n2026年12月2日\n"
        "测试市许可实施细则\n第一章　总则\n第一条　为规范许可，制定本细则。"
    )
    assert kinds(body) == ["to", "text", "signed", "signed", "title", "chapter", "text"]
    article = lines(body)[-1]
    assert (article.lead, article.text) == ("第一条", "为规范许可，制定本细则。")


@pytest.mark.parametrize("day", ["2026年12月2日", "二〇二六年十二月二日"])
def test_a_day_alone_on_its_line_is_a_signature_with_the_name_above_it(day):
    assert kinds(f"特此公告。\n测试市应急管理局\n{day}") == ["text", "signed", "signed"]


def test_a_sentence_above_the_day_is_no_signature():
    assert kinds("特此公告。\n2026年12月2日") == ["text", "signed"]


def test_a_sentence_that_mentions_an_article_stays_a_sentence():
    [line] = lines("依据条例第一条，作出本决定。")
    assert (line.kind, line.lead) == ("text", "")


def test_blank_lines_and_outer_spaces_make_no_paragraphs():
    assert [line.text for line in lines("　　第一段。 \n\n \n第二段。\n")] == ["第一段。", "第二段。"]


def test_nothing_gives_nothing():
    assert lines("") == []


def test_a_title_breaks_before_the_name_in_it():
    assert phrases("关于印发《细则》的通知") == (
        '<span class="phrase">关于印发</span><span class="phrase">《细则》的通知</span>'
    )
    assert phrases("2026年<许可>公示") == "2026年&lt;许可&gt;公示"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("烟花爆竹零售", "烟花", "<mark>烟花</mark>爆竹零售"),
        ("ABC abc", "abc", "<mark>ABC</mark> <mark>abc</mark>"),
        ("a<b>烟花", "<b>", "a<mark>&lt;b&gt;</mark>烟花"),
        ("没有那个词", "烟花", "没有那个词"),
        ("a.c abc", "a.c", "<mark>a.c</mark> abc"),
        ("空词", "", "空词"),
    ],
)
def test_the_words_found_are_marked_and_everything_is_escaped(text, query, marked):
    assert mark(text, (query,) if query else ()) == marked
