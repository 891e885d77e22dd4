"""保密审查 → 初审 → 复审 → 终审: four people, none the author, each on exactly one content."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.lifecycle import TRANSITIONS
from gongkai.apps.publications.models import Item, Review
from gongkai.law.refusals import Refused


def test_the_chain_runs_through_four_people_in_its_order(item, clerk, reviewers):
    row = actions.submit(clerk, item)
    seen = []
    for reviewer in reviewers:
        seen.append(row.awaiting)
        row = actions.approve(reviewer, row)
    assert seen == ["secrecy", "first", "second", "final"]
    assert (row.state, row.awaiting) == ("approved", "")
    assert [r.account.display_name for r in Review.objects.all()] == ["赵国庆", "李卫东", "周明", "吴江"]
    assert Entry.objects.filter(event="item.reviewed").count() == 4


def test_the_secrecy_review_rests_on_its_article_when_none_is_given(item, clerk, reviewers):
    actions.approve(reviewers[0], actions.submit(clerk, item), opinion="不涉密")
    review = Review.objects.get()
    assert (review.basis, review.opinion, review.draft) == ("条例第十七条", "不涉密", 1)
    assert len(review.digest) == 64


def test_nobody_approves_a_draft_of_their_own(columns, make_post, item, clerk):
    author = make_post("clerk", "secrecy_reviewer", name="自写自审")
    own = actions.draft(
        author,
        columns["news"],
        title="自己的稿",
        body="正文",
        formed_on=item.formed_on,
        disclosure_attribute="proactive",
    )
    row = actions.submit(author, own)
    with pytest.raises(Refused, match="您起草或修改过本件，不能审查自己的稿件，请由他人审查（条例第十七条）"):
        actions.approve(author, row)
    assert Item.objects.get(pk=own.pk).awaiting == "secrecy"


def test_whoever_edited_an_earlier_draft_does_not_review_it_either(item, clerk, reviewers):
    first = reviewers[1]
    row = actions.revise(first, item, body="初审人自己改过")
    row = actions.approve(reviewers[0], actions.submit(clerk, row))
    with pytest.raises(Refused, match="您起草或修改过本件"):
        actions.approve(first, row)


def test_nobody_takes_two_steps_of_one_review(item, clerk, make_post, reviewers):
    both = make_post("secrecy_reviewer", "first_reviewer", name="身兼两职")
    row = actions.approve(both, actions.submit(clerk, item))
    with pytest.raises(Refused, match="您已办理本件的保密审查，各环节须由不同的人办理，请由他人审查"):
        actions.approve(both, row)


def test_each_step_asks_for_its_own_role(item, clerk, reviewers):
    row = actions.submit(clerk, item)
    with pytest.raises(Refused, match="您的岗位没有办理此事的权限，请由保密审查员办理"):
        actions.approve(reviewers[3], row)
    with pytest.raises(Refused, match="请由保密审查员办理"):
        actions.approve(clerk, row)


def test_a_superuser_does_not_review_without_the_role(item, clerk, make_post):
    root = make_post(name="超级用户")
    root.account.is_superuser = True
    root.account.save()
    with pytest.raises(Refused, match="没有办理此事的权限"):
        actions.approve(root, actions.submit(clerk, item))


def test_another_agencys_reviewer_has_no_say(item, clerk, make_post, other_agency):
    stranger = make_post("secrecy_reviewer", name="外单位", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        actions.approve(stranger, actions.submit(clerk, item))


def test_sending_back_needs_an_opinion_and_starts_the_chain_anew(item, clerk, reviewers, website):
    row = actions.approve(reviewers[0], actions.submit(clerk, item))
    with pytest.raises(Refused, match="请写明退回意见，让作者知道改什么"):
        actions.send_back(reviewers[1], row)
    row = actions.send_back(reviewers[1], row, opinion="第二段数字与台账不一致")
    assert (row.state, row.draft) == ("draft", 2)
    row = actions.submit(clerk, row)  # the same words: still a new draft, and nothing carries over
    assert row.awaiting == "secrecy"
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    assert actions.publish(clerk, row, [website]).state == "published"


@pytest.mark.parametrize("approvals", [1, 4])
def test_a_change_of_the_text_voids_the_review(item, clerk, reviewers, website, approvals):
    row = actions.submit(clerk, item)
    for reviewer in reviewers[:approvals]:
        row = actions.approve(reviewer, row)
    row = actions.revise(clerk, row, body="改了一个字")
    assert (row.state, row.draft, row.awaiting) == ("draft", 2, "")
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.publish(clerk, row, [website])
    marks = [(stage.mark, stage.words) for stage in queries.stages(row)]
    assert marks[0] == ("voided", "第1稿，已失效")
    assert Entry.objects.get(event="item.revised").data["review_voided"] is True


def test_saving_without_a_change_leaves_the_review_standing(reviewed, clerk):
    row = actions.revise(clerk, reviewed, body="第一段。\n第二段。")
    assert (row.state, row.version) == ("approved", reviewed.version)


def test_a_reviewer_approves_only_what_was_on_the_screen(item, clerk, reviewers):
    row = actions.submit(clerk, item)
    seen = row.version
    actions.submit(clerk, actions.revise(clerk, row, body="趁审查人看稿时改掉"))
    with pytest.raises(Refused, match="您打开之后，陈雨已于12月08日 10:00修改了本件"):
        actions.approve(reviewers[0], row, version=seen)


def test_a_text_changed_in_the_database_is_noticed_by_the_next_reviewer(item, clerk, reviewers):
    row = actions.approve(reviewers[0], actions.submit(clerk, item))
    Item.objects.filter(pk=row.pk).update(title="换了标题")
    with pytest.raises(Refused, match="前一环节审查之后内容有改动，请退回，由作者重新送审"):
        actions.approve(reviewers[1], row)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": ""}, "请填写正文，或者上传附件"),
        ({"formed_on": None}, "请填写形成或变更日期，公开期限由它起算（条例第二十六条）"),
        ({"disclosure_attribute": ""}, "请选择公开属性"),
        ({"disclosure_attribute": "denied"}, "拟定为“不予公开”的，请说明理由"),
        (
            {"disclosure_attribute": "denied", "attribute_reason": "内部事务"},
            "拟定为“不予公开”的，请写明依据的条款",
        ),
    ],
)
def test_an_incomplete_draft_is_not_sent_into_review(item, clerk, fields, sentence):
    row = actions.revise(clerk, item, **fields)
    with pytest.raises(Refused, match=sentence):
        actions.submit(clerk, row)


def test_a_day_in_the_future_is_refused(item, clerk):
    row = actions.revise(clerk, item, formed_on=date(2026, 12, 9))
    with pytest.raises(Refused, match="形成或变更日期不能晚于今天，请核对"):
        actions.submit(clerk, row)


def test_reviews_and_revisions_cannot_be_rewritten_or_deleted_even_in_the_database(reviewed):
    for act in (
        lambda: Review.objects.update(opinion="改口"),
        lambda: Review.objects.all().delete(),
        lambda: reviewed.revisions.update(draft=9),
        lambda: reviewed.revisions.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_the_table_of_transitions_reads_as_the_life_of_an_item():
    assert {(state, verb): after for (state, verb), after in TRANSITIONS.items()} == {
        ("draft", "revise"): "draft",
        ("draft", "submit"): "in_review",
        ("draft", "discard"): "discarded",
        ("in_review", "approve"): "in_review",
        ("in_review", "send_back"): "draft",
        ("in_review", "revise"): "draft",
        ("approved", "publish"): "published",
        ("approved", "revise"): "draft",
        ("approved", "merge"): "merged",
        ("in_review", "release_in_emergency"): "published",
        ("published", "amend"): "published",
        ("published", "release"): "published",
        ("published", "change_validity"): "published",
        ("published", "withdraw"): "withdrawn",
    }
