"""An official document is laid out from its text: addressee, chapters, articles, signature."""

from __future__ import annotations

import re

import pytest

from gongkai.apps.portal.document import arrange, body
from gongkai.apps.portal.results import mark
from gongkai.apps.portal.templatetags.portal import phrases
from gongkai.apps.publications.models import Item


def kinds(text: str) -> list[str]:
    """What became of each paragraph: its tag, with its class where it has one."""
    drawn = body(Item(body=text))
    return [" ".join(filter(None, found)) for found in re.findall(r'<(p|h2)(?: class="(\w+)")?>', drawn)]


def test_a_notice_has_addressee_text_and_signature():
    text = "各县（区）应急管理局：\n现就有关事项通知如下。\n测试市应急管理局\n2026年11月20日"
    assert kinds(text) == ["p to", "p", "p signed", "p signed"]


def test_regulations_have_chapters_and_articles_with_their_number_bold():
    text = "第一章　总则\n第一条　为了规范工作，制定本办法。"
    assert body(Item(body=text)) == "<h2>第一章　总则</h2>\n<p><b>第一条</b>　为了规范工作，制定本办法。</p>"


def test_a_title_after_the_date_of_the_notice_is_a_heading():
    text = "现印发给你们。\n测试市应急管理局\n2026年11月20日\n测试市检查办法\n第一章 总则"
    assert kinds(text) == ["p", "p signed", "p signed", "h2", "h2"]


@pytest.mark.parametrize("date", ["二〇二六年十一月二十日", "2026年1月5日"])
def test_a_date_alone_on_its_line_is_part_of_the_signature(date):
    assert kinds(f"现予公告。\n{date}") == ["p", "p signed"]


def test_an_article_that_is_only_referred_to_is_plain_text():
    assert body(Item(body="依据条例第一条，作出本决定。")) == "<p>依据条例第一条，作出本决定。</p>"


def test_blank_lines_and_outer_spaces_make_no_paragraphs():
    assert body(Item(body="　　第一段。 \n\n \n第二段。\n")) == "<p>第一段。</p>\n<p>第二段。</p>"


def test_an_empty_text_has_no_paragraphs():
    assert body(Item(body="")) == ""


def test_a_written_text_keeps_its_own_elements_and_its_paragraphs_are_laid_out_the_same():
    html = (
        "<p>各县（区）应急管理局：</p>\n<h2>一、总体要求</h2>\n<p><strong>第二条</strong>　略。</p>\n"
        "<ul><li><p>2026年1月5日</p></li></ul>\n<p>测试市应急管理局</p>\n<p>2026年1月5日</p>"
    )
    assert arrange(html) == (
        '<p class="to">各县（区）应急管理局：</p>\n<h2>一、总体要求</h2>\n<p><strong>第二条</strong>　略。</p>\n'
        '<ul><li><p>2026年1月5日</p></li></ul>\n<p class="signed">测试市应急管理局</p>\n<p class="signed">2026年1月5日</p>'
    )


def test_what_was_typed_is_shown_as_text_and_never_as_markup():
    assert body(Item(body="甲<script>乙")) == "<p>甲&lt;script&gt;乙</p>"


def test_an_annual_report_is_drawn_by_its_own_writer():
    report = Item(kind=Item.Kind.ANNUAL_REPORT, body="年报", body_html="<h1>年报</h1>")
    assert body(report) == "<h1>年报</h1>"


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
