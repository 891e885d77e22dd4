"""Emergency release, what is ordered for later, interpretations that travel along, and what is withheld."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import Emergency, Evaluation, Item, Schedule
from gongkai.law.refusals import Refused
from tests.desks import desk_of
from tests.publications.reviewing import through

NINE = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)  # 9 December, 9:00 in Beijing
WHY = "台风预警须立即发布"


def clock(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def cleared(item, clerk, reviewers) -> Item:
    """Under review, 保密审查 passed."""
    return actions.approve(reviewers[0], actions.submit(clerk, item))


def test_a_leader_lets_out_in_an_emergency_what_passed_the_secrecy_review(cleared, reviewers, website):
    row = actions.release_in_emergency(reviewers[3], cleared, [website], reason=WHY)
    assert (row.state, row.awaiting, row.index_number) == ("published", "first", "MB1A00001/2026-00001")
    urgent = Emergency.objects.get()
    assert (urgent.due_on, urgent.decided_by, urgent.reason) == (date(2026, 12, 11), reviewers[3], WHY)
    assert Entry.objects.filter(event="item.released_in_emergency").count() == 1
    assert not Entry.objects.filter(event="item.published").exists()


def test_not_even_in_an_emergency_without_the_secrecy_review_of_this_content(
    item, clerk, reviewers, website, cleared
):
    Item.objects.filter(pk=cleared.pk).update(body="换了内容")
    with pytest.raises(Refused, match="应急发布也须先通过保密审查"):
        actions.release_in_emergency(reviewers[3], cleared, [website], reason=WHY)
    row = actions.submit(clerk, actions.revise(clerk, cleared, body="再换"))
    with pytest.raises(Refused, match="应急发布也须先通过保密审查"):
        actions.release_in_emergency(reviewers[3], row, [website], reason=WHY)
    assert not Emergency.objects.exists()


def test_an_emergency_needs_a_leader_a_reason_and_another_person(
    cleared, clerk, reviewers, website, make_post
):
    with pytest.raises(Refused, match="请由分管领导（终审）、主要负责人办理"):
        actions.release_in_emergency(clerk, cleared, [website], reason=WHY)
    with pytest.raises(Refused, match="请写明应急发布的理由"):
        actions.release_in_emergency(reviewers[3], cleared, [website], reason=" ")
    author = make_post("final_reviewer", name="陈雨")
    with pytest.raises(Refused, match="您起草或修改过本件"):
        actions.release_in_emergency(author, cleared, [website], reason=WHY)
    secrecy = make_post("final_reviewer", name="赵国庆")
    with pytest.raises(Refused, match="您已办理本件的保密审查"):
        actions.release_in_emergency(secrecy, cleared, [website], reason=WHY)


def test_the_review_is_made_up_for_and_stays_on_the_desk_until_it_is(cleared, reviewers, website):
    row = actions.release_in_emergency(reviewers[3], cleared, [website], reason=WHY)
    (desk,) = desk_of(queries, reviewers[1], date(2026, 12, 8))
    assert (desk.what[:10], desk.due, desk.mine) == ("应急发布补审（初审）", date(2026, 12, 11), True)
    for reviewer in reviewers[1:]:
        row = actions.approve(reviewer, row)
    assert (row.state, row.awaiting) == ("published", "")
    assert Emergency.objects.get().completed_at is not None
    assert desk_of(queries, reviewers[1], date(2026, 12, 8)) == []


def test_an_objection_afterwards_is_settled_by_correcting_or_withdrawing(cleared, clerk, reviewers, website):
    row = actions.release_in_emergency(reviewers[3], cleared, [website], reason=WHY)
    row = actions.send_back(reviewers[1], row, opinion="地点有误")
    assert (row.state, row.awaiting) == ("published", "")
    (desk,) = desk_of(queries, clerk, date(2026, 12, 8))
    assert (desk.what[:13], desk.mine) == ("更正或者撤下应急发布的信息", True)
    draft = actions.revise(clerk, actions.amend(clerk, row, "更正地点"), body="更正后的正文")
    actions.publish(clerk, through(draft, clerk, reviewers), [])
    assert Emergency.objects.get().closed_at is not None
    assert desk_of(queries, clerk, date(2026, 12, 8)) == []


def test_an_approved_item_goes_out_by_the_job_at_the_systems_own_time(reviewed, clerk, website, monkeypatch):
    actions.schedule_release(clerk, reviewed, [website], at=NINE)
    assert actions.release_due() == (0, 0)
    clock(monkeypatch, NINE + timedelta(minutes=3))
    assert actions.release_due() == (1, 0)
    row = Item.objects.get()
    assert (row.state, row.published_at, row.first_public_on) == (
        "published",
        NINE + timedelta(minutes=3),
        date(2026, 12, 9),
    )
    assert actions.release_due() == (0, 0)


@pytest.mark.parametrize("how", ["revised", "behind the back"])
def test_what_changed_after_the_order_does_not_go_out(reviewed, clerk, website, monkeypatch, how):
    actions.schedule_release(clerk, reviewed, [website], at=NINE)
    if how == "revised":
        actions.revise(clerk, reviewed, body="改过")
    else:
        Item.objects.filter(pk=reviewed.pk).update(body="改过")
    clock(monkeypatch, NINE)
    assert actions.release_due() == (0, 1)
    assert Item.objects.get().published_at is None
    order = Schedule.objects.get()
    assert order.failed
    assert Entry.objects.filter(event="item.schedule_failed").count() == 1
    failed = [row for row in desk_of(queries, clerk, date(2026, 12, 9)) if "未能办理" in row.what]
    assert len(failed) == 1
    actions.cancel_schedule(clerk, order)
    assert not [row for row in desk_of(queries, clerk, date(2026, 12, 9)) if "未能办理" in row.what]


def test_what_was_reviewed_anew_after_the_order_needs_a_new_order(
    reviewed, clerk, reviewers, website, monkeypatch
):
    actions.schedule_release(clerk, reviewed, [website], at=NINE)
    through(actions.revise(clerk, reviewed, body="改过，重新审过"), clerk, reviewers)
    clock(monkeypatch, NINE)
    assert actions.release_due() == (0, 1)
    assert "内容与登记定时发布时不一致" in Schedule.objects.get().failed


def test_the_order_of_somebody_who_left_or_lost_the_role_is_not_carried_out(
    reviewed, clerk, website, monkeypatch
):
    actions.schedule_release(clerk, reviewed, [website], at=NINE)
    clerk.until = date(2026, 12, 8)
    clerk.save()
    clock(monkeypatch, NINE)
    assert actions.release_due() == (0, 1)
    assert "登记人陈雨已离岗" in Schedule.objects.get().failed


def test_an_order_is_for_a_time_to_come(reviewed, clerk, website):
    with pytest.raises(Refused, match="请选择将来的时间"):
        actions.schedule_release(clerk, reviewed, [website], at=datetime(2026, 12, 8, 1, 0, tzinfo=UTC))


def test_an_unreviewed_item_cannot_be_ordered(item, clerk, website):
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.schedule_release(clerk, item, [website], at=NINE)


def test_a_page_comes_down_at_the_time_ordered(reviewed, clerk, website, monkeypatch):
    row = actions.publish(clerk, reviewed, [website])
    actions.schedule_withdrawal(clerk, row, at=NINE, reason="公示期满")
    clock(monkeypatch, NINE)
    assert actions.release_due() == (1, 0)
    row = Item.objects.get()
    assert (row.state, row.withdrawal_reason) == ("withdrawn", "公示期满")


def test_what_states_a_validity_that_has_run_out_is_marked_as_lapsed_the_day_after(
    item, clerk, reviewers, website
):
    item = actions.revise(clerk, item, valid_until=date(2026, 12, 31))
    actions.publish(clerk, through(item, clerk, reviewers), [website])
    assert actions.lapse_due(date(2026, 12, 31)) == 0
    assert actions.lapse_due(date(2027, 1, 1)) == 1
    row = Item.objects.get()
    assert (row.validity, row.validity_since) == ("lapsed", date(2027, 1, 1))
    assert row.validity_basis == "有效期届满（有效期至2026-12-31）"
    assert actions.lapse_due(date(2027, 1, 1)) == 0


@pytest.fixture
def reading(item, clerk, columns):
    return actions.draft(
        clerk,
        columns["interpretation"],
        title="一图读懂",
        body="解读",
        formed_on=date(2026, 12, 1),
        disclosure_attribute="proactive",
        interpretation_of=item,
    )


def test_a_document_and_its_interpretation_go_out_together(item, reading, clerk, reviewers, website):
    document = through(actions.revise(clerk, item, interpretation_required=True), clerk, reviewers)
    with pytest.raises(Refused, match="解读尚未通过审查，应与文件同步发布"):
        actions.publish(clerk, document, [website])
    through(reading, clerk, reviewers)
    actions.publish(clerk, document, [website])
    assert [row.state for row in Item.objects.order_by("pk")] == ["published", "published"]
    assert [row.index_number[-5:] for row in Item.objects.order_by("pk")] == ["00001", "00002"]


def test_with_a_reason_the_document_goes_alone_and_the_interpretation_is_due_in_three_working_days(
    item, reading, clerk, reviewers, website
):
    document = through(actions.revise(clerk, item, interpretation_required=True), clerk, reviewers)
    row = actions.publish(clerk, document, [website], without_interpretation="文件须即日施行")
    assert row.uninterpreted_reason == "文件须即日施行"
    due = [one for one in desk_of(queries, clerk, date(2026, 12, 8)) if one.what.startswith("发布解读")]
    assert [one.due for one in due] == [date(2026, 12, 11)]


@pytest.fixture
def withheld(item, clerk, reviewers):
    row = actions.revise(
        clerk,
        item,
        disclosure_attribute="denied",
        attribute_reason="内部事务信息",
        attribute_article="条例第十六条第一款",
    )
    return through(row, clerk, reviewers)


def test_what_is_withheld_is_asked_again_after_a_year(withheld, clerk):
    assert withheld.reevaluate_on == date(2027, 12, 8)
    assert desk_of(queries, clerk, date(2026, 12, 8)) == []
    (row,) = desk_of(queries, clerk, date(2027, 12, 1))
    assert (row.what, row.due) == ("评估不公开信息：" + withheld.title, date(2027, 12, 8))
    kept = actions.reevaluate(clerk, withheld, "kept", reason="情形没有变化", next_on=date(2027, 6, 1))
    assert (kept.state, kept.reevaluate_on) == ("approved", date(2027, 6, 1))
    assert Evaluation.objects.get().next_on == date(2027, 6, 1)


def test_what_may_now_be_disclosed_goes_through_the_whole_review(withheld, clerk, website):
    row = actions.reevaluate(clerk, withheld, "disclose", reason="事项已经办结")
    assert (row.state, row.disclosure_attribute, row.draft) == ("draft", "proactive", 2)
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.publish(clerk, row, [website])


def test_only_what_was_decided_to_be_withheld_is_evaluated_and_not_later_than_a_year(
    withheld, clerk, columns
):
    with pytest.raises(Refused, match="下次评估须在明天以后、2027-12-08以前"):
        actions.reevaluate(clerk, withheld, "kept", reason="x", next_on=date(2029, 1, 1))
    with pytest.raises(Refused, match="请写明评估的理由"):
        actions.reevaluate(clerk, withheld, "kept", reason="")
    other = actions.draft(clerk, columns["news"], title="草稿")
    with pytest.raises(Refused, match="只有审定为依申请公开或者不予公开的信息才需要评估"):
        actions.reevaluate(clerk, other, "kept", reason="x")
