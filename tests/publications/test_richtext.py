"""The text of an item: what may be in it, what is left of everything else, its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.apps.publications import richtext

PICTURE = "a" * 64 + "-10x20.png"

ALLOWED = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "caption",
    "tbody",
    "tr",
    "td",
    "th",
    "figure",
    "img",
    "figcaption",
    "strong",
    "em",
    "u",
    "s",
    "sub",
    "sup",
    "a",
    "br",
    "small",
}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<script>alert(1)</script><p>正文</p>", "<p>正文</p>"),
        ("<style>p{color:red}</style><p style='color:red' class='x' onclick='y()'>正文</p>", "<p>正文</p>"),
        ("<p>甲</p><!-- 注释 --><iframe src='http://x.cn'>框</iframe>", "<p>甲</p>"),
        ("<svg><script>alert(1)</script></svg><p>甲</p>", "<p>甲</p>"),
        ("<a href='javascript:alert(1)'>甲</a>", "<p>甲</p>"),
        ("<a href='java\tscript:alert(1)'>甲</a>", "<p>甲</p>"),
        ("<a href='data:text/html,x'>甲</a>", "<p>甲</p>"),
        ("<a href='//x.cn/'>甲</a>", "<p>甲</p>"),
        ("<a href='mailto:a@b.cn'>甲</a>", '<p><a href="mailto:a@b.cn">甲</a></p>'),
        ("<a href='../12/'>甲</a>", '<p><a href="../12/">甲</a></p>'),
        (
            "<a href='https://x.cn/?a=1&b=2'>甲</a>",
            '<p><a href="https://x.cn/?a=1&amp;b=2" rel="noopener">甲</a></p>',
        ),
        ("<p>甲<img src='http://x.cn/1.png' alt='图'>乙</p>", "<p>甲乙</p>"),
        ("<p>甲<img src='data:image/png;base64,AA' alt='图'>乙</p>", "<p>甲乙</p>"),
        ("<h1>题</h1><h6>节</h6>", "<h2>题</h2>\n<h4>节</h4>"),
        ("<div>一<div>二</div>三</div>", "<p>一</p>\n<p>二</p>\n<p>三</p>"),
        ("<p>　　根据&nbsp;规定 </p><p>&nbsp;</p>", "<p>根据 规定</p>"),
        ("<i><b>甲</b></i><b>乙</b>", "<p><strong><em>甲</em>乙</strong></p>"),
        ("<p>甲<br><br></p>", "<p>甲</p>"),
        ("<p>甲\u202e乙\u200b丙</p>", "<p>甲乙丙</p>"),
    ],
)
def test_only_what_a_published_text_may_hold_is_kept(written, kept):
    assert richtext.clean(written) == kept


def test_a_table_keeps_caption_heads_and_merged_cells_and_nothing_of_its_style():
    written = (
        "<table width=500 style='x'><colgroup><col></colgroup><caption>表1</caption>"
        "<thead><tr><td>县区<td colspan=2>数量</thead><tr><td rowspan=1>甲县<td>3<td>4</table>"
    )
    assert richtext.clean(written) == (
        "<table><caption>表1</caption><tbody><tr><th><p>县区</p></th>"
        '<th colspan="2"><p>数量</p></th></tr><tr><td><p>甲县</p></td><td><p>3</p></td><td><p>4</p></td></tr></tbody></table>'
    )


def test_a_picture_of_the_platform_stands_in_a_figure_whatever_address_it_was_copied_from():
    written = f"<p>前<img src='https://x.cn/office/items/pictures/{PICTURE}?v=1' alt=' 现场 '>后</p>"
    assert richtext.clean(written) == (
        f'<p>前</p>\n<figure><img src="pictures/{PICTURE}" alt="现场"></figure>\n<p>后</p>'
    )
    assert richtext.images(richtext.clean(written)) == [richtext.Image(PICTURE, "现场")]


def test_a_list_within_a_list_goes_into_the_item_before_it():
    written = "<ol start=3><li>一</li><ol><li>二</li></ol></ol>"
    kept = '<ol start="3"><li><p>一</p><ol><li><p>二</p></li></ol></li></ol>'
    assert richtext.clean(written) == kept
    assert richtext.plain(kept) == "3. 一\n1. 二"


def test_the_plain_text_has_every_word_with_cells_numbers_pictures_and_footnotes():
    html = richtext.clean(
        "<h2>一、情况</h2><p>共3处<small>截至11月30日</small>。</p>"
        "<table><caption>表1</caption><tr><th>县区</th><th>数</th></tr><tr><td>甲县</td><td>3</td></tr></table>"
        f"<figure><img src='pictures/{PICTURE}' alt='现场'><figcaption>图1</figcaption></figure>"
        "<ul><li>要点</li></ul>"
    )
    assert richtext.plain(html).split("\n") == [
        "一、情况",
        "共3处〔1〕。",
        "表1",
        "县区\t数",
        "甲县\t3",
        "〔图：现场〕",
        "图1",
        "要点",
        "〔1〕截至11月30日",
    ]


def test_lines_typed_without_the_editor_become_paragraphs_and_are_never_read_as_html():
    assert richtext.read("第一段\r\n\r\n　　<b>第二段") == "<p>第一段</p>\n<p>&lt;b&gt;第二段</p>"
    assert richtext.plain(richtext.read("甲 < 乙\n丙")) == "甲 < 乙\n丙"
    assert richtext.read("<p>甲</p>") == "<p>甲</p>"


def test_a_drawn_footnote_leads_to_its_words_and_back():
    drawn = richtext.draw("<p>共3处<small>截至11月30日</small>。</p>")
    assert 'href="#note-1" id="note-ref-1" role="doc-noteref"' in drawn
    assert '<li id="note-1">截至11月30日 <a href="#note-ref-1" role="doc-backlink"' in drawn


def test_a_drawn_picture_has_its_size_and_lies_where_the_page_says():
    drawn = richtext.draw(f'<figure><img src="pictures/{PICTURE}" alt="a&gt;b"></figure>', "/x/pictures/")
    assert f'<img src="/x/pictures/{PICTURE}" alt="a&gt;b" width="10" height="20"' in drawn


def test_the_heads_of_a_drawn_table_say_whether_they_stand_above_or_beside():
    table = richtext.clean("<table><tr><th>县区</th><th>数</th></tr><tr><th>甲县</th><td>3</td></tr></table>")
    drawn = richtext.draw(table)
    assert drawn.count('<th scope="col">') == 2
    assert drawn.count('<th scope="row">') == 1


def test_a_text_nested_without_end_is_flattened_and_keeps_its_words():
    deep = richtext.clean("<div><b><blockquote>" * 3000 + "深处" + "</blockquote></b></div>" * 3000)
    assert richtext.plain(deep) == "深处"
    assert richtext.clean(deep) == deep


WORDS = st.text("甲乙丙 　<>&\"'\xa0\n\u202ea1。", max_size=8)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h5",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "caption",
        "figure",
        "figcaption",
        "b",
        "i",
        "u",
        "s",
        "sub",
        "sup",
        "a",
        "small",
        "br",
        "img",
        "span",
        "font",
        "blockquote",
        "script",
        "style",
        "svg",
        "math",
        "template",
        "noscript",
        "textarea",
        "title",
        "select",
        "option",
        "pre",
        "center",
        "dl",
        "dd",
        "hr",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " href='https://a.cn/\"<x>'",
        " href='javascript:alert(1)'",
        f" src='/x/pictures/{PICTURE}' alt='\"><script>'",
        " src=x onerror=alert(1)",
        " colspan=2 rowspan=0 style='color:red'",
        " start=5 class=x",
    ]
)
PARTS = st.one_of(
    WORDS,
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "&lt;script&gt;", "<", "&#x202e;", "&nbsp;"]),
)
HTML = st.lists(PARTS, max_size=25).map("".join)


@given(HTML)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_changes_nothing_and_nothing_outside_the_list_survives(html):
    kept = richtext.clean(html)
    assert richtext.clean(kept) == kept
    for tag, attributes in re.findall(r"</?([a-z0-9]+)([^<>]*)>", kept):
        assert tag in ALLOWED
        names = re.findall(r' ([a-z]+)="', attributes)
        assert set(names) <= {"href", "rel", "src", "alt", "colspan", "rowspan", "start"}
    assert "<" not in re.sub(r"<[^<>]*>", "", kept)
    assert not re.search(r'(?:href|src)="\s*(?:javascript|data|//)', kept)
    for source in re.findall(r'src="([^"]*)"', kept):
        assert source == f"pictures/{PICTURE}"


SEEN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Co", "Cn")),
    min_size=1,
    max_size=6,
)
MARKED = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(["p", "b", "div", "li", "h3", "span", "small", "sup"]),
    SEEN.map(lambda t: t.replace("&", "").replace("<", "")),
)


@given(st.lists(MARKED, max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_visible_character_is_in_the_plain_text(parts):
    seen = re.sub(r"<[^<>]*>", "", "".join(parts))
    plain = richtext.plain(richtext.clean("".join(parts)))
    left = list(plain)
    for char in seen:
        assert char in left, (char, plain)
        left.remove(char)


@given(HTML)
@settings(max_examples=200, deadline=None)
def test_drawing_neither_loses_words_nor_adds_anything_that_runs(html):
    drawn = richtext.draw(richtext.clean(html))
    tags = "".join(re.findall(r"<[^<>]*>", drawn))
    assert not re.search(r"<script| on[a-z]+=|javascript:", re.sub(r'="[^"]*"', "=", tags))
    assert not re.search(r'(?:href|src)="\s*(?:javascript|data):', tags)
