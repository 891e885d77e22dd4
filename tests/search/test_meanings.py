"""Words that people say mean the same: what is refused, what finds what, and for whom."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.search import meanings, queries
from gongkai.apps.search.documents import Document, Filters
from gongkai.apps.search.engine import Engine
from gongkai.apps.search.models import WordGroup
from gongkai.law.refusals import Refused

DOCUMENTS = [
    Document("yj", "建设工程消防设计审查验收办事指南", "申请材料和办理流程。", date(2026, 3, 2), "yj"),
    Document("sw", "商场消防设计审查验收情况通报", "通报。", date(2026, 3, 3), "sw"),
]


@pytest.fixture
def found(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    """The keys that either engine finds, through the whole of the search."""
    with engine.writing() as writer:
        writer.put(DOCUMENTS)
        writer.commit()
    monkeypatch.setattr(queries, "engine", lambda: engine)

    def search(question: str, agency: str = "") -> list[str]:
        return sorted(hit.key for hit in queries.search(question, Filters(agency=agency)).hits)

    return search


def added(words: str, agency: str = "") -> None:
    WordGroup.objects.create(agency=agency, words=words, added_by="陈雨")


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups are read for each question: here nothing is recorded that would tell of another one."""
    monkeypatch.setattr(meanings, "remembered", lambda name, make: make())


@pytest.mark.django_db
def test_what_was_searched_in_vain_is_found_once_a_group_says_what_it_means(found) -> None:
    assert found("消竣备案", "yj") == []
    added("消竣备案 消防设计审查验收", "yj")
    assert found("消竣备案", "yj") == ["yj"]
    assert found("消竣备案 办事指南", "yj") == ["yj"]


@pytest.mark.django_db
def test_a_group_of_one_agency_finds_nothing_for_another_and_nothing_over_the_whole_platform(found) -> None:
    added("消竣备案 消防设计审查验收", "yj")
    assert found("消竣备案", "sw") == []
    assert found("消竣备案") == []


@pytest.mark.django_db
def test_a_group_of_the_platform_holds_for_every_agency(found) -> None:
    added("消竣备案 消防设计审查验收")
    assert found("消竣备案") == ["sw", "yj"]
    assert found("消竣备案", "yj") == ["yj"]
    assert found("消竣备案", "sw") == ["sw"]


@pytest.mark.django_db
def test_a_group_adds_to_those_that_ship_with_the_platform() -> None:
    added("年报 年度总结", "yj")
    assert meanings.synonyms("yj")["年报"] == ("年度报告", "年报", "年度总结")
    assert meanings.synonyms("yj")["年度总结"] == ("年报", "年度总结")
    assert "年度总结" not in meanings.synonyms("sw")
    assert meanings.synonyms("sw")["年报"] == ("年度报告", "年报")


def test_words_are_kept_as_the_search_compares_them() -> None:
    assert meanings.group("  消竣備案　ＶＰＮ专线 消防驗收 ") == ("消竣备案", "vpn专线", "消防验收")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "请填写同义词，例如“年度报告 年报”"),
        ("　 ", "请填写同义词，例如“年度报告 年报”"),
        ("消竣备案", "只有“消竣备案”一个词，请再填写与它意思相同的词，词与词之间用空格分开"),
        ("消竣备案 消竣備案", "“消竣备案”填写了两次，请删去一个"),
        (
            "消竣备案、消防验收",
            "“消竣备案、消防验收”中有“、”，请只用汉字、字母和数字，词与词之间用空格分开",
        ),
        ("消竣备案 验", "“验”只有一个字，检索结果会过多，请填写两个字以上的词"),
        (
            "消竣备案 建设工程消防设计审查验收备案抽查办理结果表",
            "“建设工程消防设计审查验收备案抽查办理结果表”超过20个字，请填写其中的关键词，不要填写句子",
        ),
        ("消竣备案 怎么办", "“怎么办”是检索时略去的词，请换成有具体含义的词"),
        (
            "甲类 乙类 丙类 丁类 戊类 己类 庚类 辛类 壬类 癸类 子类",
            "一组最多10个词，现有11个，请删减",
        ),
        ("年报 年度报告", "检索词典里已有“年度报告 年报”，不必重复添加"),
        ("消防验收 消竣备案", "同义词里已有“消竣备案 消防设计审查 消防验收”，不必重复添加"),
        ("消竣备案 13800138000", "含有手机号码等个人信息，不能作为同义词"),
    ],
)
def test_what_makes_no_group_is_refused_in_words_that_one_can_act_on(line: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        meanings.group(line, [("消竣备案", "消防设计审查", "消防验收")])
    assert (str(refused.value), refused.value.field) == (sentence, "words")
