"""Spreadsheets in and out: nothing is stored unless every row is right."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from gongkai.apps.audit.models import Entry as LogEntry
from gongkai.apps.registers import sheets
from gongkai.apps.registers.actions import import_entries, record_entries, record_entry
from gongkai.apps.registers.models import Charge, Licence, Meeting, Penalty
from gongkai.apps.registers.specifications import BY_KEY, REGISTERS
from gongkai.law.refusals import Refused
from tests.registers.conftest import (
    LICENCE_HEAD,
    MEETING_HEAD,
    ROWS,
    TODAY,
    licence_line,
    row_of,
    workbook,
)

pytestmark = pytest.mark.django_db
CHARGE_HEAD = ["收费项目", "收费日期", "金额（万元）", "票据号码"]


def examine(key: str, agency, content: bytes) -> sheets.Examined:
    return sheets.examine(BY_KEY[key], agency.pk, content, TODAY, "台账.xlsx")


def problems(key: str, agency, *rows) -> list[str]:
    return [str(problem) for problem in examine(key, agency, workbook(*rows)).problems]


def refusal(key: str, agency, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        examine(key, agency, content)
    return str(caught.value)


def test_a_right_sheet_becomes_entries_and_one_event_in_the_log(clerk, agency):
    content = workbook(LICENCE_HEAD, licence_line(1), licence_line(2, decision="不予"))
    seen = examine("licence", agency, content)
    assert (len(seen.rows), seen.problems) == (2, [])
    assert not Licence.objects.exists()
    assert import_entries(clerk, "licence", content, today=TODAY, confirm=seen.digest) == 2
    assert set(Licence.objects.values_list("document_number", "decision", "decided_on")) == {
        ("测应急许〔2026〕1号", "granted", date(2026, 3, 2)),
        ("测应急许〔2026〕2号", "refused", date(2026, 3, 2)),
    }
    [logged] = LogEntry.objects.all()
    assert (logged.event, logged.data) == (
        "entries.imported",
        {"register": "licence", "count": 2, "digest": seen.digest},
    )


def test_the_file_that_is_confirmed_must_be_the_one_that_was_previewed(clerk, agency):
    seen = examine("licence", agency, workbook(LICENCE_HEAD, licence_line(1)))
    other = workbook(LICENCE_HEAD, licence_line(2))
    with pytest.raises(Refused, match="文件与预览时不同"):
        import_entries(clerk, "licence", other, today=TODAY, confirm=seen.digest)
    assert not Licence.objects.exists()


def test_one_wrong_row_keeps_all_rows_out(clerk, agency):
    content = workbook(LICENCE_HEAD, licence_line(1), licence_line(2, decided="2026.3.2"), licence_line(3))
    with pytest.raises(Refused) as caught:
        import_entries(
            clerk, "licence", content, today=TODAY, confirm=examine("licence", agency, content).digest
        )
    assert str(caught.value) == (
        "表中有1处错误，没有导入任何一行。第3行“决定日期”应为日期，现为文字“2026.3.2”"
    )
    assert not Licence.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_wrong_head_is_refused_by_the_name_of_its_column(agency):
    head = [*LICENCE_HEAD[:5], "日期", "公开日期"]
    assert refusal("licence", agency, workbook(head, licence_line(1))) == (
        "表头第6列应为“决定日期”，现为“日期”，请使用行政许可台账的模板"
    )


def test_a_missing_and_a_surplus_column_are_named(agency):
    assert refusal("licence", agency, workbook(LICENCE_HEAD[:5], licence_line(1))) == (
        "表头缺少“决定日期”“公开日期”列，请使用行政许可台账的模板"
    )
    assert refusal("licence", agency, workbook([*LICENCE_HEAD, "备注"], licence_line(1))) == (
        "表头多出“备注”列，模板中没有这一列，请删去后再导入"
    )


def test_the_template_of_another_register_is_refused(agency):
    content = sheets.template(BY_KEY["charge"])
    assert refusal("licence", agency, content) == (
        "表头第1列应为“决定书文号”，现为“收费项目”，请使用行政许可台账的模板"
    )


def test_dates_written_as_text_or_number_are_named_by_row_and_column(agency):
    assert problems(
        "meeting", agency, MEETING_HEAD, ["甲", "2024.5.1"], ["乙", "2024年5月1日"], ["丙", 45413]
    ) == [
        "第2行“召开日期”应为日期，现为文字“2024.5.1”",
        "第3行“召开日期”应为日期，现为文字“2024年5月1日”",
        "第4行“召开日期”应为日期，现为数值45413",
    ]


def test_a_date_with_a_time_counts_as_its_day(clerk, agency):
    content = workbook(MEETING_HEAD, ["甲", datetime(2024, 5, 1, 9, 30)])
    import_entries(clerk, "meeting", content, today=TODAY, confirm=examine("meeting", agency, content).digest)
    assert Meeting.objects.get().held_on == date(2024, 5, 1)


def test_a_date_in_the_future_is_named(agency):
    assert problems("meeting", agency, MEETING_HEAD, ["甲", date(2026, 12, 9)]) == [
        "第2行“召开日期”2026-12-09晚于今天，请核对"
    ]


def test_a_double_within_the_file_names_both_rows(agency):
    assert problems("licence", agency, LICENCE_HEAD, licence_line(1), licence_line(2), licence_line(1)) == [
        "第4行“决定书文号”与第2行重复：测应急许〔2026〕1号"
    ]


def test_a_double_with_the_register_is_named(clerk, agency):
    record_entry(clerk, "licence", ROWS["licence"], today=TODAY)
    assert problems("licence", agency, LICENCE_HEAD, licence_line(2), licence_line(1)) == [
        "第3行“决定书文号”在台账中已有：测应急许〔2026〕1号"
    ]


def test_doubles_are_found_beyond_the_first_few_hundred_entries(clerk, agency):
    rows = [row_of("licence", document_number=f"许{n}号") for n in range(1200)]
    assert record_entries(clerk, "licence", rows, today=TODAY) == 1200
    content = workbook(LICENCE_HEAD, *(licence_line(n, number=f"许{n}号") for n in range(1100, 1201)))
    assert len(examine("licence", agency, content).problems) == 100


def test_formulas_errors_and_wrong_types_are_named(agency):
    assert problems(
        "charge",
        agency,
        CHARGE_HEAD,
        ["考试费", date(2026, 1, 5), "=1+1", None],
        ["考试费", date(2026, 1, 6), "一万", None],
        ["考试费", date(2026, 1, 7), -3, None],
        [None, date(2026, 1, 8), 3, None],
        ["考试费", date(2026, 1, 9), True, None],
    ) == [
        "第2行“金额（万元）”是公式，请改为数值或文字",
        "第3行“金额（万元）”应为数值，现为文字“一万”",
        "第4行“金额（万元）”应在0至一百亿万元之间，现为-3",
        "第5行“收费项目”必填",
        "第6行“金额（万元）”应为数值，现为数值True",
    ]


def test_every_mistake_of_a_row_is_named_at_once(agency):
    line = licence_line(1, decision="同意", holder=None, decided=date(2027, 1, 1))
    assert problems("licence", agency, LICENCE_HEAD, line) == [
        "第2行“决定”只能填准予、不予，现为文字“同意”",
        "第2行“相对人名称”必填",
        "第2行“决定日期”2027-01-01晚于今天，请核对",
    ]


def test_a_double_of_several_columns_names_them(agency):
    line = ["甲", date(2026, 1, 5)]
    assert problems("meeting", agency, MEETING_HEAD, line, line) == [
        "第3行“会议名称、召开日期”与第2行重复：甲，2026-01-05"
    ]


def test_a_choice_is_written_as_its_label(agency):
    assert problems("licence", agency, LICENCE_HEAD, licence_line(1, decision="同意")) == [
        "第2行“决定”只能填准予、不予，现为文字“同意”"
    ]


def test_money_from_a_sheet_is_exact(clerk, agency):
    content = workbook(CHARGE_HEAD, ["考试费", date(2026, 1, 5), 0.1 + 0.2, None])
    import_entries(clerk, "charge", content, today=TODAY, confirm=examine("charge", agency, content).digest)
    assert Charge.objects.get().amount == Decimal("0.3")


def test_a_number_in_a_text_column_is_text_and_one_too_long_to_be_exact_is_refused(clerk, agency):
    content = workbook(CHARGE_HEAD, ["考试费", date(2026, 1, 5), 1, 20260001])
    assert examine("charge", agency, content).rows[0][1]["receipt_number"] == "20260001"
    assert problems("charge", agency, CHARGE_HEAD, ["考试费", date(2026, 1, 5), 1, 1234567890123456]) == [
        "第2行“票据号码”是15位以上的数值，末尾几位已经不准，请把单元格设为文本后重新填写"
    ]


def test_blank_rows_are_passed_over_and_row_numbers_stay_those_of_the_sheet(agency):
    assert problems("meeting", agency, MEETING_HEAD, [None, None], ["甲", "昨天"]) == [
        "第3行“召开日期”应为日期，现为文字“昨天”"
    ]


def test_a_sheet_without_rows_is_refused(agency):
    assert refusal("meeting", agency, workbook(MEETING_HEAD)) == ("“台账.xlsx”只有表头，没有可以导入的数据行")


def test_natural_persons_are_masked_on_the_way_in(clerk, agency):
    head = [column.head for column in BY_KEY["penalty"].columns]
    line = ["罚1号", "自然人", "张三", "未按规定储存", 2.5, date(2026, 4, 7), "是", None, None]
    content = workbook(head, line)
    import_entries(clerk, "penalty", content, today=TODAY, confirm=examine("penalty", agency, content).digest)
    kept = Penalty.objects.get()
    assert (kept.party, kept.amount, kept.socially_influential) == ("张某", Decimal("2.5"), True)


def test_a_hundred_thousand_rows_are_refused_by_a_sentence(agency):
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>会议{number}</t></is></c>'
        f'<c r="B{number}" s="1"><v>46027</v></c></row>'
        for number in range(3, 100_002)
    )
    content = repacked(
        workbook(MEETING_HEAD, ["甲", date(2026, 1, 5)]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )
    assert refusal("meeting", agency, content) == (
        "一次最多导入20000行，“台账.xlsx”超过此数，请按年份或月份分成几个文件"
    )


def repacked(content: bytes, part: str, change) -> bytes:
    """The workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_a_sheet_that_understates_its_size_loses_no_row(agency):
    content = repacked(
        workbook(MEETING_HEAD, ["甲", date(2026, 1, 5)], ["乙", date(2026, 1, 6)]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1:B2"'),
    )
    assert len(examine("meeting", agency, content).rows) == 2


def test_files_that_are_no_workbook_are_refused_by_name(agency):
    assert refusal("meeting", agency, b"%PDF-1.7") == (
        "“台账.xlsx”不是Excel工作簿（.xlsx），请用下载的模板填写"
    )
    assert refusal("meeting", agency, b"") == "“台账.xlsx”不是Excel工作簿（.xlsx），请用下载的模板填写"
    assert refusal("meeting", agency, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == (
        "“台账.xlsx”是旧版（.xls）或加了密码的工作簿，请去掉密码、另存为.xlsx后再导入"
    )
    assert refusal("meeting", agency, b"PK\x03\x04 and then nothing") == (
        "“台账.xlsx”已损坏，无法打开，请重新保存后再导入"
    )


def test_a_zip_that_is_no_workbook_and_a_broken_workbook_are_refused(agency):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    broken = repacked(workbook(MEETING_HEAD), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    sentence = "“台账.xlsx”内容不完整，无法读取，请用下载的模板重新填写"
    assert refusal("meeting", agency, out.getvalue()) == sentence
    assert refusal("meeting", agency, broken) == sentence


def test_a_file_too_large_and_one_that_unpacks_without_end_are_refused(agency):
    assert refusal("meeting", agency, b"PK\x03\x04" + bytes(10 * 1024 * 1024)) == (
        "“台账.xlsx”超过10MB，请分成几个文件导入"
    )
    bomb = repacked(
        workbook(MEETING_HEAD), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (160 * 1024 * 1024)
    )
    assert len(bomb) < 1024 * 1024
    assert refusal("meeting", agency, bomb) == "“台账.xlsx”解压后过大，不予读取，请用下载的模板重新填写"


def test_xml_entities_that_multiply_are_not_expanded(agency):
    entities = '<!ENTITY a0 "ha">'
    for level in range(1, 10):
        many = f"&a{level - 1};" * 10
        entities += f'<!ENTITY a{level} "{many}">'
    laughs = f"<!DOCTYPE x [{entities}]>".encode()
    bomb = repacked(
        workbook(MEETING_HEAD, ["甲", date(2026, 1, 5)]),
        "xl/worksheets/sheet1.xml",
        lambda xml: laughs + xml.replace(b"&#30002;", b"&a9;"),
    )
    assert "无法读取" in refusal("meeting", agency, bomb)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_template_and_every_export_can_be_read_back(clerk, agency, register):
    assert "只有表头" in refusal(register.key, agency, sheets.template(register))
    entry = record_entry(clerk, register.key, ROWS[register.key], today=TODAY)
    content = sheets.export(register, [entry])
    entry.delete()
    seen = examine(register.key, agency, content)
    assert seen.problems == []
    assert seen.rows[0][1] == {column.name: getattr(entry, column.name) for column in register.columns}


def test_text_that_looks_like_a_formula_is_exported_as_text(clerk):
    names = ["=1+1", "+cmd", "-2", "@SUM(A1)"]
    for name in names:
        record_entry(clerk, "meeting", row_of("meeting", title=name), today=TODAY)
    content = sheets.export(BY_KEY["meeting"], Meeting.objects.order_by("pk"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [sheet.cell(row, 1) for row in range(2, 6)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(name, "s") for name in names]


def test_a_batch_that_breaks_a_rule_is_refused_whole_by_its_number(clerk):
    rows = [ROWS["licence"], row_of("licence", document_number="许2号", decided_on=date(2027, 1, 1))]
    with pytest.raises(Refused) as caught:
        record_entries(clerk, "licence", rows, today=TODAY)
    assert str(caught.value) == "第2条“决定日期”2027-01-01晚于今天，请核对"
    assert not Licence.objects.exists()
