"""Special topics: the lead is an item that is reviewed and published as any other; the blocks gather what is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.write import draft
from gongkai.apps.publications.models import Column, Item, Topic, TopicBlock, TopicChoice
from gongkai.law.refusals import Refused

COLUMN = "topics"
MOST_BLOCKS = 8
MOST_ITEMS = 50
REVIEW = "条例第十七条"


@transaction.atomic
def open_topic(actor: Post, agency: Agency, *, code: str, title: str, text: str, today: date) -> Topic:
    """A new topic with its lead as a draft. It is public as soon as the lead went through the door, not before."""
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    column = Column.objects.filter(agency=agency, code=COLUMN, closed_on=None).first()
    if column is None:
        raise Refused("还没有“专题专栏”栏目，请先在栏目与渠道开设标准栏目")
    if not text.strip():
        raise Refused("请填写导语", field="text")
    if Topic.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"专题代码“{code}”已被使用，请换一个", field="code")
    lead = draft(
        actor,
        column,
        title=title,
        body=text,
        formed_on=today,
        disclosure_attribute=Item.Attribute.PROACTIVE,
    )
    topic = Topic.objects.create(agency=agency, code=code, lead=lead, changed_by=actor.account)
    record("topic.opened", actor=actor, agency=agency, subject=topic, code=code)
    return topic


@transaction.atomic
def add_block(actor: Post, topic: Topic, *, rule: str, **fields: Any) -> TopicBlock:
    """A block by column, keyword and year, or one to choose items for. Its heading must be words of the lead."""
    row = _held(actor, topic)
    if row.blocks.count() >= MOST_BLOCKS:
        raise Refused(f"一个专题最多{MOST_BLOCKS}栏，请合并或者删去")
    block = TopicBlock(topic=row, rule=rule, **fields)
    _check_block(row, block)
    block.order = block.order or row.blocks.count() + 1
    block.save()
    _changed(actor, row)
    return block


@transaction.atomic
def change_block(actor: Post, block: TopicBlock, **fields: Any) -> TopicBlock:
    """Changes a block."""
    row = _held(actor, block.topic)
    for name, value in fields.items():
        setattr(block, name, value)
    _check_block(row, block)
    block.save()
    _changed(actor, row)
    return block


@transaction.atomic
def remove_block(actor: Post, block: TopicBlock) -> None:
    """Takes a block off; the items stay where they are."""
    row = _held(actor, block.topic)
    block.delete()
    _changed(actor, row)


@transaction.atomic
def choose(actor: Post, block: TopicBlock, items: Iterable[Item]) -> int:
    """Sets which items stand in a block, in this order; each must be public. How many."""
    row = _held(actor, block.topic)
    if block.rule != TopicBlock.Rule.CHOSEN:
        raise Refused("本栏按条件自动收录，不能逐件选定")
    chosen = list(dict.fromkeys(items))
    if len(chosen) > MOST_ITEMS:
        raise Refused(f"一栏最多{MOST_ITEMS}件", field="items")
    for item in chosen:
        if item.agency_id != row.agency_id or not item.is_public:
            raise Refused(
                f"《{item.title}》尚未公开或者不是本机关的信息，不能收入专题", article=REVIEW, field="items"
            )
    block.choices.all().delete()
    TopicChoice.objects.bulk_create(
        TopicChoice(block=block, item=item, order=order) for order, item in enumerate(chosen, start=1)
    )
    _changed(actor, row)
    return len(chosen)


@transaction.atomic
def close_topic(actor: Post, topic: Topic) -> Topic:
    """The topic is over: it takes nothing new and stands under 已结束; its page stays."""
    row = _held(actor, topic)
    row.closed_on = timezone.localdate()
    row.keep(actor, "closed_on")
    record("topic.closed", actor=actor, agency=row.agency, subject=row, code=row.code)
    return row


@transaction.atomic
def reopen_topic(actor: Post, topic: Topic) -> Topic:
    """Takes it up again."""
    actor.require("publications.manage")
    row = Topic.locked(topic.pk)
    actor.require_agency(row.agency_id)
    if row.closed_on is None:
        raise Refused("本专题正在进行，不必重新开放")
    row.closed_on = None
    row.keep(actor, "closed_on")
    record("topic.reopened", actor=actor, agency=row.agency, subject=row, code=row.code)
    return row


def reviewed_words(lead: Item) -> str:
    """Everything of the lead in which a heading may be found."""
    return "\n".join([lead.title, lead.summary, lead.body, lead.keywords])


def _check_block(row: Topic, block: TopicBlock) -> None:
    if block.rule not in TopicBlock.Rule.values:
        raise Refused("请选择收录方式", field="rule")
    block.heading, block.keyword = (block.heading or "").strip(), (block.keyword or "").strip()
    if block.column and block.column.agency_id != row.agency_id:
        raise Refused("栏目属于其他机关，请重新选择", field="column")
    if block.heading and block.heading not in reviewed_words(row.lead):
        raise Refused(
            "栏目标题也是公开的文字，须取自导语、标题或者关键词里的词句，随导语一并审查；不填时显示栏目名称",
            article=REVIEW,
            field="heading",
        )
    if block.rule == TopicBlock.Rule.MATCHING and not (block.column or block.keyword):
        raise Refused("按条件收录的，请至少选择栏目或者填写关键词", field="column")
    if not 0 < (block.most or 0) <= MOST_ITEMS:
        raise Refused(f"最多显示1至{MOST_ITEMS}件", field="most")


def _held(actor: Post, topic: Topic) -> Topic:
    actor.require("publications.manage")
    row = Topic.locked(topic.pk)
    actor.require_agency(row.agency_id)
    if row.closed_on:
        raise Refused("本专题已经结束，请先重新开放")
    return row


def _changed(actor: Post, row: Topic) -> None:
    row.keep(actor, "changed_at")
    record("topic.changed", actor=actor, agency=row.agency, subject=row, code=row.code)
