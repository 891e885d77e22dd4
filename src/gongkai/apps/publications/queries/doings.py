"""What this post may do to an item now, and why not where it may not: for the head of the item's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.roles import holders
from gongkai.apps.publications.chains import represented
from gongkai.apps.publications.lifecycle import STEPS, Step, judged_afterwards
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.queries.chain import open_next_version, orders_of
from gongkai.apps.publications.queries.desk_later import WITHHELD
from gongkai.apps.publications.rules import (
    approvals,
    editors,
    emergency_obstacles,
    independent,
    judges,
    missing,
    obstacles,
)

State = Item.State


@dataclass(frozen=True, slots=True)
class Doing:
    """One button. sends: it posts at once instead of opening a page. confirm: what it asks first."""

    title: str
    url: str
    primary: bool = False
    refused: str = ""
    sends: bool = False
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """mark: a state mark of the look. headline: what comes next. note: who does it, or what is in the way."""

    mark: str
    headline: str
    note: str = ""
    doings: list[Doing] = field(default_factory=list)
    judging: bool = False  # this post may judge the awaited step: the page shows the form


def next_step_of(post: Post, item: Item) -> NextStep:
    """The head of the item's page for this post."""
    if item.kind == Item.Kind.ANNUAL_REPORT and not item.first_public_on and item.state != State.DISCARDED:
        return NextStep("running", "年报编报中", "年度报告的撰写、送审、审核和发布在年报编报办理")
    match item.state:
        case State.DRAFT:
            return _draft(post, item)
        case State.IN_REVIEW:
            return _in_review(post, item)
        case State.APPROVED:
            return _approved(post, item)
        case State.PUBLISHED:
            return _published(post, item)
        case State.WITHDRAWN:
            seen = Doing("网站上的说明", _seen(item))
            return NextStep("voided", "已撤下", f"撤下理由：{item.withdrawal_reason}", [seen])
        case State.MERGED:
            return NextStep("done", "已更新到原页", "本更新稿的审查记录保留备查", [_original(item)])
    return NextStep("voided", "已废弃", "草稿和审查记录保留备查")


def _draft(post: Post, item: Item) -> NextStep:
    if not post.may("publications.draft"):
        return NextStep("in_hand", "作者正在起草", f"作者 {item.author.account.display_name}")
    lacking = list(missing(item))
    doings = [
        Doing("修改", _to("edit", item), primary=bool(lacking)),
        Doing(
            "送保密审查",
            _to("submit", item),
            primary=not lacking,
            refused=f"先补齐{len(lacking)}处，才能送审" if lacking else "",
            sends=True,
        ),
    ]
    doings.insert(1, Doing("校核", _to("check", item)))
    if post.account_id == item.author.account_id or post.may("publications.manage"):
        doings.append(
            Doing("废弃", _to("discard", item), sends=True, confirm="废弃之后不能恢复，确定废弃这份草稿？")
        )
    note = "；".join(str(refused) for refused in lacking)
    return NextStep("in_hand", "补齐后送保密审查" if lacking else "送保密审查", note, doings)


def _in_review(post: Post, item: Item) -> NextStep:
    doings = [*_change(post, item), *_emergency(post, item)]
    return _judging(post, item, STEPS[item.awaiting], doings)


def _judging(post: Post, item: Item, step: Step, doings: list[Doing], after: str = "") -> NextStep:
    """Who judges now: this post, in its own name or for an absent reviewer, or others. after: words of 补审."""
    given, absent = approvals(item), None
    if not post.may(step.permission):
        absent, _ = represented(post, step, editors(item) | judges(given), timezone.localdate())
        if absent is None:
            who = f"由{'、'.join(holders(step.permission))}办理"
            return NextStep("running", f"等待{after}{step.name}", who, doings)
    barred = independent(post.account_id, item, given)
    if barred:
        return NextStep("running", f"等待{after}{step.name}", str(barred), doings)
    note = "看完全部内容和附件，再作出结论"
    if absent:
        note = f"代{absent.account.display_name}办理，以您本人名义留痕；{note}"
    return NextStep("in_hand", f"请办理{after}{step.name}", note, doings, judging=True)


def _emergency(post: Post, item: Item) -> Iterator[Doing]:
    if post.may("publications.emergency") and next(emergency_obstacles(item), None) is None:
        yield Doing("应急发布", _to("emergency", item))


def _published(post: Post, item: Item) -> NextStep:
    doings = [Doing("在网站上查看", _seen(item)), *_public(post, item)]
    if judged_afterwards(item):
        return _judging(post, item, STEPS[item.awaiting], doings, after="应急发布补审：")
    urgent = getattr(item, "emergency", None)
    if urgent and urgent.closed_at is None:
        return NextStep("overdue", "补审提出异议，请更正或者撤下", "应急发布的内容未通过补审", doings)
    return NextStep("done", "已向社会公开", "", doings)


def _approved(post: Post, item: Item) -> NextStep:
    if item.disclosure_attribute in WITHHELD:
        return _withheld(post, item)
    refused = next(obstacles(item, uninterpreted=True), None)
    doings = list(_change(post, item))
    if not post.may("publications.publish"):
        who = "、".join(holders("publications.publish"))
        return NextStep("running", "审查完成，等待发布", f"由{who}发布", doings)
    why = str(refused) if refused else ""
    verb = "更新原页" if item.replaces_id else "发布"
    publish = Doing(verb, _to("publish", item), primary=refused is None, refused=why)
    later = [] if refused or orders_of(item) else [Doing("定时发布", _to("schedule", item))]
    headline = f"审查完成，暂不能{verb}" if refused else f"审查完成，可以{verb}"
    return NextStep("in_hand", headline, "发布时间以系统为准", [publish, *later, *doings])


def _withheld(post: Post, item: Item) -> NextStep:
    day = f"{item.reevaluate_on:%Y-%m-%d}前" if item.reevaluate_on else "尽快"
    note = f"不公开的信息定期评估，{day}评估（条例第十八条）"
    may = post.may("publications.publish")
    doings = [Doing("评估", _to("reevaluate", item))] if may else []
    return NextStep("paused", f"已审定：{item.get_disclosure_attribute_display()}", note, doings)


def _change(post: Post, item: Item) -> Iterator[Doing]:
    if post.may("publications.draft"):
        yield Doing("修改", _to("edit", item))


def _public(post: Post, item: Item) -> Iterator[Doing]:
    if post.may("publications.publish"):
        yield Doing("增加发布渠道", _to("release", item))
        yield Doing("变更有效性", _to("validity", item))
    if post.may("publications.draft") and item.kind == Item.Kind.DOCUMENT:
        draft = open_next_version(item)
        yield Doing("查看更新稿", _to("item", draft)) if draft else Doing("更新内容", _to("amend", item))
    if post.may("publications.withdraw"):
        yield Doing("撤下", _to("withdraw", item))
        if not orders_of(item):
            yield Doing("定时撤下", _to("schedule_withdrawal", item))


def _seen(item: Item) -> str:
    """What the public sees of it now."""
    return reverse("portal:item", args=[item.agency.code, item.index_number])


def _original(item: Item) -> Doing:
    assert item.replaces  # noqa: S101 - only a next version is merged
    return Doing("查看原页", _to("item", item.replaces), primary=True)


def _to(name: str, item: Item) -> str:
    return reverse(f"publications:{name}", args=[item.pk])
