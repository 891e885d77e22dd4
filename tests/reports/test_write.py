"""The five kinds of file."""

import dataclasses
import json as stdlib_json
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from gongkai.law.refusals import Refused
from gongkai.reports.load import load
from gongkai.reports.write import FORMATS, docx, html, json, pdf, write, xlsx
from tests.reports.examples import report_2018, report_2019, report_2024

REPORTS = [report_2024(), report_2019(), report_2018()]
IDS = ["2021", "2019", "2014"]


@pytest.mark.parametrize("ending", FORMATS)
def test_control_characters_pasted_from_elsewhere_do_not_stop_a_file(ending):
    report = dataclasses.replace(report_2024(), narrative={"other": "甲\x02乙\x0c丙\x1f丁"})
    assert len(write(report, ending)) > 1000


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_edition_is_written_in_every_format(report, ending):
    assert len(write(report, ending)) > 1000


def test_an_unknown_format_is_refused():
    with pytest.raises(Refused, match=r"不能生成“.wps”文件，请改用"):
        write(report_2024(), "wps")


# JSON


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
def test_json_read_back_is_the_same_report(report):
    assert json.loads(json.dumps(report)) == report


def test_json_keeps_the_decimals_of_money_and_the_null_of_an_unknown_figure():
    text = json.dumps(report_2019())
    assert '"t2.procurement.amount": 25.10' in text
    assert '"t3.granted.total": null' in text
    assert str(json.loads(text).figures["t2.procurement.amount"]) == "25.10"
    assert stdlib_json.loads(text)["figures"]["t2.licences.items_change"] == -6


@given(
    st.decimals(min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False),
    st.text(),
    st.integers(),
)
def test_json_loses_nothing(amount, text, count):
    figures = {"t2.fees.amount": amount, "t3.granted.total": count}
    report = dataclasses.replace(report_2024(), figures=figures, narrative={"other": text}, contact=text)
    back = json.loads(json.dumps(report))
    assert back == report
    assert isinstance(back.figures["t2.fees.amount"], Decimal)
    assert str(back.figures["t2.fees.amount"]) == str(amount)


@pytest.mark.parametrize("text", ["", "[]", "{}", "不是JSON", '{"edition": "1999"}'])
def test_json_that_is_no_report_is_refused(text):
    with pytest.raises(Refused, match="不是本平台导出的年度报告"):
        json.loads(text)


# HTML


def tree(report, **arguments):
    return lxml_html.fromstring(html.fragment(report, **arguments))


def test_html_tables_have_captions_scopes_and_the_printed_merges():
    page = tree(report_2024())
    captions = [caption.text_content() for caption in page.iter("caption")]
    assert captions == [
        "表二 主动公开政府信息情况",
        "表三 收到和处理政府信息公开申请情况",
        "表四 政府信息公开行政复议、行政诉讼情况",
    ]
    heads = {th.text_content(): th for th in page.xpath('//table[contains(@class, "gk-t3")]//th')}
    assert (heads["三、本年度办理结果"].get("rowspan"), heads["三、本年度办理结果"].get("scope")) == (
        "22",
        "rowgroup",
    )
    assert (heads["法人或其他组织"].get("colspan"), heads["法人或其他组织"].get("scope")) == ("5", "colgroup")
    assert (heads["自然人"].get("rowspan"), heads["自然人"].get("scope")) == ("2", "col")
    assert (heads["（一）予以公开"].get("colspan"), heads["（一）予以公开"].get("scope")) == ("2", "row")
    assert len(page.xpath('//table[contains(@class, "gk-t3")]/thead/tr')) == 3


def test_html_names_the_heads_of_each_figure_where_a_table_has_several_parts():
    page = tree(report_2024())
    (figure,) = page.xpath('//td[@data-key="t2.fees.amount"]')
    texts = [page.xpath(f'//th[@id="{name}"]')[0].text_content() for name in figure.get("headers").split()]
    assert texts == ["行政事业性收费", "第二十条第（八）项", "本年收费金额（单位：万元）"]


def test_html_shows_every_figure_at_its_key():
    for report in REPORTS:
        page = tree(report)
        shown = {td.get("data-key"): td.text_content() for td in page.xpath("//td[@data-key]")}
        assert list(shown) == list(load(report.edition).keys)
    assert shown["s.disclosed.total"] == "93"
    assert tree(report_2019()).xpath('//td[@data-key="t3.granted.total"]')[0].text_content() == "—"


def test_html_links_the_figures_that_have_records():
    page = tree(report_2024(), link=lambda key: f"/why?{key}&a" if key == "t3.new_received.total" else None)
    (link,) = page.xpath("//a")
    assert link.get("href") == "/why?t3.new_received.total&a"
    assert link.get("aria-label") == "表三 一、本年新收政府信息公开申请数量 · 总计：3"
    assert link.text == "3"


def test_html_escapes_what_people_wrote():
    report = dataclasses.replace(
        report_2024(), title="<b>题</b>", narrative={"other": "<script>alert(1)</script>"}
    )
    text = html.page(report)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<title>&lt;b&gt;题&lt;/b&gt;</title>" in text


def test_html_stands_alone_and_carries_no_inline_style():
    text = html.page(report_2024())
    assert "http" not in text
    assert " style=" not in text
    assert "<link" not in text


def test_html_of_edition_2014_ends_with_the_signature_block():
    text = tree(report_2018()).xpath('//dl[@class="gk-responsible"]')[0].text_content()
    assert text == "单位负责人赵一审核人钱二填报人孙三联系电话0000-2033836填报日期2019年1月17日"


