"""What is left to do after an item went out, or was decided not to: made-up reviews, failed orders, interpretations,
evaluations of what is withheld, chains to consent to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.chains import may_judge
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import ChainRule, ChannelTask, Emergency, Item, Schedule
from gongkai.apps.publications.queries.desk_works import desk_row
from gongkai.apps.publications.queries.four_eyes import approved, barred, wrote
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

WITHHELD = (Item.Attribute.ON_REQUEST, Item.Attribute.DENIED)
AHEAD = timedelta(days=30)  # an evaluation comes onto the desk this long before its day
LOOK_BACK = timedelta(days=60)
Rows = list[dict[str, Any]]


def later_sources(post: Post, today: date) -> Sources:
    """What may have something for the desk, by name."""
    own = Item.objects.filter(agency_id=post.agency_id)
    emergencies = Emergency.objects.filter(item__agency_id=post.agency_id, closed_at=None)
    urgent = own.filter(pk__in=emergencies.values("item"))
    failed = Schedule.objects.filter(item__agency_id=post.agency_id, done_at=None, cancelled_at=None)
    interpretations = own.filter(
        state=Item.State.PUBLISHED, interpretation_required=True, first_public_on__gte=today - LOOK_BACK
    ).exclude(interpretations__state=Item.State.PUBLISHED)
    evaluations = own.filter(
        kind=Item.Kind.DOCUMENT, state=Item.State.APPROVED, disclosure_attribute__in=WITHHELD
    ).exclude(reevaluate_on__gt=today + AHEAD)
    rules = ChainRule.objects.filter(agency_id=post.agency_id, consented_at=None)
    tasks = ChannelTask.objects.filter(agency_id=post.agency_id, closed_at=None)
    title = F("item__title")
    return {
        "emergencies": emergencies.values(
            *("item_id", "reason", "objected_at", "due_on"),
            title=title,
            awaiting=F("item__awaiting"),
            decided_by_name=F("decided_by__account__display_name"),
        ),
        "urgent_wrote": wrote(urgent),
        "urgent_approved": approved(urgent),
        "failed": failed.exclude(failed="").values("pk", "item_id", "kind", "at", "failed", title=title),
        "interpretations": interpretations.values("pk", "title", "first_public_on", "uninterpreted_reason"),
        "evaluations": evaluations.values("pk", "title", "disclosure_attribute", "reevaluate_on"),
        "rules": rules.values(
            *("pk", "since", "reason"),
            proposer=F("proposed_by__account_id"),
            proposer_name=F("proposed_by__account__display_name"),
        ),
        "channel_tasks": tasks.values(
            "pk", "item_id", "kind", "why", title=title, channel_name=F("channel__name")
        ),
    }


def emergency_rows(
    post: Post, today: date, found: Found, absent: Mapping[int, set[str]]
) -> Iterator[DeskRow]:
    """A review to make up for, or a public item to which a reviewer objected."""
    rows = sorted(found["emergencies"], key=itemgetter("due_on", "item_id"))
    closed_to = barred(
        ((row["item_id"], None) for row in rows), found["urgent_wrote"], found["urgent_approved"]
    )
    for row in rows:
        about = f"{row['decided_by_name']}应急发布：{row['reason'][:40]}"
        if row["objected_at"]:
            what, action, mine = "更正或者撤下应急发布的信息", "处理", post.may("publications.withdraw")
        else:
            step = STEPS[row["awaiting"]]
            what, action = f"应急发布补审（{step.name}）", "补审"
            mine = may_judge(post, step, absent, closed_to[row["item_id"]])
        what = f"{what}：{row['title']}"
        yield desk_row(today, what, about, row["due_on"], _page(row["item_id"]), action, mine=mine)


def later_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """Orders that failed, interpretations to follow, evaluations that fall due, chains to consent to."""
    makers: dict[str, Callable[[Post, date, Rows], Iterator[DeskRow]]] = {
        "failed": _failed,
        "interpretations": _interpretations,
        "evaluations": _evaluations,
        "rules": _rules,
        "channel_tasks": _channel_tasks,
    }
    for name, make in makers.items():
        yield from make(post, today, sorted(found[name], key=itemgetter("pk")))


def _failed(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for order in rows:
        what = f"{Schedule.Kind(order['kind']).label}未能办理：{order['title']}"
        day, page = timezone.localdate(order["at"]), _page(order["item_id"])
        yield desk_row(today, what, order["failed"][:80], day, page, "处理", mine=mine)


def _interpretations(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    days, mine = int(setting("interpretation", today).value), post.may("publications.publish")
    for item in rows:
        day, reason = item["first_public_on"], item["uninterpreted_reason"]
        due = default_calendar().add(day, days)
        about = f"文件{day.month}月{day.day}日公开，{days}个工作日内发布解读"
        about = f"{about} · {reason[:40]}" if reason else about
        what = f"发布解读：{item['title']}"
        yield desk_row(today, what, about, due, _page(item["pk"]), "解读", mine=mine)


def _evaluations(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for item in rows:
        attribute = Item.Attribute(item["disclosure_attribute"]).label
        about = f"审定为{attribute}，定期评估是否转为公开（条例第十八条）"
        what, due = f"评估不公开信息：{item['title']}", item["reevaluate_on"]
        yield desk_row(today, what, about, due, _page(item["pk"]), "评估", mine=mine)


def _rules(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    for rule in rows:
        mine = post.may("publications.chain.consent") and rule["proposer"] != post.account_id
        about = f"{rule['proposer_name']}提出 · {rule['since']:%Y-%m-%d}启用 · {rule['reason'][:40]}"
        url = reverse("publications:chain")
        yield desk_row(today, "同意审查环节设置", about, None, url, "核对", mine=mine)


def _channel_tasks(post: Post, today: date, rows: Rows) -> Iterator[DeskRow]:
    mine = post.may("publications.publish")
    for task in rows:
        what = f"{ChannelTask.Kind(task['kind']).label}（{task['channel_name']}）：{task['title']}"
        url = reverse("publications:channel_item", args=[task["item_id"]])
        yield desk_row(today, what, task["why"][:80], None, url, "处理", mine=mine)


def _page(pk: int) -> str:
    return reverse("publications:item", args=[pk])
