"""A Word file becomes the fields of a draft; what is no honest Word file is refused by name."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from PIL import Image

from gongkai.apps.publications import importing_docx
from gongkai.law.refusals import Refused

NAME = "关于开展检查的通知.docx"
PICTURE = "b" * 64 + "-4x3.png"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(document) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def official(*, title_style: str = "") -> bytes:
    """A 公文 as offices lay it out."""
    document = docx.Document()
    for text in ("000123", "特急", "测试市应急管理局文件", "测应急〔2026〕5号"):
        document.add_paragraph(text)
    for line in ("测试市应急管理局关于开展", "冬季安全检查的通知"):
        document.add_paragraph(line)
    document.add_paragraph("各县（区）应急管理局：")
    document.add_heading("一、检查范围", 1)
    document.add_paragraph("　　自2026年1月5日起，对下列单位进行检查。").add_run("重点检查煤矿。").bold = True
    for text in ("煤矿", "烟花爆竹"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (each for row in table.rows for each in row.cells), ("县区", "数", "甲县", "3"), strict=True
    ):
        cell.text = text
    into = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(into, "PNG")
    document.add_picture(io.BytesIO(into.getvalue()))
    document.add_paragraph("测试市应急管理局")
    document.add_paragraph("二〇二六年一月五日")
    document.add_paragraph("（此件公开发布）")
    return saved(document)


def read(data: bytes) -> tuple[importing_docx.Recognised, list[str]]:
    kept: list[str] = []

    def keep(title: str, picture: bytes) -> str:
        kept.append(title)
        return PICTURE

    return importing_docx.recognise(importing_docx.convert(NAME, data, keep)), kept


def test_the_parts_of_an_official_document_become_fields():
    found, _ = read(official())
    assert found.title == "测试市应急管理局关于开展冬季安全检查的通知"
    assert found.document_number == "测应急〔2026〕5号"
    assert found.issued_on == date(2026, 1, 5)
    assert found.attribute == "proactive"
    assert found.notes == ()


def test_the_text_keeps_headings_lists_tables_marks_and_pictures_and_loses_what_became_a_field():
    found, kept = read(official())
    assert found.body_html.split("\n") == [
        "<p>各县（区）应急管理局：</p>",
        "<h2>一、检查范围</h2>",
        "<p>自2026年1月5日起，对下列单位进行检查。<strong>重点检查煤矿。</strong></p>",
        "<ol><li><p>煤矿</p></li><li><p>烟花爆竹</p></li></ol>",
        "<table><tbody><tr><td><p>县区</p></td><td><p>数</p></td></tr><tr><td><p>甲县</p></td><td><p>3</p></td></tr></tbody></table>",
        f'<figure><img src="pictures/{PICTURE}" alt=""></figure>',
        "<p>测试市应急管理局</p>",
        "<p>二〇二六年一月五日</p>",
        "<p>（此件公开发布）</p>",
    ]
    assert kept == [f"{NAME}中的图片"]


def test_a_title_in_the_style_of_a_title_is_the_title_even_without_a_number():
    document = docx.Document()
    document.add_paragraph("关于冬季安全的公告", style="Title")
    document.add_paragraph("现予公告。")
    found, _ = read(saved(document))
    assert (found.title, found.document_number, found.issued_on) == ("关于冬季安全的公告", "", None)
    assert found.body_html == "<p>现予公告。</p>"


def test_a_text_without_a_head_has_no_title_and_says_so():
    document = docx.Document()
    document.add_paragraph("现就有关事项公告如下，请各单位遵照执行。")
    found, _ = read(saved(document))
    assert found.title == ""
    assert found.notes == ("没有认出标题，请填写",)


def test_a_mark_of_secrecy_is_told_at_once():
    document = docx.Document()
    for text in ("机密★1年", "测试市应急管理局文件", "关于检查的通知", "各县区："):
        document.add_paragraph(text)
    found, _ = read(saved(document))
    assert found.notes == ("文件上有密级标志“机密”，涉密文件不得公开，请先确认已经解密（条例第十四条）",)


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("（此件依申请公开）", "on_request"),
        ("（此件不公开）", "denied"),
        ("（此件公开发布）", "proactive"),
        ("此致", ""),
    ],
)
def test_the_line_about_openness_sets_the_attribute(line, attribute):
    document = docx.Document()
    for text in ("关于检查的通知", "各县区：", line):
        document.add_paragraph(text)
    assert read(saved(document))[0].attribute == attribute


def test_footnotes_go_to_the_place_that_refers_to_them():
    data = rezipped(
        saved(docx.Document()),
        **{
            "word/document.xml": DOCUMENT.format(
                body='<w:p><w:r><w:t>共3处</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
            ),
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>截至11月30日</w:t></w:r></w:p></w:footnote></w:footnotes>',
        },
    )
    assert read(data)[0].body_html == "<p>共3处<small>截至11月30日</small>。</p>"


def test_a_picture_that_no_page_can_show_is_left_out_and_counted():
    def refuse(title: str, picture: bytes) -> str:
        raise Refused("不是可以使用的图片")

    found = importing_docx.recognise(importing_docx.convert(NAME, official(), refuse))
    assert "<img" not in found.body_html
    assert found.notes == ("有1幅图片的格式不能在网页上显示，没有导入，请另存为 PNG 或者 JPEG 后插入",)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f'<w:document xmlns:w="{W}"><w:body>{{body}}</w:body></w:document>'


def rezipped(data: bytes, **changed: str | bytes) -> bytes:
    """The same file with these parts instead."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changed:
                new.writestr(part, old.read(part))
        for part, text in changed.items():
            new.writestr(part, text)
    return into.getvalue()


