"""Composition: what the desk gives, agency templates, and the remedy that no template words."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.law.refusals import Refused
from gongkai.letters import Letter, Paragraph, compose, for_event, for_outcome, get, lint, types
from gongkai.letters.template import check_template
from tests.letters.cases import CASES
from tests.letters.cases.case import EITHER, FACTS, FIRST

DENIAL = CASES["denied_state_secret"]
VARIANT = """
{you}于{received}以{way}方式提出的申请（登记号：{request_number}）已经收到，申请公开：
> {content}
# 一、查明的事实
经审查，{findings}。
# 二、答复意见
你申请公开的政府信息依法确定为国家秘密，定密依据：{basis}。根据{articles}的规定，本机关决定不予公开。
{remedy}
"""


def composed(template=None, **fields):
    return compose("denied_state_secret", DENIAL.facts, DENIAL.fields | fields, template)


def test_an_agency_variant_keeps_its_wording_and_gets_the_remedy_of_the_law():
    letter = composed(VARIANT)
    assert letter.role("heading") == ["一、查明的事实", "二、答复意见"]
    assert letter.role("remedy") == [FIRST]
    assert letter.paragraphs[0].text == (
        "你于2026年3月2日以网上提交方式提出的申请（登记号：申〔2026〕11号）已经收到，申请公开："
    )
    assert letter.title == "六盘水市应急管理局\n政府信息公开申请答复书"


def test_a_variant_that_forgets_the_remedy_gets_it_all_the_same():
    letter = composed(VARIANT.replace("{remedy}", ""))
    assert letter.role("remedy") == [FIRST]


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("根据{law}答复如下", "文书模板中的占位符“{law}”不认识，请改用本文书提供的占位符。"),
        ("根据{articles答复如下", "文书模板中“{articles答复如下”处的花括号没有成对"),
        ("根据articles}答复", "文书模板中“}答复”处的花括号没有成对"),
        ("{}", "文书模板中的占位符“{}”不认识"),
        ("{articles.__class__}", "文书模板中的占位符“{articles.__class__}”不认识"),
        ("{articles!r:>9}", "不认识"),
        ("{{articles}}", "花括号没有成对"),
        (
            "可以自收到本答复之日起3个月内起诉。",
            "文书模板中不得自行书写救济途径（“3个月内起诉”），请改用{remedy}",
        ),
        ("如不服，可以申请行政复议。{remedy}", "不得自行书写救济途径（“申请行政复议”）"),
        ("\n \n", "文书模板是空的"),
    ],
)
def test_a_wrong_template_is_refused_by_what_is_wrong_in_it(template, sentence):
    with pytest.raises(Refused) as refused:
        composed(template)
    assert sentence in refused.value.message
    assert refused.value.field == "template"


def test_a_letter_without_remedy_takes_no_remedy_from_a_template():
    with pytest.raises(Refused, match="不认识"):
        compose("extension", FACTS, CASES["extension"].fields, "延期。{remedy}")
    with pytest.raises(Refused, match="本文书不告知复议和诉讼"):
        compose("extension", FACTS, CASES["extension"].fields, "延期。不服可以申请行政复议。")


def test_values_are_text_and_never_filled_again():
    facts = replace(DENIAL.facts, content="{remedy}{articles}\n| 甲 | 乙 |\n# 丙\n> 丁\n@opening")
    letter = compose("denied_state_secret", facts, DENIAL.fields)
    assert letter.role("quote") == ["{remedy}{articles}", "| 甲 | 乙 |", "# 丙", "> 丁", "@opening"]
    assert letter.role("heading") == letter.role("row") == []
    assert lint(letter, facts) == []


@pytest.mark.parametrize("code", types())
def test_every_shipped_template_passes_the_check_of_agency_templates(code):
    kind = get(code)
    check_template(kind.template, kind.placeholders(), remedy=kind.remedy)


def test_what_is_missing_stands_by_its_label_and_optional_lines_are_left_out():
    letter = compose("correction", replace(FACTS, received=None, channel=""), {})
    assert "补正事项：〔补正事项〕。" in letter.text()
    assert "本机关于〔收到日期〕收到你以〔收到方式〕方式提出的" in letter.text()
    assert "查询码" not in compose("receipt", FACTS, {"due": "2026-03-30"}).text()


@pytest.mark.parametrize(
    ("code", "fields", "sentence"),
    [
        ("extension", {"days": "二十"}, "“延长的工作日”应为大于0的整数，现为“二十”，请核对。"),
        ("extension", {"days": 0}, "“延长的工作日”应为大于0的整数，现为“0”，请核对。"),
        (
            "extension",
            {"due": "2026-02-30"},
            "“原答复期限”的日期“2026-02-30”有误，请写成2026-03-05这样的形式。",
        ),
        ("fee", {"amount": "4700.005"}, "“收费数额”应为金额（元，至多两位小数），现为“4700.005”，请核对。"),
        ("fee", {"amount": "NaN"}, "“收费数额”应为金额（元，至多两位小数），现为“NaN”，请核对。"),
        ("fee", {"scale": "by_weight"}, "“计费方式”没有“by_weight”这个选项，请从列表中选择。"),
        ("fee", {"price": "1"}, "政府信息公开信息处理费收费通知书没有“price”这一项，请核对。"),
    ],
)
def test_a_malformed_field_is_refused_at_its_field(code, fields, sentence):
    with pytest.raises(Refused) as refused:
        compose(code, FACTS, fields)
    assert refused.value.message == sentence
    assert refused.value.field == next(iter(fields))


def test_an_unknown_letter_is_refused():
    with pytest.raises(Refused, match="没有名为“love”的文书"):
        compose("love", FACTS, {})


def test_a_request_under_the_regulation_of_2008_gets_no_letter_of_the_new_one():
    with pytest.raises(Refused, match="请改用适用当时条例的文书"):
        compose("correction", replace(FACTS, received=date(2019, 5, 14)), {})
    assert compose("correction", replace(FACTS, received=date(2019, 5, 15)), {}).type == "correction"


@pytest.mark.parametrize(
    ("articles", "decided", "remedy"),
    [
        (("36(3)", "14"), date(2023, 12, 31), EITHER),
        (("36(3)", "14"), date(2024, 1, 1), FIRST),
        (("37", "16.2"), date(2026, 3, 20), FIRST),
        (("36(7)",), date(2026, 3, 20), EITHER),
        (("38",), date(2026, 3, 20), EITHER),
    ],
)
def test_the_remedy_follows_the_articles_and_the_day(articles, decided, remedy):
    facts = replace(FACTS, outcome="closed_other", articles=articles, decided=decided)
    assert compose("closed_other", facts, {}).role("remedy") == [remedy]


def test_letters_are_offered_by_outcome_and_by_event():
    def codes(letters):
        return [letter.code for letter in letters]

    assert codes(for_outcome("unavailable_not_held", ["36(5)"])) == ["not_this_agency", "does_not_exist"]
    assert codes(for_outcome("unavailable_not_held", ["第三十六条第（四）项"]))[0] == "does_not_exist"
    assert codes(for_outcome("granted", ["36(1)"])) == ["granted_public", "granted_provided", "granted_later"]
    assert codes(for_outcome("denied_privacy", (), "492")) == ["reply_2008"]
    assert codes(for_event("extended")) == ["extension"]
    assert codes(for_event("fee_lapsed")) == ["closed_fee_unpaid"]


def test_an_edited_letter_takes_paragraphs_by_role_and_refuses_unknown_roles():
    letter = composed()
    edited = letter.edited([("body", "第一段\n第二段"), ("quote", ""), ("row", "登记号 | 申〔2026〕11号")])
    assert edited.paragraphs == (
        Paragraph("body", "第一段"),
        Paragraph("body", "第二段"),
        Paragraph("row", cells=("登记号", "申〔2026〕11号")),
    )
    assert (edited.title, edited.number, edited.addressee) == (letter.title, letter.number, letter.addressee)
    with pytest.raises(Refused, match="没有“script”这样的段落"):
        letter.edited([("script", "x")])


@pytest.mark.parametrize("data", [{}, {"type": "fee"}, {**composed().to_json(), "paragraphs": [{"role": "x", "text": ""}]}, {**composed().to_json(), "title": 5}])  # fmt: skip
def test_a_document_that_is_no_letter_is_refused(data):
    with pytest.raises(Refused, match="存档的文书内容不完整"):
        Letter.from_json(data)
