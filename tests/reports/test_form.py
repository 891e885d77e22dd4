"""The editions of the report as data."""

import copy
import tomllib
from importlib import resources

import pytest

from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused
from gongkai.reports.form import EDITIONS, edition_for_year
from gongkai.reports.load import FormError, load, parse
from tests.reports.gold import gold


def data(edition="2021"):
    return tomllib.loads(
        resources.files("gongkai.reports").joinpath("forms", f"{edition}.toml").read_text("utf-8")
    )


@pytest.mark.parametrize(
    ("edition", "report"),
    [("2021", "example_002"), ("2019", "shanghai_office_2019"), ("2014", "example_004")],
)
def test_a_form_has_exactly_the_keys_of_the_published_reports_in_printed_order(edition, report):
    assert list(load(edition).keys) == list(gold(report))


@pytest.mark.parametrize(("edition", "count"), [("2021", 200), ("2019", 198), ("2014", 58)])
def test_the_number_of_figures_of_each_edition(edition, count):
    assert len(load(edition).keys) == count


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2014, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")],
)
def test_the_year_picks_the_edition(year, edition):
    assert edition_for_year(year) == edition


def test_a_year_before_the_national_list_is_refused_with_a_way_out():
    with pytest.raises(Refused, match="2013年没有全国统一的年度报告统计表，请按当年本地表样录入"):
        edition_for_year(2013)


@pytest.mark.parametrize(
    ("edition", "key", "label"),
    [
        ("2021", "t3.unavailable_not_held.total", "表三 三（四）1.本机关不掌握相关政府信息 · 总计"),
        ("2021", "t3.new_received.natural_person", "表三 一、本年新收政府信息公开申请数量 · 自然人"),
        ("2021", "t4.litigation_direct.upheld", "表四 行政诉讼 未经复议直接起诉 · 结果维持"),
        ("2021", "t2.normative_documents.in_force", "表二 行政规范性文件 · 现行有效件数"),
        ("2019", "t3.closed_otherwise.total", "表三 三（六）其他处理 · 总计"),
        ("2019", "t2.licences.items_change", "表二 行政许可 · 本年增/减"),
        ("2014", "s.replies.denied_trade_secret", "统计表 三（三）4.涉及商业秘密"),
        ("2014", "s.disclosed.total", "统计表 一（一）主动公开政府信息数"),
    ],
)
def test_a_figure_is_named_by_its_place_in_the_printed_table(edition, key, label):
    assert load(edition).label(key) == label


def test_amounts_are_in_ten_thousand_yuan_and_staff_in_persons():
    assert load("2021").cells["t2.fees.amount"].money
    assert load("2014").cells["s.organisation.budget"].unit == "万元"
    assert load("2014").cells["s.organisation.staff"].unit == "人"
    assert load("2014").cells["s.responses.interpretations"].unit == "篇"
    assert load("2021").cells["t3.granted.total"].unit == "件"


def test_the_six_sections_of_the_present_form_and_the_five_blocks_of_the_first():
    form = load("2021")
    assert [section.id for section in form.sections] == [
        "overview",
        "disclosure",
        "requests",
        "disputes",
        "problems",
        "other",
    ]
    assert [block.heading for block in form.blocks if block.section == "overview" and block.required] == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_outcome_of_the_law_is_counted_in_its_own_row(edition):
    """`law.outcomes` and the form are two tables of the same thing: they must not drift apart."""
    prefix, suffix = ("s.replies.", "") if edition == "2014" else ("t3.", ".natural_person")
    for outcome in outcomes().values():
        row = outcome.row(edition)
        if row is not None:
            selector = load(edition).cells[f"{prefix}{row}{suffix}"].selector
            assert selector is not None
            assert outcome.code in selector.where["outcome"], (edition, outcome.code)


def broken(change):
    entry = copy.deepcopy(data())
    change(entry)
    return entry


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["tables"][1]["parts"][0]["rows"][0].update(count="request.lost"),
        lambda d: d["tables"][1]["parts"][0]["rows"][0].update(where={"colour": ["red"]}),
        lambda d: d["tables"][1]["parts"][0]["rows"].append(d["tables"][1]["parts"][0]["rows"][0]),
        lambda d: d["rules"][0].update(left=["t3.granted.everybody"]),
        lambda d: d["rules"][0].update(left=["t3.[nobody].total"]),
        lambda d: d["rules"][3].update(derive=False),
        lambda d: d["rules"][0].update(level="fatal"),
        lambda d: d["sections"][1].update(tables=["t9"]),
        lambda d: d["complete"].append("request.lost"),
    ],
    ids=["kind", "circumstance", "twice", "key", "set", "total without a rule", "level", "table", "complete"],
)
def test_a_form_that_contradicts_itself_does_not_load(change):
    with pytest.raises(FormError):
        parse(broken(change))


def test_an_unknown_edition_does_not_load():
    with pytest.raises(FormError):
        load("2008")
