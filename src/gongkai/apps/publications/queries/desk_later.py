"""What is left to do after an item went out, or was decided not to: made-up reviews, failed orders, interpretations,
evaluations of what is withheld, chains to consent to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.chains import may_judge
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import (
    ChainRule,
    ChannelTask,
    Deputy,
    Emergency,
    HistoryBatch,
    Item,
    Schedule,
)
from gongkai.apps.publications.queries.desk_works import desk_row, works_rows, works_sources
from gongkai.apps.publications.queries.public import TEXTS
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

WITHHELD = (Item.Attribute.ON_REQUEST, Item.Attribute.DENIED)
AHEAD = timedelta(days=30)  # an evaluation comes onto the desk this long before its day
LOOK_BACK = timedelta(days=60)


def desk_sources(post: Post, today: date) -> dict[str, QuerySet[Any]]:
    """What may have something for the desk, by name; `open_items` are the drafts and what is under review."""
    own = Item.objects.filter(agency_id=post.agency_id)
    return {
        "open_items": own.filter(
            # An annual report on its way is on the desk as 年报编报, which judges and publishes it.
            kind=Item.Kind.DOCUMENT,
            state__in=[Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED],
        ).exclude(state=Item.State.APPROVED, disclosure_attribute__in=WITHHELD),
        "emergencies": Emergency.objects.filter(item__agency_id=post.agency_id, closed_at=None),
        "deputyships": Deputy.objects.filter(deputy=post, since__lte=today, until__gte=today),
        "failed": Schedule.objects.filter(
            item__agency_id=post.agency_id, done_at=None, cancelled_at=None
        ).exclude(failed=""),
        "interpretations": own.filter(
            state=Item.State.PUBLISHED, interpretation_required=True, first_public_on__gte=today - LOOK_BACK
        ).exclude(interpretations__state=Item.State.PUBLISHED),
        "evaluations": own.filter(
            kind=Item.Kind.DOCUMENT, state=Item.State.APPROVED, disclosure_attribute__in=WITHHELD
        ).exclude(reevaluate_on__gt=today + AHEAD),
        "rules": ChainRule.objects.filter(agency_id=post.agency_id, consented_at=None),
        "channel_tasks": ChannelTask.objects.filter(agency_id=post.agency_id, closed_at=None),
        "batches": HistoryBatch.objects.filter(
            agency_id=post.agency_id, approved_at=None, refused_at=None
        ).exclude(submitted_at=None),
        **works_sources(post, today),
    }


def emergencies(sources: Mapping[str, QuerySet[Any]]) -> list[Emergency]:
    """The agency's emergency releases that are not settled."""
    found = sources.get("emergencies")
    if found is None:
        return []
    return list(found.select_related("item", "decided_by__account").order_by("due_on", "pk"))


def emergency_rows(
    post: Post, today: date, urgent: Iterable[Emergency], absent: list[Post], barred: dict[int, set[int]]
) -> Iterator[DeskRow]:
    """A review to make up for, or a public item to which a reviewer objected."""
    for row in urgent:
        item = row.item
        about = f"{row.decided_by.account.display_name}应急发布：{row.reason[:40]}"
        if row.objected_at:
            what, action, mine = "更正或者撤下应急发布的信息", "处理", post.may("publications.withdraw")
        else:
            step = STEPS[item.awaiting]
            what, action = f"应急发布补审（{step.name}）", "补审"
            mine = may_judge(post, step, absent, barred[item.pk])
        yield desk_row(today, f"{what}：{item.title}", about, row.due_on, _page(item.pk), action, mine=mine)


def later_rows(post: Post, today: date, sources: Mapping[str, QuerySet[Any]]) -> Iterator[DeskRow]:
    """Orders that failed, interpretations to follow, evaluations that fall due, chains to consent to."""
    rows: dict[str, Callable[[Post, date, QuerySet[Any]], Iterator[DeskRow]]] = {
        "failed": _failed,
        "interpretations": _interpretations,
        "evaluations": _evaluations,
        "rules": _rules,
        "channel_tasks": _channel_tasks,
    }
    for name, make in rows.items():
        if name in sources:
            yield from make(post, today, sources[name])
    yield from works_rows(post, today, sources)


def _failed(post: Post, today: date, found: QuerySet[Schedule]) -> Iterator[DeskRow]:
    for order in found.select_related("item"):
        what, day = f"{order.get_kind_display()}未能办理：{order.item.title}", timezone.localdate(order.at)
        mine = post.may("publications.publish")
        yield desk_row(today, what, order.failed[:80], day, _page(order.item_id), "处理", mine=mine)


def _interpretations(post: Post, today: date, found: QuerySet[Item]) -> Iterator[DeskRow]:
    days = int(setting("interpretation", today).value)
    names = ("pk", "title", "first_public_on", "uninterpreted_reason")
    for pk, title, day, reason in found.order_by("first_public_on", "pk").values_list(*names):
        due = default_calendar().add(day, days)
        about = f"文件{day.month}月{day.day}日公开，{days}个工作日内发布解读"
        about = f"{about} · {reason[:40]}" if reason else about
        mine = post.may("publications.publish")
        yield desk_row(today, f"发布解读：{title}", about, due, _page(pk), "解读", mine=mine)


def _evaluations(post: Post, today: date, found: QuerySet[Item]) -> Iterator[DeskRow]:
    for item in found.only("title", "disclosure_attribute", "reevaluate_on").order_by("reevaluate_on", "pk"):
        about = f"审定为{item.get_disclosure_attribute_display()}，定期评估是否转为公开（条例第十八条）"
        what, mine = f"评估不公开信息：{item.title}", post.may("publications.publish")
        yield desk_row(today, what, about, item.reevaluate_on, _page(item.pk), "评估", mine=mine)


def _rules(post: Post, today: date, found: QuerySet[ChainRule]) -> Iterator[DeskRow]:
    for rule in found.select_related("proposed_by__account"):
        mine = post.may("publications.chain.consent") and rule.proposed_by.account_id != post.account_id
        about = (
            f"{rule.proposed_by.account.display_name}提出 · {rule.since:%Y-%m-%d}启用 · {rule.reason[:40]}"
        )
        url = reverse("publications:chain")
        yield desk_row(today, "同意审查环节设置", about, None, url, "核对", mine=mine)


def _channel_tasks(post: Post, today: date, found: QuerySet[ChannelTask]) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for task in found.select_related("item", "channel").defer(*(f"item__{name}" for name in TEXTS)):
        what = f"{task.get_kind_display()}（{task.channel.name}）：{task.item.title}"
        url = reverse("publications:channel_item", args=[task.item_id])
        yield desk_row(today, what, task.why[:80], None, url, "处理", mine=mine)


def _page(pk: int) -> str:
    return reverse("publications:item", args=[pk])
