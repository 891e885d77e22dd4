"""The next version of a public page: the page stays, the whole chain judges, the old wording remains."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import Attachment, Item, PublicVersion, Release
from gongkai.law.refusals import Refused
from tests.publications.reviewing import through

WHY = "第二段数字有误，30家更正为13家"


@pytest.fixture
def page(item, clerk, reviewers, website) -> Item:
    """Published on 8 December with two files."""
    actions.attach(clerk, item, ContentFile("序号,名称\n1,甲".encode(), name="清单.csv"))
    actions.attach(clerk, item, ContentFile("序号,说明\n1,乙".encode(), name="说明.csv"))
    return actions.publish(clerk, through(item, clerk, reviewers), [website])


def later(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 10, 2, 0, tzinfo=UTC))


def test_the_page_stays_as_it_is_while_its_next_version_is_written_and_judged(
    page, clerk, reviewers, website, agency
):
    draft = actions.amend(clerk, page, WHY)
    draft = actions.revise(clerk, draft, body="更正后的正文")
    actions.submit(clerk, draft)
    shown = queries.public_item(agency, page.index_number)
    assert (shown.state, shown.body) == ("published", "第一段。\n第二段。")
    assert (draft.formed_on, draft.title) == (date(2026, 12, 8), page.title)
    assert queries.public_items(agency).count() == 1


def test_publishing_the_next_version_changes_the_page_under_the_same_number_and_first_day(
    page, clerk, reviewers, monkeypatch
):
    number, files = page.index_number, dict(page.attachments.values_list("name", "pk"))
    draft = actions.revise(clerk, actions.amend(clerk, page, WHY), body="更正后的正文", audience="企业")
    actions.detach(clerk, draft.attachments.get(name="清单.csv"))
    actions.attach(clerk, draft, ContentFile("序号,名称\n1,丙".encode(), name="清单.csv"))
    later(monkeypatch)
    row = actions.publish(clerk, through(draft, clerk, reviewers), [])
    assert (row.pk, row.index_number, row.body, row.audience) == (page.pk, number, "更正后的正文", "企业")
    assert (row.first_public_on, row.published_at) == (page.first_public_on, page.published_at)
    assert row.amended_at.isoformat() == "2026-12-10T02:00:00+00:00"
    assert Item.objects.get(pk=draft.pk).state == "merged"
    assert row.attachments.get(name="说明.csv").pk == files["说明.csv"]  # its address is the old one
    assert row.attachments.get(name="清单.csv").file.read().decode() == "序号,名称\n1,丙"
    assert Entry.objects.get(event="item.amended").subject == f"publications.item:{page.pk}"


def test_the_old_wording_stays_with_its_files_and_the_reason(page, clerk, reviewers):
    old = Attachment.objects.get(item=page, name="清单.csv")
    draft = actions.revise(clerk, actions.amend(clerk, page, WHY), body="更正后的正文")
    actions.detach(clerk, draft.attachments.get(name="清单.csv"))
    actions.publish(clerk, through(draft, clerk, reviewers), [])
    kept = PublicVersion.objects.get()
    assert (kept.number, kept.content["body"], kept.reason) == (1, "第一段。\n第二段。", WHY)
    assert ["清单.csv", old.file.name, old.digest] in kept.files
    assert old.file.storage.exists(old.file.name)
    for act in (
        lambda: PublicVersion.objects.update(reason=""),
        lambda: PublicVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_it_counts_once_however_often_it_is_corrected(page, clerk, reviewers, agency):
    for number in range(2):
        draft = actions.revise(clerk, actions.amend(clerk, page, WHY), body=f"第{number}次更正")
        actions.publish(clerk, through(draft, clerk, reviewers), [])
    assert [fact.amount for fact in queries.facts(agency.pk, 2026) if fact.kind == "item.disclosed"] == [1]
    assert Release.objects.count() == 1
    assert list(PublicVersion.objects.values_list("number", flat=True)) == [1, 2]


def test_only_one_next_version_is_open_at_a_time(page, clerk):
    draft = actions.amend(clerk, page, WHY)
    with pytest.raises(Refused, match="本件已有一份更新稿在办"):
        actions.amend(clerk, page, WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(
            agency=page.agency, column=page.column, author=clerk, title="第二份", replaces=page
        )
    actions.discard(clerk, draft)
    assert actions.amend(clerk, page, WHY).state == "draft"


def test_the_next_version_of_a_page_withdrawn_meanwhile_does_not_go_out(page, clerk, reviewers):
    waiting = actions.amend(clerk, page, WHY)
    waiting = through(actions.revise(clerk, waiting, body="更正"), clerk, reviewers)
    actions.withdraw(clerk, page, "数字有误")
    with pytest.raises(Refused, match="原件已经撤下，不能更新；请废弃本更新稿"):
        actions.publish(clerk, waiting, [])
    assert Item.objects.get(pk=page.pk).body == "第一段。\n第二段。"


def test_an_unreviewed_next_version_never_reaches_the_page(page, clerk, reviewers, website):
    draft = actions.revise(clerk, actions.amend(clerk, page, WHY), body="未经审查")
    with pytest.raises(Refused, match="本件尚未送审"):
        actions.publish(clerk, draft, [website])
    row = actions.approve(reviewers[0], actions.submit(clerk, draft))
    with pytest.raises(Refused, match="还差初审、复审、终审"):
        actions.publish(clerk, row, [website])
    assert Item.objects.get(pk=page.pk).body == "第一段。\n第二段。"


def test_whoever_wrote_the_public_page_does_not_review_its_next_version(page, clerk, make_post):
    second = make_post("clerk", name="王芳")
    row = actions.submit(second, actions.amend(second, page, WHY))
    clerk_too = make_post("secrecy_reviewer", name="陈雨")
    with pytest.raises(Refused, match="您起草或修改过本件"):
        actions.approve(clerk_too, row)


def test_a_next_version_says_what_changed_and_why(page, clerk):
    with pytest.raises(Refused, match="请写明更正或者更新了什么、为什么"):
        actions.amend(clerk, page, " ")
    draft = actions.revise(clerk, actions.amend(clerk, page, WHY), amendment="")
    with pytest.raises(Refused, match="请写明更正或者更新了什么、为什么"):
        actions.submit(clerk, draft)


def test_a_draft_and_another_agencys_page_have_no_next_version(item, page, clerk, make_post, other_agency):
    stranger = make_post("clerk", name="外单位", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        actions.amend(stranger, page, WHY)
    other = actions.draft(clerk, item.column, title="草稿")
    with pytest.raises(Refused, match="不能起草更新稿"):
        actions.amend(clerk, other, WHY)


def test_the_public_page_says_when_and_why_it_was_corrected(page, clerk, reviewers, agency, client):
    address = reverse("portal:item", args=[agency.code, page.pk])
    assert WHY not in client.get(address).content.decode()
    draft = actions.revise(clerk, actions.amend(clerk, page, WHY), body="更正后的正文")
    assert "更正后的正文" not in client.get(address).content.decode()
    actions.publish(clerk, through(draft, clerk, reviewers), [])
    shown = client.get(address).content.decode()
    assert "更正后的正文" in shown
    assert f"2026-12-08　更新<p>{WHY}</p>" in shown


def test_the_page_of_the_office_leads_through_the_correction(page, clerk, reviewers, client_of):
    browser = client_of(clerk)
    answer = browser.post(reverse("publications:amend", args=[page.pk]), {"amendment": WHY})
    draft = Item.objects.get(replaces=page)
    assert answer.headers["Location"] == reverse("publications:item", args=[draft.pk])
    assert "查看更新稿" in browser.get(reverse("publications:item", args=[page.pk])).content.decode()
    form = {
        "column": draft.column_id,
        "title": draft.title,
        "body": "更正后的正文",
        "formed_on": "2026-12-08",
        "disclosure_attribute": "proactive",
        "amendment": "改写的说明",
        "version": draft.version,
    }
    assert browser.post(reverse("publications:edit", args=[draft.pk]), form).status_code == 302
    waiting = through(Item.objects.get(pk=draft.pk), clerk, reviewers)
    answer = browser.post(reverse("publications:publish", args=[draft.pk]), {"version": waiting.version})
    assert answer.headers["Location"] == reverse("publications:item", args=[page.pk])
    assert PublicVersion.objects.get().reason == "改写的说明"
