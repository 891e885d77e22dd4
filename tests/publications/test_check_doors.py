"""The text check at every door: what must be mended passes none, what must be explained passes with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from gongkai.apps.publications import actions
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.models import AllowedName, CheckRecord, Item, Review, Schedule
from gongkai.apps.publications.rules import emergency_obstacles, obstacles
from gongkai.law.refusals import Refused

# A number with a right check digit, of nobody: 520203 1985-04-12 041 and its check sign.
IDENTITY = "520203198504120419"
PRIVATE = f"当事人的公民身份号码为{IDENTITY}，已办结。"
PHONE = "联系人手机13800138000。"
WHY = {"": "值班手机，专门用于接受举报"}


def plant(item: Item) -> Item:
    Item.objects.filter(pk=item.pk).update(body=PRIVATE)
    return Item.objects.get(pk=item.pk)


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(refused.value)


@pytest.mark.parametrize(
    "field",
    ["title", "body", "summary", "keywords", "topic", "genre", "audience", "content_source"],
)
def test_personal_data_in_any_public_field_stops_the_sending_into_review(clerk, item, field):
    row = actions.revise(clerk, item, **{field: IDENTITY})
    with pytest.raises(Refused, match="必须改正") as refused:
        actions.submit(clerk, row)
    assert "公民身份号码" in said(refused)
    assert IDENTITY not in said(refused)
    assert refused.value.field == "explanations"
    assert refused.value.article == "个人信息保护法第二十八条、第五十一条"
    assert not CheckRecord.objects.exists()


def test_personal_data_inside_an_attached_file_stops_it(clerk, item):
    actions.attach(
        clerk, item, ContentFile(f"姓名\t身份证号\n甲某某\t{IDENTITY}\n".encode(), name="名单.txt")
    )
    with pytest.raises(Refused, match="附件“名单"):
        actions.submit(clerk, Item.objects.get(pk=item.pk))


def test_a_sign_without_width_does_not_hide_a_number(clerk, item):
    row = actions.revise(clerk, item, body="号码520203\u200b19850412\u200b0419。")
    with pytest.raises(Refused, match="公民身份号码"):
        actions.submit(clerk, row)


def test_no_explanation_lets_out_what_must_be_mended(clerk, item):
    row = actions.revise(clerk, item, body=PRIVATE)
    with pytest.raises(Refused, match="必须改正"):
        actions.submit(clerk, row, explanations={"": "当事人同意"})


def test_what_must_be_explained_needs_the_authors_words_which_are_kept(clerk, item):
    row = actions.revise(clerk, item, body=PHONE)
    with pytest.raises(Refused, match="1处须改正或者由作者说明"):
        actions.submit(clerk, row)
    with pytest.raises(Refused, match="须改正或者由作者说明"):
        actions.submit(clerk, row, explanations={"": "   "})
    row = actions.submit(clerk, row, explanations=WHY)
    (kept,) = CheckRecord.objects.all()
    (asked,) = [one for one in kept.findings if one["level"] == "must_explain"]
    assert (asked["kind"], asked["words"]) == ("privacy.mobile_phone", "138****8000")
    assert kept.explanations == {asked["key"]: "值班手机，专门用于接受举报"}
    assert (kept.door, kept.draft, kept.actor) == ("submit", 1, clerk)
    assert kept.digest == content_digest(row)
    assert len(kept.lexicon) == 64
    assert set(kept.lists) == {"shipped"}


def test_a_hint_stops_nothing(clerk, item):
    row = actions.submit(clerk, actions.revise(clerk, item, body="截止目前已整改3处。"))
    assert row.state == "in_review"
    (kept,) = CheckRecord.objects.all()
    assert "“截止目前”宜写作“截至目前”" in " ".join(one["message"] for one in kept.findings)


def test_an_explained_item_goes_through_and_is_recorded_again_on_its_way_out(clerk, item, reviewers, website):
    row = actions.submit(clerk, actions.revise(clerk, item, body=PHONE), explanations=WHY)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    row = actions.publish(clerk, row, [website])
    assert row.state == "published"
    assert list(CheckRecord.objects.values_list("door", flat=True)) == ["submit", "publish"]


def test_an_explanation_holds_for_exactly_the_words_that_it_explained(clerk, item, reviewers, website):
    row = actions.submit(clerk, actions.revise(clerk, item, body=PHONE), explanations=WHY)
    with pytest.raises(Refused, match="须改正或者由作者说明"):
        actions.submit(clerk, actions.revise(clerk, row, body=PHONE.replace("138", "139")))


def test_planted_personal_data_does_not_get_out_by_publishing(clerk, reviewed, website):
    row = plant(reviewed)
    with pytest.raises(Refused):
        actions.publish(clerk, row, [website])
    assert any("必须改正" in str(one) for one in obstacles(row))


def test_a_word_that_must_not_be_published_since_the_review_stops_the_door(
    clerk, reviewed, reviewers, website, make_post, columns
):
    rows = [{"类别": "不用", "用语": "第二段", "级别": "禁止发布"}]
    edition = actions.propose_list(clerk, clerk.agency, "words", rows, reason="新的规定")
    actions.consent_list(reviewers[3], edition)
    with pytest.raises(Refused, match="本单位规定不用“第二段”"):
        actions.publish(clerk, reviewed, [website])
    assert Item.objects.get(pk=reviewed.pk).state == "approved"


def test_a_word_to_be_explained_since_the_review_waits_for_the_authors_words(
    clerk, reviewed, reviewers, website
):
    rows = [{"类别": "不用", "用语": "第二段", "级别": "须说明"}]
    edition = actions.propose_list(clerk, clerk.agency, "words", rows, reason="新的规定")
    actions.consent_list(reviewers[3], edition)
    with pytest.raises(Refused, match="须改正或者由作者说明"):
        actions.publish(clerk, reviewed, [website])
    actions.explain(clerk, reviewed, {"": "原文如此"})
    assert actions.publish(clerk, reviewed, [website]).state == "published"
    doors = list(CheckRecord.objects.values_list("door", flat=True))
    assert doors == ["submit", "explain", "publish"]


def test_planted_personal_data_does_not_get_out_by_an_order_for_later(clerk, reviewed, website, monkeypatch):
    moment = timezone.now()
    actions.schedule_release(clerk, reviewed, [website], at=moment + timedelta(hours=1))
    row = plant(reviewed)
    # Even were the order for these very words.
    Schedule.objects.update(digest=content_digest(row))
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(hours=2))
    assert actions.release_due() == (0, 1)
    assert Item.objects.get(pk=row.pk).state == "approved"
    with pytest.raises(Refused):
        actions.schedule_release(clerk, row, [website], at=moment + timedelta(hours=3))


def test_only_personal_data_stops_an_emergency_release(clerk, item, reviewers, website):
    row = actions.submit(clerk, actions.revise(clerk, item, body=PHONE), explanations=WHY)
    row = actions.approve(reviewers[0], row)
    released = actions.release_in_emergency(reviewers[3], row, [website], reason="山洪预警")
    assert released.state == "published"
    assert list(CheckRecord.objects.values_list("door", flat=True)) == ["submit", "emergency"]


def test_planted_personal_data_does_not_get_out_in_an_emergency(clerk, item, reviewers, website):
    row = plant(actions.approve(reviewers[0], actions.submit(clerk, item)))
    with pytest.raises(Refused):
        actions.release_in_emergency(reviewers[3], row, [website], reason="山洪预警")
    assert Review.objects.count() == 1
    assert any("应急发布也不得含有个人信息" in str(one) for one in emergency_obstacles(row))


def test_planted_personal_data_does_not_get_out_by_the_next_version(clerk, reviewed, reviewers, website):
    page = actions.publish(clerk, reviewed, [website])
    draft = actions.amend(clerk, page, "更正第二段")
    with pytest.raises(Refused, match="公民身份号码"):
        actions.submit(clerk, actions.revise(clerk, draft, body=PRIVATE))
    with pytest.raises(Refused, match="更正或者更新说明"):
        actions.submit(
            clerk, actions.revise(clerk, draft, body="更正后的正文。", amendment=f"删去{IDENTITY}")
        )
    row = actions.submit(clerk, actions.revise(clerk, draft, body="更正后的正文。", amendment="更正"))
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    with pytest.raises(Refused):
        actions.publish(clerk, plant(row), [])
    assert Item.objects.get(pk=page.pk).body == "第一段。\n第二段。"


def test_planted_personal_data_does_not_get_in_with_history(clerk, agency, columns, website, make_post):
    row = {
        "column": "inspection",
        "title": "旧闻",
        "date": "2025-06-30",
        "channels": ["市应急局网站"],
        "body": PRIVATE,
    }
    with pytest.raises(Refused, match="正文出现公民身份号码"):
        actions.submit_history(clerk, agency, reason="迁移", source="原网站", rows=[row])


def test_what_is_not_disclosed_is_checked_and_recorded_and_stopped_by_nothing(clerk, item):
    row = actions.revise(
        clerk,
        item,
        body=PRIVATE,
        disclosure_attribute="denied",
        attribute_reason="涉及个人隐私",
        attribute_article="条例第十五条",
    )
    assert actions.submit(clerk, row).state == "in_review"
    (kept,) = CheckRecord.objects.all()
    assert "block" in {one["level"] for one in kept.findings}
    assert IDENTITY not in str(kept.findings)


def test_an_annual_report_is_stopped_by_personal_data_only(clerk, agency, columns):
    row = actions.draft_report(
        clerk,
        agency,
        title="2025年政府信息公开工作年度报告",
        body_html=f"<p>{PHONE}</p>",
        formed_on=date(2026, 1, 5),
    )
    assert actions.submit(clerk, row).state == "in_review"
    row = actions.revise_report(clerk, row, body_html=f"<p>{PRIVATE}</p>")
    with pytest.raises(Refused, match="公民身份号码"):
        actions.submit(clerk, row)


def test_records_of_the_check_cannot_be_changed_or_deleted(clerk, item):
    actions.submit(clerk, item)
    for act in (
        lambda: CheckRecord.objects.update(findings=[]),
        lambda: CheckRecord.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="check records are append-only"), transaction.atomic():
            act()


def test_a_name_let_pass_is_not_asked_about_again(clerk, item):
    body = "环保局小区的隐患已整改。"
    row = actions.revise(clerk, item, body=body)
    with pytest.raises(Refused, match="环保局"):
        actions.submit(clerk, row)
    actions.allow_name(clerk, clerk.agency, "环保局小区")
    assert actions.submit(clerk, row).state == "in_review"
    (kept,) = CheckRecord.objects.all()
    assert kept.lists["names"]["count"] == 1
    assert AllowedName.objects.get().added_by == clerk
