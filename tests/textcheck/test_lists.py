"""The word lists as data, an agency's own lists, and its leaders."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.textcheck import own
from gongkai.textcheck.check import Context, check
from gongkai.textcheck.findings import KINDS, LEVELS
from gongkai.textcheck.leaders import Leader, Leaders
from gongkai.textcheck.lexicon import Entry, Lexicon, shipped

LEADERS = Leaders(
    (
        Leader("王建国", ("局长", "党组书记"), 1, ("王建囯",)),
        Leader("李红霞", ("副局长",), 2),
        Leader("张伟民", ("副局长",), 3),
    )
)


def findings(text, leaders=LEADERS):
    return [
        (text[one.start : one.end], one.level)
        for one in check(text, Lexicon(), context=Context(leaders=leaders))
    ]


def test_the_shipped_lists_hold_thousands_of_entries_of_known_kinds_and_levels():
    entries = shipped().entries
    assert len(entries) > 2_500
    assert {entry.kind for entry in entries} <= set(KINDS)
    assert {entry.level for entry in entries} <= set(LEVELS)


def test_no_suggestion_is_the_wrong_form_itself_or_brings_another_error():
    for entry in shipped().entries:
        if entry.rule is None and entry.suggestion:
            assert entry.suggestion != entry.words
            again = [
                one.kind for one in check(entry.suggestion, shipped(), context=Context(date(2026, 3, 2)))
            ]
            assert not {"misspelling", "place"} & set(again), entry


def test_no_expression_stands_twice_in_the_shipped_lists():
    words = [entry.words for entry in shipped().entries if entry.rule is None]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_message_is_a_sentence_that_says_what_to_do():
    for entry in shipped().entries:
        assert entry.message.endswith("。")
        assert any(verb in entry.message for verb in ("请", "宜", "改")), entry.message


def test_rows_of_a_spreadsheet_become_a_list():
    rows = [
        {
            "类别": "不用",
            "用语": "旧平台",
            "应为": "新平台",
            "级别": "禁止发布",
            "说明": "平台已改名",
            "启用日期": "2026-01-01",
        },
        {"类别": "放行", "用语": "旧平台大厦"},
        {"用语": "绝无仅有"},
    ]
    read = own.words(rows)
    assert read.refused == ()
    assert read.value == Lexicon(
        (
            Entry(
                "旧平台",
                "own",
                "block",
                "本单位规定不用“旧平台”，请改为“新平台”：平台已改名。",
                "新平台",
                since=date(2026, 1, 1),
            ),
            Entry("绝无仅有", "own", "hint", "本单位规定不用“绝无仅有”，请核对并改写。"),
        ),
        frozenset(["旧平台大厦"]),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"用语": "甲"}, "第2行：用语应为2至50个字，现为1个字"),
        ({"用语": "某词", "应为": "某词"}, "第2行：“应为”与“用语”相同，请核对"),
        ({"用语": "某词", "类别": "其他"}, "第2行：类别“其他”有误，请填写“不用”或者“放行”"),
        ({"用语": "某词", "级别": "高"}, "第2行：级别“高”有误，请填写“禁止发布”“须改正或者说明”或者“提示”"),
        ({"用语": "某词", "类别": "放行", "应为": "别的"}, "第2行：放行的用语不填“应为”，请删去"),
        ({"用语": "某词", "启用日期": "明天"}, "第2行：启用日期“明天”有误，请写作2026-01-31这样的形式"),
        ({}, "第2行：用语应为2至50个字，现为0个字"),
    ],
)
def test_a_wrong_row_is_refused_with_its_number(row, said):
    (refused,) = own.words([row]).refused
    assert refused.message == said


def test_the_same_expression_twice_is_refused_at_the_second_row():
    read = own.words([{"用语": "某词"}, {"用语": "某词"}])
    assert [one.field for one in read.refused] == ["3.用语"]
    assert len(read.value.entries) == 1


def test_rows_become_leaders_in_their_order():
    read = own.leaders(
        [
            {"姓名": "李红霞", "职务": "副局长", "排序": 2.0},
            {"姓名": "王建国", "职务": "局长、党组书记", "排序": 1, "常见误写": "王建囯"},
        ]
    )
    assert read.refused == ()
    assert read.value == Leaders(LEADERS.listed[:2])


def test_leaders_twice_or_with_one_order_are_refused():
    rows = [
        {"姓名": "王建国", "排序": 1},
        {"姓名": "王建国"},
        {"姓名": "李红霞", "排序": 1},
        {"姓名": "张伟民", "排序": "一"},
    ]
    assert [one.message for one in own.leaders(rows).refused] == [
        "第3行：“王建国”前面已有，请删去重复的一行",
        "第4行：排序1重复，请核对",
        "第5行：排序“一”有误，请填写正整数或者留空",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("局长王建国主持，副局长李红霞参加。", []),
        ("党组书记、局长王建国，副局长李红霞、张伟民出席。", []),
        ("王建国局长讲话。", []),
        ("王建囯局长讲话。", [("王建囯", "block")]),
        ("局长李红霞讲话。", [("局长", "block")]),
        ("李红霞局长讲话。", [("局长", "block")]),
        ("副局长王建国讲话。", [("副局长", "block")]),
        ("李红霞、王建国出席。", [("王建国", "must_explain")]),
        ("张伟民到会。会后，李红霞作了总结。", []),
    ],
)
def test_names_posts_and_order_are_those_of_the_agencys_list(text, said):
    assert findings(text) == said


def test_no_leader_is_checked_before_a_list_is_imported():
    assert findings("局长李红霞讲话。", Leaders()) == []
