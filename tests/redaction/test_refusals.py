"""What cannot be redacted is refused in one Chinese sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from gongkai.law.refusals import Refused
from gongkai.redaction import Mark, bases, mark_from, outline, redact
from gongkai.redaction import files as limits
from tests.redaction.planted_docx import docx
from tests.redaction.planted_pdf import pdf

MARK = Mark("15", "涉及个人隐私", text="通报")


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w"><w:body>&a;</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "空.pdf", "是空文件"),
        (b"%PDF-1.7\nbroken", "坏.pdf", "“坏.pdf”已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.doc", "请取消密码并另存为 DOCX"),
        (b"PK\x03\x04broken", "坏.docx", "“坏.docx”已损坏"),
        (package(**{"OFD.xml": b"<x/>"}), "文.ofd", "不是 DOCX 或者 XLSX 文件，请先打印为 PDF"),
        (b"\x00\x01\x02", "程序.exe", "的格式不能遮蔽，可以遮蔽：PDF、DOCX"),
        (package(**{"word/document.xml": ENTITIES}), "文.docx", "不应出现的实体声明，疑为恶意文件"),
        (package(**{"word/document.xml": b"<x" * 9}), "文.docx", "已损坏"),
        (package(**{"word/document.xml": b"\0" * 40_000_000}), "弹.docx", "疑为压缩炸弹"),
        (b"\x89PNG\r\n\x1a\nbroken", "坏.png", "图片“坏.png”已损坏"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_by_name(data, name, says):
    with pytest.raises(Refused, match=says):
        outline(data, name)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 1000)
    with pytest.raises(Refused, match="请拆分后再遮蔽"):
        outline(b"a" * 1001, "长.txt")


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr("gongkai.redaction.pdf.pages.MOST_PAGES", 0)
    with pytest.raises(Refused, match="超过0页，请拆分后再遮蔽"):
        outline(pdf("张三", "plain"), "批复.pdf")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("gongkai.redaction.pictures.MOST_PIXELS", 99)
    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    with pytest.raises(Refused, match="图像过大"):
        outline(out.getvalue(), "图.png")


def test_a_workbook_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr("gongkai.redaction.xlsx.MOST_CELLS", 2)
    book = Workbook()
    book.active.append(["一", "二", "三"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="单元格超过2个"):
        outline(out.getvalue(), "表.xlsx")


def test_macros_do_not_come_along_and_it_is_said():
    assert "宏" in outline(docx("张三丰", "macro"), "文.docm").left_out
    made = redact(docx("张三丰", "macro"), "文.docm", [MARK])
    assert made.name == "文（部分公开）.docx"


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (Mark("", "隐私", text="通报"), "第1处遮蔽没有法律依据，请从条例第十四条、条例第十五条、"),
        (Mark("36(7)", "隐私", text="通报"), "第1处遮蔽没有法律依据"),
        (Mark("15", "", text="通报"), "第1处遮蔽没有写明理由"),
        (Mark("15", "隐私"), "第1处遮蔽没有指明位置"),
        (Mark("15", "隐私", text="查无此文"), "第1处遮蔽“查无此文”在文件中没有找到"),
        (Mark("15", "隐私", part="p999"), "第1处遮蔽在文件中没有对应的内容"),
        (Mark("15", "隐私", page=1, rect=(0.1, 0.1, 0.2, 0.2)), "第1处遮蔽在文件中没有对应的内容"),
        (Mark("15", "隐私", part="p1", span=(3, 3)), "起止位置不对"),
        (Mark("15", "隐私", page=1, rect=(0.5, 0.1, 0.2, 0.2)), "不在页面之内"),
    ],
)
def test_a_mark_that_says_too_little_or_meets_nothing_is_refused_by_its_number(mark, says):
    with pytest.raises(Refused, match=says) as refused:
        redact(docx("张三", "plain"), "文.docx", [mark])
    assert refused.value.field == "marks"


def test_without_any_mark_nothing_is_made():
    with pytest.raises(Refused, match="没有标注遮蔽处"):
        redact(docx("张三", "plain"), "文.docx", [])


def test_the_bases_are_articles_14_to_16():
    assert list(bases()) == ["14", "15", "16.1", "16.2"]


def test_a_mark_goes_to_plain_data_and_back():
    mark = Mark("16.1", "内部事务", page=2, rect=(0.1, 0.2, 0.3, 0.4), elsewhere=True)
    assert mark_from(mark.data()) == mark
    assert mark_from({"article": "第十五条", "reason": " 隐私 ", "text": "张三"}) == Mark(
        "15", "隐私", text="张三"
    )


def test_an_empty_document_opens_with_nothing_to_mark():
    out = io.BytesIO()
    Document().save(out)
    assert outline(out.getvalue(), "空.docx").parts == ()
