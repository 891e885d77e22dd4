"""The text check on single sentences: what is found, what is proposed, what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.textcheck.check import Context, check
from gongkai.textcheck.findings import Finding, apply, mask, resolve
from gongkai.textcheck.lexicon import Entry, Lexicon, shipped

TODAY = Context(dated=date(2026, 3, 2))


def found(text, context=TODAY):
    return [
        (text[one.start : one.end], one.kind, one.suggestion)
        for one in check(text, shipped(), context=context)
    ]


def mended(text, context=TODAY):
    return apply(text, check(text, shipped(), context=context))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("会议布署了按装工作。", "会议部署了安装工作。"),
        ("切实作好台帐管理。", "切实做好台账管理。"),
        ("截止2025年底，共办结9件。", "截至2025年底，共办结9件。"),
        ("必需按照规定办理。", "必须按照规定办理。"),
        ("群众的的意见。", "群众的意见。"),
        ("根据国办发[2021]30号文件", "根据国办发〔2021〕30号文件"),
        ("根据国办函〔2020〕第109号文件", "根据国办函〔2020〕109号文件"),
        ("落实责任，，按时上报", "落实责任，按时上报"),
        ("二零二四年三月", "二〇二四年三月"),
        ("于2024.1.5印发", "于2024年1月5日印发"),
        ("市国税局负责", "市税务局负责"),
        ("依据《合同法》办理", "依据《民法典》办理"),
        ("反对台独", "反对“台独”"),
        ("2024年9月10日（星期三）开会", "2024年9月10日（星期二）开会"),
    ],
)
def test_an_error_is_mended_by_its_suggestion_and_then_silent(text, right):
    assert mended(text) == right
    assert check(right, shipped(), context=TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "电站按装机容量收费。",
        "严格按排名先后录取，按排放量缴费。",
        "核定各部份额。",
        "认真学习贯彻会议精神，学习贯彻落实。",
        "一致行动人应当披露。",
        "生活必需品供应充足，为公民所必需。",
        "报名截止日期为5月10日。",
        "新疆独立法人企业；香港国际机场；台湾国内生产总值统计口径",
        "劳动合同法宣传周",
        "农业部门、文化部门、建设部门和交通部署",
        "国家税务总局某市税务局",
        "依据《国家安全生产监督管理总局令第1号》",
        "原市国土资源局职责划入",
        "中级人民法院（2024）黔02行初5号判决",
        "目的的确定要明确，他在在职期间为了了解情况",
        "既使群众受益，又使企业减负",
        "1)准备材料；2)提交申请。",
        "一是完善制度，其中一是修订、二是公布、三是备案；二是加强检查。",
        "共收到申请10件，其中网络申请3件、信函申请7件。",
        "共发布信息93条，其中网站20条、微博35条、微信100条。",
        "受理50件，办结40件，办结率80%。",
        "由100件增加到150件，增长50%；三类分别占50%、30%和20%。",
        "从2019年增长到2024年的140件",
        "由150件减少到140件，由12%提高到15%。",
        "2024年12月1日至2025年1月31日",
        "截至2025年12月31日全部办结",
    ],
)
def test_correct_official_chinese_raises_no_alarm(text):
    assert found(text) == []


def test_an_old_name_is_right_in_an_old_text_wrong_in_a_new_one_and_a_hint_where_nobody_knows():
    text = "由市安监局检查。"
    assert check(text, shipped(), context=Context(dated=date(2016, 5, 1))) == []
    (now,) = check(text, shipped(), context=TODAY)
    assert (now.level, now.suggestion) == ("must_explain", "应急管理局")
    (unknown,) = check(text, shipped())
    assert unknown.level == "hint"
    (past,) = check("2015年，市安监局检查。", shipped(), context=TODAY)
    assert past.level == "hint"


def test_the_regulation_of_2008_is_cited_rightly_until_2019():
    text = "根据政府信息公开条例（国务院令第492号）"
    assert check(text, shipped(), context=Context(dated=date(2019, 5, 14))) == []
    assert [one.kind for one in check(text, shipped(), context=Context(dated=date(2019, 5, 15)))] == ["law"]


def test_a_document_number_without_the_right_bracket_names_the_standard():
    (one,) = check("市政发[2024]15号", shipped(), context=TODAY)
    assert one.article == "GB/T 9704—2012 7.2.5"


def test_wording_about_taiwan_hong_kong_and_macao_blocks():
    (one,) = check("与香港、日本、韩国等国家开展合作", shipped(), context=TODAY)
    assert (one.level, one.kind) == ("block", "wording")


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("共10件，其中甲类3件、乙类6件。", "10件", "sum"),
        ("受理50件，办结40件，办结率90%。", "90", "share"),
        ("由12起下降到15起。", "下降", "comparison"),
        ("由100件增加到150件，增长60%。", "60", "comparison"),
        ("三类分别占50%、40%和20%。", "50%、40%和20%", "share"),
        ("公示期2024年5月10日至5月3日。", "2024年5月10日至5月3日", "period"),
        ("2024年2月30日", "2024年2月30日", "date"),
        ("截至2027年6月30日，全部完成。", "截至2027年6月30日", "later_date"),
    ],
)
def test_numbers_and_dates_that_contradict_each_other_are_found(text, words, kind):
    assert [one[:2] for one in found(text)] == [(words, kind)]


def test_the_signed_date_counts_where_none_is_given():
    text = "截至2025年6月30日，全部完成。\n测试市应急管理局\n2025年3月1日\n"
    assert [one.kind for one in check(text, shipped())] == ["later_date"]


def test_sex_birth_and_age_must_be_those_of_the_identity_number():
    # 11010519491231002X: born 1949-12-31, the seventeenth digit 2 is a woman's.
    for words, wrong in (
        ("女，", ""),
        ("男，", "性别"),
        ("1950年1月出生，", "出生日期"),
        ("（46岁），", "年龄"),
    ):
        text = f"某人，{words}身份证号码11010519491231002X。"
        (one,) = check(text, shipped(), context=TODAY)
        assert (one.kind == "identity") == bool(wrong)
        assert wrong in one.message


def test_masking_takes_personal_data_away_and_leaves_other_findings_alone():
    text = "当事人王小明，男，住址：钟山区人民路5号2栋301室，电话13800138000，布署如下。"
    findings = check(text, shipped(), context=TODAY)
    assert mask(text, findings) == "当事人王某某，男，住址：钟山区***，电话138****8000，布署如下。"


def test_a_table_hides_what_its_head_calls_personal():
    text = "姓名\t身份证号\t住址\t金额\n王小明\t11010519491231002X\t人民路5号\t300\n李红\t\t建设街8号\t200\n合计\t\t\t500"
    masked = mask(text, check(text, shipped(), context=TODAY))
    assert masked == (
        "姓名\t身份证号\t住址\t金额\n王某某\t110105**********2X\t***\t300\n李某\t\t***\t200\n合计\t\t\t500"
    )


def test_a_table_of_leaders_with_their_posts_is_public():
    assert check("姓名\t职务\n王小明\t局长\n李红\t副局长", shipped(), context=TODAY) == []


def test_the_severest_of_overlapping_findings_stands_then_the_longest():
    hint = Finding(0, 9, "hint", "style", "甲")
    short = Finding(2, 4, "must_explain", "misspelling", "乙")
    long = Finding(2, 6, "must_explain", "misspelling", "丙")
    beside = Finding(6, 8, "hint", "style", "丁")
    assert resolve([beside, hint, short, long]) == [long, beside]


def test_a_longer_allowed_word_shadows_the_shorter_wrong_one():
    wrong = Entry("旧名", "own", "block", "不用。", "新名")
    lexicon = Lexicon((wrong,), frozenset(["旧名大厦"]))
    assert [one.start for one in check("旧名在旧名大厦", lexicon)] == [0]


def test_an_agencys_own_list_counts_before_the_shipped_one():
    own = Lexicon((Entry("布署", "own", "hint", "本单位写法。", "部署"),), frozenset(["按装"]))
    assert [one.kind for one in check("布署按装", shipped().joined(own))] == ["own"]


def test_hostile_text_ends_in_time():
    for text in (
        "（" * 50_000,
        "“" * 50_000,
        "1" * 50_000,
        "甲1件，" * 10_000,
        "共1件，其中" * 5_000,
        "\t1\n" * 20_000,
    ):
        check(text, shipped(), context=TODAY)
