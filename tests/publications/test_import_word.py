"""A body that comes as a Word file brings its pictures along, read as the editor reads such a file."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from gongkai.apps.publications import actions
from gongkai.apps.publications.importing.bodies import body_of
from gongkai.apps.publications.importing.folder import FolderRows
from gongkai.apps.publications.importing.source import Archive, Folder
from gongkai.apps.publications.models import Item, Picture
from gongkai.law.refusals import Refused

HEADS = ["标题", "栏目", "原发布日期", "正文文件"]


def png(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def word(*parts: str | bytes, title: str = "") -> bytes:
    """A document of paragraphs and pictures in this order. title: in the style 标题."""
    document = docx.Document()
    if title:
        document.add_paragraph(title, style="Title")
    for part in parts:
        document.add_paragraph(part) if isinstance(part, str) else document.add_picture(io.BytesIO(part))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture
def archive(columns):
    """archive(word) → the rows of a spreadsheet whose one body is this document, in a ZIP beside it."""

    def make(data: bytes) -> FolderRows:
        book, sheet, files = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
        book.active.append(HEADS)
        book.active.append(["旧文件", "通知公告", "2019-06-30", "正文/1.docx"])
        book.save(sheet)
        with zipfile.ZipFile(files, "w") as packed:
            packed.writestr("正文/1.docx", data)
        return FolderRows("rows.xlsx", lambda: io.BytesIO(sheet.getvalue()), Archive(files))

    return make


def submit(clerk, rows):
    return actions.submit_history(clerk, clerk.agency, reason="关停", source="原网站", rows=rows)


def faults(clerk, rows) -> list[tuple[str, str]]:
    survey = actions.survey_history(clerk.agency, rows)
    return [(fault.column, fault.sentence) for fault in survey.faults]


def test_its_pictures_stand_where_they_stood_and_are_the_agencys(archive, clerk, reviewers, agency):
    rows = archive(word("第一段", png("red"), "第二段", png("blue"), png("red")))
    assert faults(clerk, rows) == []
    assert Picture.objects.count() == 0
    actions.import_history(reviewers[3], submit(clerk, rows))
    red, blue = Picture.objects.order_by("pk")
    assert Item.objects.get().body_html == (
        "<p>第一段</p>\n"
        f'<figure><img src="pictures/{red.name}" alt=""></figure>\n'
        "<p>第二段</p>\n"
        f'<figure><img src="pictures/{blue.name}" alt=""></figure>\n'
        f'<figure><img src="pictures/{red.name}" alt=""></figure>'
    )
    assert {red.agency, blue.agency} == {agency}
    for picture, colour in ((red, (255, 0, 0)), (blue, (0, 0, 255))):
        with picture.file.open() as stored:
            assert Image.open(stored).convert("RGB").getpixel((1, 1)) == colour


def test_a_title_that_is_the_rows_is_not_said_twice_and_another_one_stays(archive, clerk, reviewers):
    same = next(iter(archive(word("第一段", title="旧 文件"))))
    other = next(iter(archive(word("第一段", title="旧文件（第2号）"))))
    assert same["body_html"] == "<p>第一段</p>"
    assert other["body_html"] == "<h2>旧文件（第2号）</h2>\n<p>第一段</p>"


def test_a_picture_that_no_page_can_show_is_a_fault_of_its_row(archive, clerk):
    whole = io.BytesIO(word("第一段", png("red")))
    drawn = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(drawn, "w") as new:
        for part in old.infolist():
            data = b"\x01\x00\x00\x00EMF" if part.filename.startswith("word/media/") else old.read(part)
            new.writestr(part.filename, data)
    assert faults(clerk, archive(drawn.getvalue())) == [
        (
            "body_file",
            "正文文件“正文/1.docx”中有1幅图片网页不能显示，请换成PNG或者JPEG格式的图片，或者把它作为附件",
        )
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 no archive", "文件“1.docx”已损坏，打不开，请重新保存后上传"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "文件“1.docx”其实是旧格式的 .doc，请在 Word 或者 WPS 里另存为 .docx 后导入"),
    ],
)  # fmt: skip
def test_a_word_file_that_cannot_be_read_is_a_fault_of_its_row(archive, clerk, data, sentence):
    assert faults(clerk, archive(data)) == [("body_file", sentence)]


def test_a_document_that_changed_between_check_and_submission_is_refused(tmp_path):
    place = tmp_path / "1.docx"
    place.write_bytes(word("第一段", png("red")))
    (picture,) = body_of(Folder(tmp_path), "1.docx").pictures
    place.write_bytes(word("第一段", png("blue")))
    with pytest.raises(Refused, match=r"正文文件“1\.docx”在读取之后有改动，请重新提交"):
        picture.read()
