"""What 主动公开 puts on the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.chains import may_judge
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import HistoryBatch, Item, Review
from gongkai.apps.publications.queries.desk_later import WITHHELD, emergency_rows, later_rows, later_sources
from gongkai.apps.publications.queries.desk_works import works_rows, works_sources
from gongkai.apps.publications.queries.four_eyes import absent, absent_sources, approved, barred, wrote
from gongkai.apps.publications.rules import public_by
from gongkai.law.workdays import default_calendar

State = Item.State
ITEM = ("pk", "title", "formed_on", "state", "awaiting", "replaces_id")


def desk_sources(post: Post, today: date) -> Sources:
    """Drafts and what is under review, with all that says whose turn it is; batches to let in; and what comes later."""
    open_items = _open_items(post.agency_id)
    drafts = open_items.filter(state=State.DRAFT).order_by().values("pk")
    # The sending back that began an item's present draft.
    sent_back = Review.objects.filter(
        item__in=drafts, decision=Review.Decision.SENT_BACK, draft=F("item__draft") - 1
    )
    batches = HistoryBatch.objects.filter(agency_id=post.agency_id, approved_at=None, refused_at=None)
    return {
        "open_items": open_items.values(
            *ITEM,
            author_account=F("author__account_id"),
            author_name=F("author__account__display_name"),
            column_name=F("column__name"),
        ),
        "items_wrote": wrote(open_items),
        "items_approved": approved(open_items),
        "sent_back": sent_back.values("pk", "item_id", "step", "opinion", name=F("account__display_name")),
        "batches": batches.exclude(submitted_at=None).values(
            "pk",
            "source",
            "count",
            submitter=F("submitted_by__account_id"),
            submitter_name=F("submitted_by__account__display_name"),
        ),
        **absent_sources(post, today),
        **later_sources(post, today),
        **works_sources(post, today),
    }


def desk_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """Drafts to finish, steps to review, approved items to publish, batches to let in; the agency's, mine marked."""
    items = sorted(found["open_items"], key=lambda row: (row["formed_on"] or date.min, row["pk"]))
    replaced = ((item["pk"], item["replaces_id"]) for item in items)
    closed_to = barred(replaced, found["items_wrote"], found["items_approved"])
    sent_back = {row["item_id"]: row for row in sorted(found["sent_back"], key=itemgetter("pk"))}
    stands_in = absent(found["absent_roles"])
    for item in items:
        yield _row(post, item, today, stands_in, closed_to[item["pk"]], sent_back.get(item["pk"]))
    yield from emergency_rows(post, today, found, stands_in)
    yield from later_rows(post, today, found)
    yield from works_rows(post, today, found)
    yield from _batch_rows(post, found)


def _open_items(agency_id: int) -> QuerySet[Item]:
    """An annual report on its way is on the desk as 年报编报, which judges and publishes it."""
    return Item.objects.filter(
        agency_id=agency_id,
        kind=Item.Kind.DOCUMENT,
        state__in=[State.DRAFT, State.IN_REVIEW, State.APPROVED],
    ).exclude(state=State.APPROVED, disclosure_attribute__in=WITHHELD)


def _row(
    post: Post,
    item: dict[str, Any],
    today: date,
    absent: Mapping[int, set[str]],
    barred: set[int],
    back: dict[str, Any] | None,
) -> DeskRow:
    due = public_by(item["formed_on"])
    mark, words, left = due_mark(due, today, default_calendar())
    what, action, mine = _task(post, item, absent, barred, back)
    return DeskRow(
        kind="publication",
        what=f"{what}：{item['title']}",
        about=" · ".join(_about(item, back)),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "未填形成日期",
        url=reverse("publications:item", args=[item["pk"]]),
        action=action if mine else "查看",
        mine=mine,
    )


def _task(
    post: Post,
    item: dict[str, Any],
    absent: Mapping[int, set[str]],
    barred: set[int],
    back: dict[str, Any] | None,
) -> tuple[str, str, bool]:
    if item["state"] == State.DRAFT:
        own = item["author_account"] == post.account_id
        return ("修改后重新送审", "修改", own) if back else ("完成起草并送审", "起草", own)
    if item["state"] == State.APPROVED:
        return "发布", "发布", post.may("publications.publish")
    step = STEPS[item["awaiting"]]
    return step.name, step.name, may_judge(post, step, absent, barred)


def _about(item: dict[str, Any], back: dict[str, Any] | None) -> Iterator[str]:
    if back:
        yield f"{back['name']}{Review.Step(back['step']).label}退回：{back['opinion'][:40]}"
    yield f"作者 {item['author_name']}"
    yield item["column_name"]
    if formed := item["formed_on"]:
        yield f"{formed.month}月{formed.day}日形成，20个工作日内公开"


def _batch_rows(post: Post, found: Found) -> Iterator[DeskRow]:
    for batch in sorted(found["batches"], key=itemgetter("pk")):
        own = batch["submitter"] == post.account_id
        mine = post.may("publications.import.approve") and not own
        yield DeskRow(
            kind="publication",
            what=f"批准历史信息迁移：{batch['source']}",
            about=f"{batch['count']}条 · 提交人 {batch['submitter_name']}",
            due=None,
            working_days_left=None,
            mark="in_hand",
            due_words="不限期",
            url=reverse("publications:batch", args=[batch["pk"]]),
            action="核对" if mine else "查看",
            mine=mine,
        )
