"""What 主动公开 puts on the desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark, present
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.chains import may_judge, principals
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import Item, Review, Revision
from gongkai.apps.publications.queries.desk_later import (
    desk_sources,
    emergencies,
    emergency_rows,
    later_rows,
)
from gongkai.apps.publications.queries.public import TEXTS
from gongkai.apps.publications.rules import public_by
from gongkai.law.workdays import default_calendar

State = Item.State


def desk(post: Post, today: date, there: Set[str] | None = None) -> list[DeskRow]:
    """Drafts to finish, steps to review, approved items to publish, batches to let in; the agency's, mine marked.

    there: which of `desk_sources` have anything, where that has been asked already.
    """
    sources = desk_sources(post, today)
    if there is None:
        there = present(post.agency_id, sources)
    sources = {name: found for name, found in sources.items() if name in there}
    open_items: list[Item] = []
    if "open_items" in sources:
        found = sources["open_items"].select_related("author__account", "column").defer(*TEXTS)
        open_items = list(found.order_by("formed_on", "pk"))
    urgent = emergencies(sources)
    absent = principals(post, today) if "deputyships" in sources else []
    barred = _barred([*open_items, *(row.item for row in urgent)])
    sent_back = _sent_back(open_items)
    rows = [_row(post, item, today, absent, barred[item.pk], sent_back.get(item.pk)) for item in open_items]
    later = emergency_rows(post, today, urgent, absent, barred)
    return [*rows, *later, *later_rows(post, today, sources), *_batch_rows(post, sources)]


def _barred(open_items: list[Item]) -> dict[int, set[int]]:
    """For each item the accounts that may not judge it: its editors and those who approved its present draft."""
    barred: dict[int, set[int]] = defaultdict(set)
    drafts = {item.pk: item.draft for item in open_items}
    wrote = Revision.objects.filter(item__in=drafts).order_by().values_list("item_id", "editor__account_id")
    for item, account in wrote:
        barred[item].add(account)
    pages = {item.replaces_id: item.pk for item in open_items if item.replaces_id}
    wrote = Revision.objects.filter(item__in=pages).order_by().values_list("item_id", "editor__account_id")
    for page, account in wrote:
        barred[pages[page]].add(account)
    approved = Review.objects.filter(item__in=drafts, decision=Review.Decision.APPROVED)
    names = ("item_id", "draft", "account_id", "on_behalf_of__account_id")
    for item, draft, *accounts in approved.order_by().values_list(*names):
        if draft == drafts[item]:
            barred[item].update(filter(None, accounts))
    return barred


def _sent_back(open_items: list[Item]) -> dict[int, Review]:
    """The sending back that began an item's present draft."""
    drafts = {item.pk: item.draft for item in open_items if item.state == State.DRAFT}
    found = Review.objects.filter(item__in=drafts, decision=Review.Decision.SENT_BACK)
    found = found.select_related("account").order_by("pk")
    return {review.item_id: review for review in found if review.draft == drafts[review.item_id] - 1}


def _row(
    post: Post, item: Item, today: date, absent: list[Post], barred: set[int], back: Review | None
) -> DeskRow:
    due = public_by(item.formed_on)
    mark, words, left = due_mark(due, today, default_calendar())
    what, action, mine = _task(post, item, absent, barred, back)
    return DeskRow(
        kind="publication",
        what=f"{what}：{item.title}",
        about=" · ".join(_about(item, back)),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "未填形成日期",
        url=reverse("publications:item", args=[item.pk]),
        action=action if mine else "查看",
        mine=mine,
    )


def _task(
    post: Post, item: Item, absent: list[Post], barred: set[int], back: Review | None
) -> tuple[str, str, bool]:
    if item.state == State.DRAFT:
        own = item.author.account_id == post.account_id
        return ("修改后重新送审", "修改", own) if back else ("完成起草并送审", "起草", own)
    if item.state == State.APPROVED:
        return "发布", "发布", post.may("publications.publish")
    step = STEPS[item.awaiting]
    return step.name, step.name, may_judge(post, step, absent, barred)


def _about(item: Item, back: Review | None) -> Iterator[str]:
    if back:
        yield f"{back.account.display_name}{back.get_step_display()}退回：{back.opinion[:40]}"
    yield f"作者 {item.author.account.display_name}"
    yield item.column.name
    if item.formed_on:
        yield f"{item.formed_on.month}月{item.formed_on.day}日形成，20个工作日内公开"


def _batch_rows(post: Post, sources: Mapping[str, QuerySet[Any]]) -> Iterator[DeskRow]:
    waiting = sources.get("batches")
    for batch in waiting.select_related("submitted_by__account") if waiting is not None else ():
        own = batch.submitted_by.account_id == post.account_id
        mine = post.may("publications.import.approve") and not own
        yield DeskRow(
            kind="publication",
            what=f"批准历史信息迁移：{batch.source}",
            about=f"{batch.count}条 · 提交人 {batch.submitted_by.account.display_name}",
            due=None,
            working_days_left=None,
            mark="in_hand",
            due_words="不限期",
            url=reverse("publications:batch", args=[batch.pk]),
            action="核对" if mine else "查看",
            mine=mine,
        )
