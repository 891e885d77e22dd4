"""The door to the public: what it refuses, and what it does when it opens."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Attachment, Item, Release
from gongkai.law.refusals import Refused


def test_an_item_that_the_whole_chain_approved_is_published_under_the_systems_own_time(
    reviewed, clerk, website
):
    item = actions.publish(clerk, reviewed, [website])
    assert item.state == "published"
    assert item.index_number == "MB1A00001/2026-00001"
    assert item.published_at.isoformat() == "2026-12-08T02:00:00+00:00"
    assert item.first_public_on == date(2026, 12, 8)
    assert list(Release.objects.values_list("channel__name", "released_on")) == [
        ("市应急局网站", date(2026, 12, 8))
    ]
    assert Entry.objects.filter(event="item.published").count() == 1


def test_a_draft_that_nobody_reviewed_is_not_published(item, clerk, website):
    with pytest.raises(Refused, match="本件尚未送审，请先送保密审查和三级审核（条例第十七条）"):
        actions.publish(clerk, item, [website])
    assert Item.objects.get().state == "draft"


def test_an_item_in_the_middle_of_its_review_is_not_published_and_the_lacking_steps_are_named(
    item, clerk, reviewers, website
):
    row = actions.submit(clerk, item)
    for reviewer in reviewers[:2]:
        row = actions.approve(reviewer, row)
    with pytest.raises(Refused, match="审查尚未完成，还差复审、终审（条例第十七条）"):
        actions.publish(clerk, row, [website])


def test_a_text_changed_behind_the_reviews_back_is_not_published(reviewed, clerk, website):
    Item.objects.filter(pk=reviewed.pk).update(body="换了内容")
    with pytest.raises(Refused, match="审查通过之后内容有改动，原审查不再有效，请修改后重新送审"):
        actions.publish(clerk, reviewed, [website])


def test_metadata_are_content_too(reviewed, clerk, website):
    Item.objects.filter(pk=reviewed.pk).update(document_number="测应急〔2026〕1号")
    with pytest.raises(Refused, match="内容有改动"):
        actions.publish(clerk, reviewed, [website])


def test_a_superuser_without_the_role_cannot_publish_and_with_it_cannot_skip_the_review(
    item, clerk, website, make_post
):
    root = make_post("contributor", name="超级用户")
    root.account.is_superuser = root.account.is_staff = True
    root.account.save()
    with pytest.raises(Refused, match="您的岗位没有办理此事的权限，请由政务公开经办办理"):
        actions.publish(root, item, [website])
    clerk.account.is_superuser = True
    clerk.account.save()
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.publish(clerk, item, [website])


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("on_request", "公开属性是“依申请公开”，只有“主动公开”的信息才能发布（条例第十九条）"),
        ("denied", "公开属性是“不予公开”，只有“主动公开”的信息才能发布（条例第十九条）"),
    ],
)
def test_only_what_is_to_be_disclosed_of_the_agencys_own_accord_is_published(
    item, clerk, reviewers, website, attribute, sentence
):
    row = actions.revise(
        clerk,
        item,
        disclosure_attribute=attribute,
        attribute_reason="属于内部事务信息",
        attribute_article="条例第十六条第一款",
    )
    row = actions.submit(clerk, row)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    with pytest.raises(Refused, match=sentence):
        actions.publish(clerk, row, [website])


def test_a_withdrawn_item_does_not_come_back(reviewed, clerk, website):
    item = actions.withdraw(clerk, actions.publish(clerk, reviewed, [website]), "数字有误")
    assert item.state == "withdrawn"
    with pytest.raises(Refused, match="本件已经撤下，不能恢复；确需公开的，请另行起草并重新审查"):
        actions.publish(clerk, item, [website])


def test_an_item_is_published_once(reviewed, clerk, website):
    item = actions.publish(clerk, reviewed, [website])
    with pytest.raises(Refused, match="本件已经发布，不必再次发布"):
        actions.publish(clerk, item, [website])


def test_publishing_names_at_least_one_channel_and_only_the_agencys_own(
    reviewed, clerk, other_agency, make_post
):
    with pytest.raises(Refused, match="请至少选择一个发布渠道"):
        actions.publish(clerk, reviewed, [])
    stranger = make_post("clerk", name="外单位", agency=other_agency)
    theirs = actions.register_channel(stranger, other_agency, "商务局网站", "website")
    with pytest.raises(Refused, match="发布渠道属于其他机关"):
        actions.publish(clerk, reviewed, [theirs])


def test_another_agencys_clerk_cannot_publish_it(reviewed, website, other_agency, make_post):
    stranger = make_post("clerk", name="外单位", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        actions.publish(stranger, reviewed, [website])


def test_an_interpretation_waits_for_its_document(item, clerk, columns, reviewers, website):
    reading = actions.draft(
        clerk,
        columns["interpretation"],
        title="一图读懂",
        body="解读",
        formed_on=date(2026, 12, 1),
        disclosure_attribute="proactive",
        interpretation_of=item,
    )
    row = actions.submit(clerk, reading)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    with pytest.raises(
        Refused, match="所解读的文件《关于2026年第四季度重大事故隐患挂牌督办情况的公告》尚未公开"
    ):
        actions.publish(clerk, row, [website])


def test_an_attachment_that_was_exchanged_in_storage_is_noticed(item, clerk, reviewers, website):
    actions.attach(clerk, item, ContentFile("序号,名称\n1,甲".encode(), name="清单.csv"))
    row = actions.submit(clerk, item)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    with Attachment.objects.get().file.open("wb") as stored:
        stored.write("序号,名称\n1,乙".encode())
    with pytest.raises(Refused, match=r"附件“清单\.csv”与送审时不一致"):
        actions.publish(clerk, row, [website])


def test_index_numbers_have_no_gap_when_a_publication_is_refused(
    reviewed, clerk, columns, reviewers, website, wechat
):
    with pytest.raises(Refused):
        actions.publish(clerk, reviewed, [])
    first = actions.publish(clerk, reviewed, [website, wechat])
    second = actions.draft(
        clerk,
        columns["news"],
        title="第二件",
        body="正文",
        formed_on=date(2026, 12, 7),
        disclosure_attribute="proactive",
    )
    row = actions.submit(clerk, second)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    row = actions.publish(clerk, row, [website])
    assert [first.index_number, row.index_number] == ["MB1A00001/2026-00001", "MB1A00001/2026-00002"]


def test_a_further_channel_comes_later_and_only_once(reviewed, clerk, website, wechat):
    item = actions.publish(clerk, reviewed, [website])
    actions.add_release(clerk, item, wechat)
    assert item.releases.count() == 2
    with pytest.raises(Refused, match="本件已由“测试应急”发布"):
        actions.add_release(clerk, item, wechat)


def test_a_draft_is_not_carried_by_a_channel(item, clerk, wechat):
    with pytest.raises(Refused, match="本件处于“起草”状态，不能增加发布渠道；此时可以修改、送审、废弃"):
        actions.add_release(clerk, item, wechat)


def test_withdrawing_needs_a_reason(reviewed, clerk, website):
    item = actions.publish(clerk, reviewed, [website])
    with pytest.raises(Refused, match="请写明撤下的理由"):
        actions.withdraw(clerk, item, "  ")


def test_a_document_is_marked_repealed_on_itself_with_the_basis(reviewed, clerk, website):
    item = actions.publish(clerk, reviewed, [website])
    with pytest.raises(Refused, match="请写明变更依据"):
        actions.change_validity(clerk, item, "repealed", since=date(2026, 12, 1), basis="")
    with pytest.raises(Refused, match="变更日期不能晚于今天"):
        actions.change_validity(clerk, item, "repealed", since=date(2026, 12, 9), basis="测应急〔2026〕2号")
    item = actions.change_validity(
        clerk, item, "repealed", since=date(2026, 12, 1), basis="测应急〔2026〕2号"
    )
    assert (item.validity, item.validity_since) == ("repealed", date(2026, 12, 1))
    assert item.state == "published"