def with_flag(data: bytes) -> bytes:
    """The same zip saying that its first member is locked."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + b"\x01" + data[place + 1 :]


EMPTY = saved(docx.Document())
BAD = [
    ("宏.docm", EMPTY, "可以含有宏，请另存为 .docx"),
    ("宏.docx", rezipped(EMPTY, **{"word/vbaProject.bin": b"x"}), "含有宏"),
    (
        "宏.docx",
        rezipped(
            EMPTY,
            **{
                "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
            },
        ),
        "含有宏",
    ),
    ("炸弹.docx", rezipped(EMPTY, **{"word/media/a.bin": b"\0" * 30_000_000}), "展开后异常庞大"),
    (
        "实体.docx",
        rezipped(EMPTY, **{"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "内部结构异常",
    ),
    ("程序.docx", b"MZ\x90\x00" + b"\0" * 500, "已损坏，打不开"),
    ("程序.exe", b"MZ\x90\x00", "不是 Word 文件"),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧格式"),
    ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "其实是旧格式的 .doc"),
    ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
    ("密.docx", with_flag(EMPTY), "设有密码"),
    ("半截.docx", EMPTY[: len(EMPTY) // 2], "已损坏"),
    ("空.docx", b"", "是空文件"),
    ("表.docx", rezipped(b"PK\x05\x06" + b"\0" * 18, **{"xl/workbook.xml": "<x/>"}), "内容与后缀不符"),
    ("大.docx", b"PK" + b"\0" * (50 * 1024 * 1024), "超过50MB"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), BAD, ids=[f"{n}-{s[:6]}" for n, _, s in BAD])
def test_what_is_no_honest_word_file_is_refused_by_name_with_a_sentence(name, data, sentence):
    with pytest.raises(Refused) as refused:
        importing_docx.check(name, data)
    assert f"“{name}”" in str(refused.value)
    assert sentence in str(refused.value)
    assert "附件" not in str(refused.value)


def test_a_file_whose_text_is_broken_is_refused_when_it_is_read():
    broken = rezipped(EMPTY, **{"word/document.xml": "<w:document"})
    with pytest.raises(Refused, match="读不出正文"):
        importing_docx.convert(NAME, broken, lambda title, data: PICTURE)