# DOCX


def document(report):
    return Document(BytesIO(docx.write(report)))


def rows(table):
    """Each row as (text, gridSpan, vMerge) of its cells."""
    found = []
    for row in table._tbl.findall(qn("w:tr")):
        line = []
        for tc in row.findall(qn("w:tc")):
            span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            merge = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            text = "".join(t.text or "" for t in tc.iter(qn("w:t")))
            line.append(
                (
                    text,
                    1 if span is None else int(span.get(qn("w:val"))),
                    None if merge is None else merge.get(qn("w:val"), "goes on"),
                )
            )
        found.append(line)
    return found


def test_docx_table_3_is_one_real_table_with_the_printed_merges():
    table = document(report_2024()).tables[1]
    lines = rows(table)
    assert len(lines) == 28
    assert lines[0][0][1:] == (3, "restart")
    assert lines[0][1] == ("申请人情况", 7, None)
    assert lines[1][1:4] == [("自然人", 1, "restart"), ("法人或其他组织", 5, None), ("总计", 1, "restart")]
    assert lines[5][0] == ("三、本年度办理结果", 1, "restart")
    assert lines[6][0] == ("", 1, "goes on")
    assert lines[7][1] == ("（三）不予公开", 1, "restart")
    assert lines[15][2:] == [("1.本机关不掌握相关政府信息", 1, None), *((n, 1, None) for n in "1000102")]
    assert all(sum(span for _, span, _ in line) == 10 for line in lines)


def test_docx_repeats_the_heads_of_a_table_on_a_new_page():
    for table, heads in zip(document(report_2024()).tables, (0, 3, 3), strict=True):
        assert len(table._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")) == heads


def test_docx_is_an_a4_page_with_the_margins_of_the_standard():
    section = document(report_2024()).sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("正文", "仿宋_GB2312", "32"),
        ("Heading 1", "黑体", "32"),
        ("Heading 2", "楷体_GB2312", "32"),
    ],
)
def test_docx_names_the_official_fonts_for_chinese_text(style, font, half_points):
    properties = document(report_2024()).styles[style].element.rPr
    assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
    assert properties.find(qn("w:sz")).get(qn("w:val")) == half_points


def test_docx_sets_text_in_lines_of_28_points_and_indents_two_characters():
    paragraph = document(report_2024()).styles["正文"].element.pPr
    assert paragraph.find(qn("w:spacing")).get(qn("w:line")) == "560"
    assert paragraph.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"
    assert paragraph.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_docx_of_edition_2014_ends_with_the_signature_block():
    texts = [paragraph.text for paragraph in document(report_2018()).paragraphs]
    assert (
        texts[-1]
        == "单位负责人：赵一    审核人：钱二    填报人：孙三    联系电话：0000-2033836    填报日期：2019年1月17日"
    )


# XLSX


def book(report):
    return openpyxl.load_workbook(BytesIO(xlsx.write(report)))


def test_xlsx_has_a_sheet_for_each_table_the_data_and_the_text():
    assert book(report_2024()).sheetnames == ["表二", "表三", "表四", "数据", "正文"]
    assert book(report_2018()).sheetnames == ["统计表", "数据", "正文"]


def test_xlsx_table_3_has_the_printed_merges_and_numbers():
    sheet = book(report_2024())["表三"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A3:C5", "D3:J3", "D4:D5", "E4:I4", "A8:A29", "B10:B17", "A30:C30"} <= merged
    assert sheet["A8"].value == "三、本年度办理结果"
    assert [cell.value for cell in sheet[18]][2:] == ["1.本机关不掌握相关政府信息", 1, 0, 0, 0, 1, 0, 2]


def test_xlsx_lists_every_figure_with_its_key_and_place():
    lines = list(book(report_2019())["数据"].iter_rows(values_only=True))
    assert lines[0] == ("标识", "项目", "单位", "数值")
    assert len(lines) == 199
    values = {line[0]: line[1:] for line in lines}
    assert values["t2.procurement.amount"] == ("表二 政府集中采购 · 采购总金额", "万元", 25.1)
    assert values["t3.granted.total"] == ("表三 三（一）予以公开 · 总计", "件", None)


def test_xlsx_never_turns_text_into_a_formula():
    report = dataclasses.replace(report_2024(), narrative={"other": "=1+1"})
    assert any(row[0].value == "=1+1" and row[0].data_type == "s" for row in book(report)["正文"].iter_rows())


# PDF


def test_pdf_prints_every_word_and_number():
    printed = pdf.text_of(pdf.write(report_2024()))
    assert printed.count("六盘水市应急管理局") == 2
    assert "全年主动公开政府信息1057条。" in printed
    assert "1.本机关不掌握相关政府信息1000102" in printed
    assert "2025年1月19日" in printed


def test_pdf_is_archival_and_the_same_every_time():
    first = pdf.write(report_2018())
    assert first == pdf.write(report_2018())
    assert b"pdfaid:part" in first


def test_pdf_with_a_character_that_the_fonts_lack_is_refused_by_that_character():
    report = dataclasses.replace(report_2024(), narrative={"other": "已完成☑"})
    with pytest.raises(Refused, match="字体中没有“☑”"):
        pdf.write(report)


def test_pdf_takes_what_people_wrote_as_text_and_never_as_markup():
    report = dataclasses.replace(report_2024(), narrative={"other": '#read("x") *甲* $x$ @乙 \\丙'})
    assert '#read("x")*甲*$x$@乙\\丙' in pdf.text_of(pdf.write(report))
