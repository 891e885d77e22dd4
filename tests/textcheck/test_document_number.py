"""A 文号 is read however it is written, and every slip is named with the number as it should be."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.textcheck.document_number import Number, parse, problems

DATED = date(2026, 3, 1)


def said(number, prefix="", dated=None):
    return [(one.level, one.message, one.suggestion) for one in problems(number, prefix=prefix, dated=dated)]


@pytest.mark.parametrize(
    "written",
    [
        "测应急发〔2026〕5号",
        "测应急发[2026]5号",
        "测应急发（2026）第05号",
        "测应急发 【26】5",
        " 测应急发〔2026年〕005号 ",
    ],
)
def test_the_same_number_is_read_from_every_way_of_writing_it(written):
    assert parse(written) == Number("测应急发", 2026, 5)
    assert str(parse(written)) == "测应急发〔2026〕5号"


@pytest.mark.parametrize("written", ["第5号", "测试市人民政府令第12号", "五号文件", "", "〔2026〕5号"])
def test_an_order_and_what_is_no_number_are_not_read(written):
    assert parse(written) is None


@pytest.mark.parametrize(
    "written", ["测应急发〔2026〕5号", "测试市人民政府令第12号", "2026年第5号", "第5号", ""]
)
def test_a_right_number_has_no_problem(written):
    assert said(written, prefix="测应急", dated=DATED) == []


@pytest.mark.parametrize(
    ("written", "slip"),
    [
        ("测应急发[2026]5号", "年份用六角括号“〔〕”"),
        ("测应急发〔26〕5号", "年份写四位数"),
        ("测应急发〔2026年〕5号", "括号内不加“年”"),
        ("测应急发〔2026〕第5号", "序号前不加“第”"),
        ("测应急发〔2026〕05号", "序号不编虚位，“05”应为“5”"),
        ("测应急发〔2026〕5", "序号后加“号”"),
        ("测应急发 〔2026〕5号", "中间不留空格"),
    ],
)
def test_each_slip_is_named_with_the_fix(written, slip):
    message = f"文号“{written}”有误：{slip}。请改为“测应急发〔2026〕5号”。"
    assert said(written, prefix="测应急", dated=DATED) == [("must_explain", message, "测应急发〔2026〕5号")]


def test_several_slips_are_one_finding():
    (one,) = said("测应急发（2026）第05号")
    assert one[1] == (
        "文号“测应急发（2026）第05号”有误：年份用六角括号“〔〕”；序号前不加“第”；序号不编虚位，“05”应为“5”。"
        "请改为“测应急发〔2026〕5号”。"
    )


def test_the_year_of_the_number_is_that_of_the_date():
    (one,) = said("测应急发〔2025〕5号", prefix="测应急", dated=DATED)
    assert one == (
        "must_explain",
        "文号的年份2025与成文日期2026年3月1日不一致：年份写错的，请改为“测应急发〔2026〕5号”；日期写错的，请改日期。",
        "测应急发〔2026〕5号",
    )


def test_another_agencys_code_is_a_hint_and_a_missing_one_must_be_explained():
    assert said("测政发〔2026〕5号", prefix="测应急", dated=DATED)[0][0] == "hint"
    assert said("〔2026〕5号", prefix="测应急")[0][:2] == (
        "must_explain",
        "文号“〔2026〕5号”缺少发文机关代字，请补上“测应急”开头的机关代字。",
    )
    assert said("五号文件")[0][0] == "must_explain"
