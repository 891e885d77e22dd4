"""Form, slips of the text, publication, personal data."""

import pytest

from gongkai.reports.audit import audit
from tests.reports.audit.report import findings, narrative, reading, told


def only(text, rule):
    return [(note.level, note.says) for note in narrative(text) if note.rule == rule]


def test_a_sound_report_has_no_findings():
    assert told() == []


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("本报告的电子版可在（）下载。", "text.empty_link", "error"),
        ("请在表中（）内填写。", "text.empty_link", "warning"),
        ("统计期限自201611日起至20161231日止。", "text.lost_date", "error"),
        ("统计期限自至。", "text.lost_date", "error"),
        ("数据统计期限为2016年1月1日至2015年12月31日。", "text.period", "error"),
        ("数据统计期限为2016年1月1日至2016年11月30日。", "text.period", "error"),
        ("一、概述（宋体加粗小四号字）", "text.template", "error"),
        ("全年公开信息XX条。", "text.template", "error"),
        ("落实2016年政务公开工作要点的通知》要求，认真公开。", "text.bracket", "warning"),
        ("落实《2016年政务公开工作要点的通知要求，认真公开。", "text.bracket", "warning"),
        ("加强资金资金的监督，规范使用各类专项，依法公开。", "text.doubled", "warning"),
        ("附件1：2016年政府信息公开情况统计表", "text.annex", "warning"),
        ("在《今日某安》设立专栏，宣传政策。", "text.elsewhere", "warning"),
        ("一是加强领导。三是加强培训。", "form.list", "warning"),
        ("二是突出重点。", "form.list", "warning"),
        ("申请人王小明提出的申请已经答复。", "privacy.applicant", "warning"),
        ("已告知申请人，手机13812345678。", "privacy.phone", "warning"),
    ],
)
def test_a_slip_is_found(text, rule, level):
    assert [one for one, _ in only(text, rule)][:1] == [level]


@pytest.mark.parametrize(
    "text",
    [
        "本报告的电子版可在门户网站（www.example.gov.cn）下载。",
        "统计期限自2016年1月1日起至2016年12月31日止。",
        "统计期限为2016年1月1日至12月31日。",
        "1）主动公开；2）依申请公开。",
        "通过市政府政府信息公开栏目公开，各级各类信息应公开尽公开。",
        "一是加强领导。二是加强培训。三是加强监督。四是加强考核。",
        "（一）强化领导。\n（二）拓宽渠道。\n一、主动公开\n（一）内容。",
        "联系电话：13812345678。",
    ],
)
def test_what_only_looks_wrong_is_left_alone(text):
    rules = [note.rule for note in narrative(text)]
    assert [one for one in rules if one.startswith(("text.", "form.", "privacy."))] == []


def test_the_five_blocks_are_asked_for():
    found = findings(platforms="", proactive="信息100条。", requests="收到政府信息公开申请50件。")
    assert [note.rule for note in found] == []
    found = findings(safeguards="", management="", platforms="")
    assert [note.rule for note in found if note.level == "error"] == []


def test_section_six_must_speak_of_the_processing_fee():
    assert ("form.fees", "warning") in told(other="无其他需要报告的事项。")


def test_an_empty_section_five_is_found():
    assert ("form.problems", "warning") in told(problems="无。")


def test_rules_made_by_a_department_are_a_question():
    one = reading()
    one.figures = {**one.figures, "t2.rules.issued": 2}
    assert [note.level for note in audit(one) if note.rule == "table.rules_power"] == ["warning"]


def test_a_page_dated_after_the_last_day_is_asked_about():
    page = reading()
    page.document.lines[1].text = "发布日期：2025-02-01"
    assert [note.rule for note in audit(page) if note.rule.startswith("publication")] == ["publication.late"]
    page.document.lines[1].text = "发布日期：2025-01-31"
    assert [note.rule for note in audit(page) if note.rule.startswith("publication")] == []


def test_a_government_has_until_the_end_of_march():
    page = reading("测试县人民政府")
    page.document.lines[1].text = "发布日期：2025年3月31日"
    assert [note.rule for note in audit(page) if note.rule.startswith("publication")] == []


def test_an_identity_number_is_an_error_and_is_not_repeated_in_the_finding():
    (note,) = [n for n in narrative("申请人身份证号11010519491231002X。") if n.rule == "privacy.number"]
    assert note.level == "error"
    assert "11010519491231002X" not in note.quote
