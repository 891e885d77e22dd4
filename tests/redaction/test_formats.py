"""Each format: what a mark withholds, what stays and where, and that other programs open the new file."""

from __future__ import annotations

import io

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from openpyxl.styles import Color, Font, PatternFill
from PIL import Image, ImageDraw

from gongkai.redaction import Mark, kept_text, leaks, outline, redact, render_page
from tests.redaction.planted_docx import docx
from tests.redaction.planted_pdf import pdf

WHY = {"article": "15", "reason": "涉及个人隐私"}


def words(data: bytes) -> list[str]:
    """Every paragraph of a DOCX, those in tables last, as python-docx reads them."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text] + cells


def a_table() -> bytes:
    document = Document()
    document.add_paragraph("人员名单", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("姓名", "电话", "张三丰", "13912345678"), strict=True
    ):
        cell.text = text
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 0, 0)).save(picture, "PNG")
    document.add_picture(io.BytesIO(picture.getvalue()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_outline_of_a_docx_names_paragraphs_cells_and_pictures():
    parts = outline(a_table(), "名单.docx").parts
    assert [(part.id, part.kind, part.text) for part in parts] == [
        ("p1", "paragraph", "1.人员名单"),
        ("p2", "cell", "姓名"),
        ("p3", "cell", "电话"),
        ("p4", "cell", "张三丰"),
        ("p5", "cell", "13912345678"),
        ("i1", "picture", ""),
    ]
    assert parts[3].groups == ("t1", "t1.r2", "t1.r2.c1") and parts[3].where == "表1第2行第1列"


@pytest.mark.parametrize(
    ("part", "cells"),
    [
        ("t1.r2.c1", ["姓名", "电话", "■■〔1〕", "13912345678"]),
        ("t1.r2", ["姓名", "电话", "■■〔1〕", "■■〔1〕"]),
        ("t1", ["■■〔1〕"] * 4),
    ],
)
def test_a_cell_a_row_or_a_table_is_withheld_as_one(part, cells):
    made = redact(a_table(), "名单.docx", [Mark(**WHY, part=part)])
    assert words(made.data)[-4:] == cells


def test_a_picture_of_a_docx_is_withheld_by_its_id():
    made = redact(a_table(), "名单.docx", [Mark(**WHY, part="i1")])
    assert not Document(io.BytesIO(made.data)).inline_shapes
    assert "■■〔1〕" in words(made.data)
    kept = redact(a_table(), "名单.docx", [Mark(**WHY, text="张三丰")])
    assert len(Document(io.BytesIO(kept.data)).inline_shapes) == 1


def test_a_span_over_several_runs_goes_as_one_and_the_rest_of_the_runs_stays():
    data = docx("欧阳明月", "split")
    part = next(part for part in outline(data, "a.docx").parts if "欧阳" in part.text)
    mark = Mark(**WHY, part=part.id, span=(4, 6))
    assert kept_text(part, [mark]) == "联系人：■■〔1〕明月"
    assert "联系人：■■〔1〕明月" in words(redact(data, "a.docx", [mark]).data)


def test_two_marks_that_overlap_leave_nothing_of_either():
    data = docx("欧阳明月", "plain")
    made = redact(
        data, "a.docx", [Mark(**WHY, text="举报人欧阳"), Mark("14", "国家秘密", text="欧阳明月反映")]
    )
    assert "■■〔1〕，经查属实。" in words(made.data)
    assert leaks(made.data, made.name, ["举报人欧阳", "欧阳明月反映", "明月"]) == []


def test_words_that_stay_elsewhere_are_secret_unless_a_person_let_them():
    data = "张三来信。\n张三签收。".encode()
    strict = redact(data, "信.txt", [Mark(**WHY, part="l1", span=(0, 2))])
    assert strict.secrets == ("张三",)
    assert {leak.secret for leak in leaks(strict.data, strict.name, strict.secrets)} == {"张三"}
    let = redact(data, "信.txt", [Mark(**WHY, part="l1", span=(0, 2), elsewhere=True)])
    assert let.secrets == ()


def test_a_name_of_the_file_that_tells_the_secret_is_not_kept():
    made = redact("投诉人欧阳明月".encode(), "欧阳明月投诉材料.txt", [Mark(**WHY, text="欧阳明月")])
    assert made.name == "政府信息（部分公开）.txt"


def test_white_on_a_coloured_ground_is_seen_and_stays():
    document = Document()
    run = (
        document.add_table(1, 1, style="Colorful Grid Accent 1").cell(0, 0).paragraphs[0].add_run("表头文字")
    )
    run.font.color.rgb = RGBColor(255, 255, 255)
    shaded = document.add_paragraph().add_run("黑底白字")
    shaded.font.color.rgb, shaded.font.highlight_color = RGBColor(255, 255, 255), WD_COLOR_INDEX.BLACK
    out = io.BytesIO()
    document.save(out)
    assert [part.text for part in outline(out.getvalue(), "a.docx").parts] == ["表头文字", "黑底白字"]

    book = openpyxl.Workbook()
    for column, colour in enumerate((Color(theme=4), Color(rgb="FF1F4E79")), 1):
        cell = book.active.cell(1, column, f"白字{column}")
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor=colour)
    out = io.BytesIO()
    book.save(out)
    assert [part.text for part in outline(out.getvalue(), "a.xlsx").parts] == ["Sheet", "白字1", "白字2"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["姓名", "金额", "比例"], ["张三丰", 1200.5, 0.25], ["李四海", 300, 0.5]):
        book.active.append(row)
    book.active["C2"].number_format = book.active["C3"].number_format = "0.0%"
    book.active.title = "发放表"
    book.create_sheet("底稿")["A1"] = "内部意见"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_column_or_a_sheet_of_an_xlsx_is_withheld_and_numbers_stay_numbers():
    made = redact(workbook(), "表.xlsx", [Mark(**WHY, part="s1!A"), Mark("16.2", "过程性信息", part="s2")])
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert book.sheetnames == ["发放表", "■■〔2〕", "不予公开部分说明"]
    rows = [[cell.value for cell in row] for row in book["发放表"].rows]
    assert rows == [["■■〔1〕", "金额", "比例"], ["■■〔1〕", 1200.5, 0.25], ["■■〔1〕", 300, 0.5]]
    assert leaks(made.data, made.name, made.secrets) == []


def shares(data: bytes, text: str) -> tuple[float, float, float, float]:
    page = outline(data, "a.pdf").pages[0]
    return next(line.box for line in page.lines if text in line.text)


def test_a_rectangle_on_a_pdf_takes_the_characters_under_it_from_picture_and_text():
    data = pdf("", "none")
    left, top, right, bottom = shares(data, "工程总投资")
    mark = Mark(**WHY, page=1, rect=(left, top, right, bottom))
    made = redact(data, "批复.pdf", [mark])
    assert [one.text for one in made.withheld] == ["工程总投资一千二百万元，工期十八个月。"]
    assert leaks(made.data, made.name, made.secrets) == []
    page = pypdfium2.PdfDocument(made.data)[0]
    text = page.get_textpage().get_text_range()
    assert "除险加固" in "".join(text.split()) and "千二百" not in text
    shown = page.render(scale=1).to_pil().convert("RGB")
    spot = shown.getpixel((int((left + 0.02) * shown.width), int((top + bottom) / 2 * shown.height)))
    assert spot == (0, 0, 0)


def test_a_whole_page_goes_and_the_other_pages_stay():
    data = pdf("报送", "page header")
    pages = outline(data, "a.pdf").page_count
    made = redact(data, "批复.pdf", [Mark(**WHY, page=1, elsewhere=True)])
    document = pypdfium2.PdfDocument(made.data)
    assert len(document) == pages + 1
    assert "".join(document[0].get_textpage().get_text_range().split()) == "■■〔1〕"
    assert "请按程序办理" in "".join(document[pages - 1].get_textpage().get_text_range().split())


def test_the_picture_of_a_page_shows_the_marks_when_asked():
    data = pdf("", "none")
    plain = Image.open(io.BytesIO(render_page(data, "a.pdf", 1, 400)))
    marked = Image.open(
        io.BytesIO(render_page(data, "a.pdf", 1, 400, [Mark(**WHY, page=1, rect=(0, 0.5, 1, 1))]))
    )
    assert plain.size == marked.size and plain.width == 400
    assert plain.getpixel((5, 500)) == (255, 255, 255) and marked.getpixel((5, 500)) == (0, 0, 0)


def test_a_scan_with_a_layer_of_text_stays_searchable():
    """The layer of a released file is invisible text over a picture, as scanners make it: redacted again, it stays."""
    once = redact(pdf("", "none"), "批复.pdf", [Mark(**WHY, text="请按程序办理")])
    twice = redact(once.data, once.name, [Mark(**WHY, text="十八个月")])
    text = "".join(pypdfium2.PdfDocument(twice.data)[0].get_textpage().get_text_range().split())
    assert "工程总投资一千二百万元" in text and "十八个月" not in text
    assert leaks(twice.data, twice.name, ["十八个月", "请按程序办理"]) == []


def test_pages_of_a_tiff_are_marked_each_for_itself():
    pages = [Image.new("RGB", (100, 100), (255, 255, 255)) for _ in range(2)]
    ImageDraw.Draw(pages[1]).rectangle((10, 10, 40, 40), fill=(255, 0, 0))
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    made = redact(out.getvalue(), "扫描.tif", [Mark(**WHY, page=2, rect=(0.1, 0.1, 0.45, 0.45))])
    shown = Image.open(io.BytesIO(made.data))
    assert shown.getpixel((20, 20)) == (255, 255, 255)
    shown.seek(1)
    assert shown.getpixel((20, 20)) == (0, 0, 0)


def test_what_is_transparent_in_a_picture_does_not_leave():
    picture = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = redact(out.getvalue(), "图.png", [Mark(**WHY, page=1, rect=(0, 0, 0.1, 0.1))])
    assert Image.open(io.BytesIO(made.data)).convert("RGB").getpixel((30, 30)) == (255, 255, 255)
