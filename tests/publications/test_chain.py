"""The chain that an agency sets, as dated rules; the steps added for what is important or normative; deputies."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import ChainRule, Deputy, Item, Review
from gongkai.law.refusals import Refused
from tests.desks import desk_of


@pytest.fixture
def legal(make_post):
    return make_post("legal_reviewer", name="法制钱")


@pytest.fixture
def head(make_post):
    return make_post("agency_head", name="局长孙")


@pytest.fixture
def rule(clerk, agency, reviewers):
    """Legal review of normative documents and the head for what is important, from 8 December."""
    proposed = actions.propose_chain(
        clerk, agency, since=date(2026, 12, 8), reason="办公会纪要", legal="normative", head="important"
    )
    return actions.consent_chain(reviewers[3], proposed)


def codes(row) -> list[str]:
    return Item.objects.get(pk=row.pk).chain


def test_without_a_rule_the_chain_is_the_standard_one(item, clerk):
    assert codes(actions.submit(clerk, item)) == ["secrecy", "first", "second", "final"]


def test_what_its_author_marks_as_important_goes_on_to_the_head_of_the_agency(
    item, clerk, reviewers, head, website
):
    row = actions.submit(clerk, actions.revise(clerk, item, is_important=True))
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    assert (row.state, row.awaiting) == ("in_review", "head")
    with pytest.raises(Refused, match="审查尚未完成，还差主要负责人审定"):
        actions.publish(clerk, row, [website])
    assert actions.approve(head, row).state == "approved"


def test_a_normative_document_is_judged_by_the_legal_reviewer_where_the_agency_says_so(
    rule, item, clerk, reviewers, legal
):
    row = actions.submit(
        clerk, actions.revise(clerk, item, is_normative=True), explanations={"": "转发件，原件已有解读"}
    )
    assert codes(row) == ["secrecy", "first", "second", "legal", "final"]
    for reviewer in [*reviewers[:3], legal]:
        row = actions.approve(reviewer, row)
    assert Review.objects.get(step="legal").basis == "国办发〔2018〕115号"
    assert actions.approve(reviewers[3], row).state == "approved"


def test_a_rule_of_a_column_goes_before_that_of_the_agency(rule, item, clerk, agency, reviewers):
    own = actions.propose_chain(
        clerk, agency, since=date(2026, 12, 8), reason="动态类", column=item.column, second=False
    )
    actions.consent_chain(reviewers[3], own)
    row = actions.submit(
        clerk, actions.revise(clerk, item, is_normative=True), explanations={"": "转发件，原件已有解读"}
    )
    assert codes(row) == ["secrecy", "first", "final"]


def test_a_rule_holds_from_its_day_on_and_not_for_what_was_submitted_before(item, clerk, agency, reviewers):
    row = actions.submit(clerk, item)
    actions.consent_chain(
        reviewers[3], actions.propose_chain(clerk, agency, since=date(2026, 12, 8), reason="x", first=False)
    )
    later = actions.propose_chain(clerk, agency, since=date(2027, 1, 1), reason="x", second=False)
    actions.consent_chain(reviewers[3], later)
    assert codes(row) == ["secrecy", "first", "second", "final"]
    assert [step.code for step in queries.stages(row)] == ["secrecy", "first", "second", "final"]
    again = actions.submit(clerk, actions.revise(clerk, row, body="新的正文"))
    assert codes(again) == ["secrecy", "second", "final"]


def test_a_rule_without_a_second_persons_consent_does_nothing(item, clerk, agency, make_post):
    both = make_post("clerk", "final_reviewer", name="一人两岗")
    rule = actions.propose_chain(both, agency, since=date(2026, 12, 8), reason="x", first=False)
    with pytest.raises(Refused, match="您提出了本设置，不能自己同意"):
        actions.consent_chain(both, rule)
    with pytest.raises(Refused, match="请由分管领导（终审）、主要负责人办理"):
        actions.consent_chain(clerk, rule)
    assert codes(actions.submit(clerk, item)) == ["secrecy", "first", "second", "final"]


def test_the_secrecy_review_is_first_whatever_stands_in_the_database(item, clerk, reviewers, website):
    row = actions.submit(clerk, item)
    Item.objects.filter(pk=row.pk).update(chain=["first"], awaiting="first")
    row = actions.approve(reviewers[1], row)
    row = actions.approve(reviewers[3], row)
    with pytest.raises(Refused, match="审查尚未完成，还差保密审查"):
        actions.publish(clerk, row, [website])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"since": date(2026, 12, 7)}, "启用日期不能早于今天"),
        ({"first": False, "second": False}, "初审、复审至少保留一个"),
        ({"reason": " "}, "请写明依据或者理由"),
        ({"legal": "sometimes"}, "请选择合法性审核和主要负责人审定的范围"),
    ],
)
def test_a_faulty_rule_is_refused(clerk, agency, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.propose_chain(clerk, agency, **({"since": date(2026, 12, 8), "reason": "x"} | fields))
    assert not ChainRule.objects.exists()


def test_another_agencys_people_neither_set_nor_consent(rule, agency, make_post, other_agency):
    stranger = make_post("clerk", "final_reviewer", name="外单位", agency=other_agency)
    with pytest.raises(Refused, match="其他机关"):
        actions.propose_chain(stranger, agency, since=date(2026, 12, 8), reason="x")
    with pytest.raises(Refused, match="其他机关"):
        actions.consent_chain(stranger, rule)


def stand_in(reviewer, deputy, **days) -> Deputy:
    period = {"since": date(2026, 12, 8), "until": date(2026, 12, 12)} | days
    return actions.name_deputy(reviewer, deputy, reason="出差", **period)


def test_a_deputy_judges_in_the_reviewers_absence_under_the_own_name(item, clerk, reviewers, make_post):
    deputy = make_post("contributor", name="代理郑")
    stand_in(reviewers[0], deputy)
    row = actions.approve(deputy, actions.submit(clerk, item))
    review = Review.objects.get()
    assert (review.account, review.on_behalf_of, row.awaiting) == (deputy.account, reviewers[0], "first")
    assert queries.stages(row)[0].who == "代理郑（代赵国庆）"


def test_the_desk_shows_the_deputy_the_work_and_only_for_the_days_named(item, clerk, reviewers, make_post):
    deputy = make_post("contributor", name="代理郑")
    actions.submit(clerk, item)
    row = stand_in(reviewers[0], deputy)
    assert [one.mine for one in desk_of(queries, deputy, date(2026, 12, 8))] == [True]
    assert [one.mine for one in desk_of(queries, deputy, date(2026, 12, 13))] == [False]
    actions.end_deputy(reviewers[0], row)
    assert [one.mine for one in desk_of(queries, deputy, date(2026, 12, 8))] == [False]
    with pytest.raises(Refused, match="没有办理此事的权限，请由保密审查员办理"):
        actions.approve(deputy, item)


def test_four_eyes_compare_the_deputys_account(item, clerk, reviewers, make_post):
    stand_in(reviewers[0], clerk)  # its author
    row = actions.submit(clerk, item)
    with pytest.raises(Refused, match="您起草或修改过本件"):
        actions.approve(clerk, row)
    stand_in(reviewers[1], reviewers[0])
    row = actions.approve(reviewers[0], row)
    with pytest.raises(Refused, match="您已办理本件的保密审查"):
        actions.approve(reviewers[0], row)


def test_nobody_judges_twice_by_a_deputy(item, clerk, make_post, reviewers):
    both = make_post("secrecy_reviewer", "first_reviewer", name="身兼两职")
    deputy = make_post("contributor", name="代理郑")
    stand_in(both, deputy)
    row = actions.approve(deputy, actions.submit(clerk, item))
    with pytest.raises(Refused, match="您的代理人已代您办理本件的一个环节"):
        actions.approve(both, row)


def test_a_reviewer_who_wrote_the_text_does_not_have_it_judged_by_a_deputy(item, clerk, reviewers, make_post):
    deputy = make_post("contributor", name="代理郑")
    stand_in(reviewers[1], deputy)
    row = actions.submit(clerk, actions.revise(reviewers[1], item, body="初审人改过"))
    row = actions.approve(reviewers[0], row)
    with pytest.raises(Refused, match="您所代理的审查人起草过本件或者已办理其他环节"):
        actions.approve(deputy, row)


def test_who_may_be_a_deputy_and_for_how_long(clerk, reviewers, make_post, other_agency):
    admin, stranger = make_post("system_admin"), make_post("clerk", name="外", agency=other_agency)
    for deputy, days, sentence in (
        (reviewers[0], {}, "不能由本人代理"),
        (admin, {}, "系统、安全、审计管理员"),
        (stranger, {}, "其他机关"),
        (clerk, {"until": date(2026, 12, 1)}, "代理期间不对"),
        (clerk, {"until": date(2027, 6, 1)}, "一次代理不超过90天"),
    ):
        with pytest.raises(Refused, match=sentence):
            stand_in(reviewers[0], deputy, **days)
    with pytest.raises(Refused, match="您没有审查权限"):
        stand_in(clerk, reviewers[0])
    stand_in(reviewers[0], clerk)
    with pytest.raises(Refused, match="这段时间已经指定了代理人"):
        stand_in(reviewers[0], reviewers[1])
