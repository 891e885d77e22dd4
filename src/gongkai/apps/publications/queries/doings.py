"""What this post may do to an item now, and why not where it may not: for the head of the item's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.roles import holders
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.rules import approvals, independent, missing, obstacles

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
            return NextStep("done", "已向社会公开", "", list(_public(post, item)))
        case State.WITHDRAWN:
            return NextStep("voided", "已撤下", f"撤下理由：{item.withdrawal_reason}")
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
    if post.account_id == item.author.account_id or post.may("publications.manage"):
        doings.append(
            Doing("废弃", _to("discard", item), sends=True, confirm="废弃之后不能恢复，确定废弃这份草稿？")
        )
    note = "；".join(str(refused) for refused in lacking)
    return NextStep("in_hand", "补齐后送保密审查" if lacking else "送保密审查", note, doings)


def _in_review(post: Post, item: Item) -> NextStep:
    step = STEPS[item.awaiting]
    doings = list(_change(post, item))
    if not post.may(step.permission):
        return NextStep("running", f"等待{step.name}", f"由{'、'.join(holders(step.permission))}办理", doings)
    barred = independent(post.account_id, item, approvals(item))
    if barred:
        return NextStep("running", f"等待{step.name}", str(barred), doings)
    return NextStep("in_hand", f"请办理{step.name}", "看完全部内容和附件，再作出结论", doings, judging=True)


def _approved(post: Post, item: Item) -> NextStep:
    refused = next(obstacles(item), None)
    doings = list(_change(post, item))
    if not post.may("publications.publish"):
        who = "、".join(holders("publications.publish"))
        return NextStep("running", "审查完成，等待发布", f"由{who}发布", doings)
    publish = Doing(
        "发布", _to("publish", item), primary=refused is None, refused=str(refused) if refused else ""
    )
    return NextStep("in_hand", "审查完成，可以发布", "发布时间以系统为准", [publish, *doings])


def _change(post: Post, item: Item) -> Iterator[Doing]:
    if post.may("publications.draft"):
        yield Doing("修改", _to("edit", item))


def _public(post: Post, item: Item) -> Iterator[Doing]:
    if post.may("publications.publish"):
        yield Doing("增加发布渠道", _to("release", item))
        yield Doing("变更有效性", _to("validity", item))
    if post.may("publications.withdraw"):
        yield Doing("撤下", _to("withdraw", item))


def _to(name: str, item: Item) -> str:
    return reverse(f"publications:{name}", args=[item.pk])
