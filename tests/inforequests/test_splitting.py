"""One letter becomes several requests, several requests become one; table 3 counts each once."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Fact

DAY, TODAY = date(2026, 10, 12), date(2026, 11, 22)  # received on a Monday; due on 2026-11-09
CARRIED = {"applicant": "natural_person", "channel": "in_person"}


def split(clerk, request, *parts, keep="某煤矿重大隐患挂牌督办通知书", today=TODAY):
    return actions.split(clerk, request, keep=keep, parts=parts, today=today)


def test_each_part_gets_its_own_number_and_the_days_and_applicant_of_the_letter(register, clerk):
    letter = register(DAY)
    one, two = split(clerk, letter, "该矿验收意见", "该矿处罚决定书")
    assert [letter.label, one.label, two.label] == ["申〔2026〕1号", "申〔2026〕2号", "申〔2026〕3号"]
    letter.refresh_from_db()
    assert (letter.content, one.content) == ("某煤矿重大隐患挂牌督办通知书", "该矿验收意见")
    assert (one.split_from, one.received_on, one.due_cached) == (letter, DAY, date(2026, 11, 9))
    assert (one.applicant_name, one.applicant_key) == ("王小明", letter.applicant_key)
    assert one.query_code != letter.query_code
    [event] = one.events.all()
    assert (event.type, event.date, event.evidence) == ("submitted", DAY, "拆分自申〔2026〕1号；登记回执")


def test_the_parts_are_units_of_table_3_and_each_is_closed_on_its_own_row(register, clerk, agency):
    letter = register(DAY)
    [part] = split(clerk, letter, "该矿验收意见")
    actions.decide(clerk, part, day=DAY, outcome="granted", articles=["36(2)"], today=TODAY)
    assert sorted(queries.facts(agency.pk, 2026), key=repr) == [
        Fact("request.carried_out", CARRIED, 1),
        Fact("request.closed", {**CARRIED, "outcome": "granted", "extended": "no"}, 1),
        Fact("request.received", CARRIED, 2),
    ]


def test_a_part_has_the_clock_of_the_letter_with_its_corrections(register, clerk):
    letter = register(DAY)
    told = {"until": date(2026, 11, 6), "matters": "请写明文号", "today": TODAY}
    actions.ask_correction(clerk, letter, day=date(2026, 10, 14), **told)
    letter = actions.receive_correction(clerk, letter, day=date(2026, 10, 20), today=TODAY)
    [part] = split(clerk, letter, "该矿验收意见")
    assert part.due_cached == letter.due_cached == date(2026, 11, 17)
    assert queries.clock_of(part, TODAY).due == date(2026, 11, 17)


def test_the_wording_before_the_splitting_stays_among_the_papers(register, clerk):
    letter = register(DAY)
    split(clerk, letter, "该矿验收意见")
    [paper] = letter.attachments.all()
    with paper.file.open("rb") as kept:
        assert kept.read().decode() == "某煤矿重大隐患挂牌督办通知书及验收意见"


@pytest.mark.parametrize(
    ("keep", "parts", "field", "says"),
    [
        ("", ["甲"], "keep", "请填写申请公开的政府信息"),
        ("甲", [" ", ""], "parts", "请填写拆出的申请内容"),
        ("甲", ["乙", "乙"], "parts", "内容相同"),
        ("甲", ["甲"], "parts", "内容相同"),
        ("甲", [f"第{n}项" for n in range(51)], "parts", "最多拆出50件"),
    ],
)
def test_a_splitting_is_refused_at_the_field_that_is_missing_or_double(
    register, clerk, keep, parts, field, says
):
    letter = register(DAY)
    with pytest.raises(Refused, match=says) as refused:
        split(clerk, letter, *parts, keep=keep)
    assert refused.value.field == field
    assert Request.objects.count() == 1


def test_a_closed_request_is_not_split_and_none_once_its_year_is_reported(register, clerk):
    closed = register(DAY)
    actions.decide(clerk, closed, day=DAY, outcome="granted", articles=["36(2)"], today=TODAY)
    with pytest.raises(Refused, match="已经办结"):
        split(clerk, closed, "该矿验收意见")
    late = register(date(2026, 12, 28), today=date(2026, 12, 28))
    with pytest.raises(Refused, match="2026年收到的，该年年报已过公布期限") as refused:
        split(clerk, late, "该矿验收意见", today=date(2027, 2, 1))
    assert refused.value.article == "条例第四十九条第一款"
    assert len(split(clerk, late, "该矿验收意见", today=date(2027, 1, 31))) == 1


def test_a_refused_splitting_takes_no_number(register, clerk, make_post, other_agency):
    letter = register(DAY)
    for actor in (make_post("contributor"), make_post("clerk", name="外人", agency=other_agency)):
        with pytest.raises(Refused):
            split(actor, letter, "该矿验收意见")
    assert split(clerk, letter, "该矿验收意见")[0].label == "申〔2026〕2号"


def test_a_joined_request_is_closed_as_other_and_waits_for_its_letter(register, clerk):
    first, second = register(DAY), register(DAY, content="某煤矿挂牌督办通知书和验收意见")
    joined = actions.join(clerk, second, first, day=date(2026, 10, 14), today=TODAY)
    assert (joined.outcome, joined.joined_to, joined.closed_on) == ("closed_other", first, date(2026, 10, 14))
    assert joined.articles == ["与申〔2026〕1号系同一申请人就同一事项提出，并入该件一并答复"]
    assert (joined.state_cached, joined.delivered_on, joined.remedy_route) == ("closed", None, "either")
    assert list(first.joined.all()) == [joined]


def test_both_joined_requests_count_once_and_the_columns_balance(register, clerk, agency):
    first, second = register(DAY), register(DAY)
    actions.join(clerk, second, first, day=date(2026, 10, 14), today=TODAY)
    actions.decide(clerk, first, day=date(2026, 10, 20), outcome="granted", articles=["36(2)"], today=TODAY)
    assert sorted(queries.facts(agency.pk, 2026), key=repr) == [
        Fact("request.closed", {**CARRIED, "outcome": "closed_other", "extended": "no"}, 1),
        Fact("request.closed", {**CARRIED, "outcome": "granted", "extended": "no"}, 1),
        Fact("request.received", CARRIED, 2),
    ]


def test_only_requests_of_the_same_applicant_are_joined(register, clerk):
    mine, other = register(DAY), register(DAY, identity_number="529900199001010025")
    with pytest.raises(Refused, match="同一申请人") as refused:
        actions.join(clerk, mine, other, day=DAY, today=TODAY)
    assert refused.value.field == "into"


def test_a_request_is_not_joined_to_itself_nor_to_a_closed_one_nor_away_from_those_joined_to_it(
    register, clerk
):
    first, second, third = register(DAY), register(DAY), register(DAY)
    how = {"day": DAY, "today": TODAY}
    with pytest.raises(Refused, match="本件自己"):
        actions.join(clerk, first, first, **how)
    actions.join(clerk, second, first, **how)
    with pytest.raises(Refused, match="已有其他申请并入本件"):
        actions.join(clerk, first, third, **how)
    with pytest.raises(Refused, match="已经办结"):
        actions.join(clerk, third, second, **how)


def test_a_request_of_another_agency_is_no_target(register, clerk, make_post, other_agency):
    mine = register(DAY)
    theirs = register(DAY, actor=make_post("clerk", name="外人", agency=other_agency))
    with pytest.raises(Refused, match="其他机关"):
        actions.join(clerk, mine, theirs, day=DAY, today=TODAY)
