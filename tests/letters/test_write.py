"""Letters as DOCX and PDF."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from gongkai.law.refusals import Refused
from gongkai.letters import Paragraph, blank, compose, types, write_docx, write_pdf
from gongkai.letters.lint.finding import flat
from gongkai.letters.write.plan import SEAL, texts
from gongkai.paper.pdf import text_of
from tests.letters.cases import CASES
from tests.letters.cases.case import AGENCY

FORMS = [code for code, kind in types().items() if kind.layout == "form"]


def worked(code):
    return compose(code, CASES[code].facts, CASES[code].fields)


def paragraphs_of(docx):
    """The texts of a DOCX in the order of the page, table cells among them."""
    body = Document(BytesIO(docx)).element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        found.append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
    return [text for text in found if text and text != SEAL]


def seal():
    stream = BytesIO()
    Image.new("RGBA", (80, 80), (200, 0, 0, 90)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("code", CASES)
def test_the_words_of_a_docx_are_the_words_of_the_letter(code):
    letter = worked(code)
    assert "".join(paragraphs_of(write_docx(letter))) == "".join(texts(letter)).replace("\n", "")


@pytest.mark.parametrize("code", CASES)
def test_the_text_taken_out_of_a_pdf_is_the_text_of_the_letter(code):
    letter = worked(code)
    printed = text_of(write_pdf(letter)).replace("—1—", "").replace("—2—", "").replace(SEAL, "")
    assert printed == flat("".join(texts(letter)))


def test_the_texts_of_the_page_are_the_text_of_the_letter():
    letter = worked("granted_in_part")
    assert "\n".join(texts(letter)) == letter.text()


@pytest.mark.parametrize("code", FORMS)
def test_a_form_comes_out_blank_with_its_labels_and_empty_boxes(code):
    form = blank(code, AGENCY)
    assert not any(name in form.text() for name in ("王小明", "申〔2026〕11号", "■", "〔", "{"))
    labels = [cells[0] for cells in (item.cells for item in form.paragraphs) if cells]
    assert labels == [item.cells[0] for item in worked(code).paragraphs if item.cells]
    assert len(write_docx(form)) > 1000
    assert "".join(labels[:2]).replace("\n", "")[:2] in text_of(write_pdf(form))


def test_the_blank_application_form_asks_for_what_article_29_requires():
    printed = text_of(write_pdf(blank("application")))
    for label in ("姓名或者名称", "证件号码", "联系电话", "特征性描述", "获取信息的方式", "获取信息的途径"):
        assert label in printed
    assert "□自然人□商业企业□科研机构□社会公益组织□法律服务机构□其他组织" in printed
    assert "____年__月__日" in printed


def test_a_letter_that_is_no_form_has_no_blank_one():
    with pytest.raises(Refused, match="不是表格"):
        blank("correction")


def test_a_docx_has_the_page_and_the_fonts_of_official_documents():
    document = Document(BytesIO(write_docx(worked("correction"))))
    section = document.sections[0]
    assert [round(edge.mm) for edge in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in margins] == [37, 35, 28, 26]
    fonts = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "正文", "引文", "表签")
    }
    assert fonts == {"Title": "方正小标宋简体", "正文": "仿宋_GB2312", "引文": "楷体_GB2312", "表签": "黑体"}
    assert document.styles["正文"].element.rPr.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert document.styles["正文"].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert [paragraph.style.name for paragraph in document.paragraphs[:4]] == [
        "Title",
        "Title",
        "文号",
        "主送",
    ]


def test_a_pdf_is_archival_and_the_same_every_time():
    first = write_pdf(worked("denied_third_party"))
    assert first == write_pdf(worked("denied_third_party"))
    assert b"pdfaid:part" in first


def test_without_a_seal_its_place_is_marked_and_with_one_it_is_a_picture():
    letter = worked("extension")
    assert SEAL in text_of(write_pdf(letter))
    assert SEAL not in text_of(write_pdf(letter, seal=seal()))
    stamped = Document(BytesIO(write_docx(letter, seal=seal()))).element.body
    assert len(list(stamped.iter(qn("wp:anchor")))) == 1
    assert SEAL not in "".join(node.text or "" for node in stamped.iter(qn("w:t")))
    assert not list(Document(BytesIO(write_docx(letter))).element.body.iter(qn("wp:anchor")))


def test_a_long_agency_name_stays_within_the_page_and_centred_over_the_date():
    long = replace(
        CASES["extension"].facts,
        agency=replace(AGENCY, name="六盘水市钟山区荷城街道办事处应急管理综合服务中心"),
    )
    document = Document(BytesIO(write_docx(compose("extension", long, CASES["extension"].fields))))
    name, day = (
        next(item for item in reversed(document.paragraphs) if item.text == text)
        for text in (long.agency.name, "2026年3月20日")
    )
    # 24 characters wide against 6.5: centre 12 from the margin, the date ends 12 - 3.25 = 8.75 characters from it
    assert name.paragraph_format.right_indent.pt == 0
    assert day.paragraph_format.right_indent.pt == 8.75 * 16


def test_a_pdf_with_a_character_that_the_fonts_lack_is_refused_by_that_character():
    letter = worked("closed_other")
    letter = replace(letter, paragraphs=(*letter.paragraphs, Paragraph("body", "已完成☑")))
    with pytest.raises(Refused, match="字体中没有“☑”"):
        write_pdf(letter)


def test_what_people_wrote_is_text_and_never_markup():
    letter = replace(worked("closed_other"), paragraphs=(Paragraph("body", '#read("x") *甲* $x$ <b>乙</b>'),))
    assert '#read("x")*甲*$x$<b>乙</b>' in text_of(write_pdf(letter))
    assert '#read("x") *甲* $x$ <b>乙</b>' in paragraphs_of(write_docx(letter))
