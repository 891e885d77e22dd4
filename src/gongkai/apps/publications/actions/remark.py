"""Remarks pinned to words, by whoever judges the awaited step; and the author's explanations after the sending."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.review import judging
from gongkai.apps.publications.checking.anchors import AROUND, LONGEST, Anchor, anchor, find
from gongkai.apps.publications.checking.door import FIELD, answered, examine
from gongkai.apps.publications.checking.door import record as record_check
from gongkai.apps.publications.checking.parts import REMARKED, of_item
from gongkai.apps.publications.models import CheckRecord, Item, Remark
from gongkai.law.refusals import Refused

MOST = 100  # open remarks of one item


@transaction.atomic
def remark(
    actor: Post, item: Item, *, text: str, quote: str, field: str = "body", before: str = "", after: str = ""
) -> Remark:
    """Pins a remark to words of the item, for the step that the actor judges now.

    before, after: what stood around the words, to tell them from the same words elsewhere.
    """
    row, step = judging(actor, item)
    if field not in REMARKED:
        raise Refused("请选择标题、内容概述或者正文中的文字", field="quote")
    said = quote.strip()
    if not said:
        raise Refused("请先选中要批注的文字", field="quote")
    if len(said) > LONGEST:
        raise Refused(f"所批文字不超过{LONGEST}字，请只选要改的部分", field="quote")
    if not text.strip():
        raise Refused("请写明要改什么", field="text")
    text_of = texts_of(row)[field]
    place = find(text_of, Anchor(said, before[-AROUND:], after[:AROUND]))
    if place is None or not place.exact:
        raise Refused("现在的内容中没有这些文字，请重新选择", field="quote")
    pinned = anchor(text_of, place.start, place.end)
    if row.remarks.filter(draft=row.draft, dropped_at=None).count() >= MOST:
        raise Refused(f"一稿最多{MOST}处批注，其余请写在意见中", field="text")
    made = Remark.objects.create(
        item=row,
        draft=row.draft,
        step=step,
        field=field,
        quote=said,
        before=pinned.before,
        after=pinned.after,
        text=text.strip()[:500],
        reviewer=actor,
    )
    record("remark.made", actor=actor, agency=row.agency, subject=row, remark=made.pk, step=step)
    return made


@transaction.atomic
def drop_remark(actor: Post, remark: Remark) -> Remark:
    """Takes a remark back, as long as the step is not judged; by its writer."""
    held = _locked(actor, remark)
    if held.reviewer.account_id != actor.account_id:
        raise Refused("只有写批注的人才能收回")
    if held.item.draft != held.draft or held.item.awaiting != held.step:
        raise Refused("已经作出结论，批注不能收回")
    held.dropped_at = timezone.now()
    held.save(update_fields=["dropped_at"])
    record("remark.dropped", actor=actor, agency=held.item.agency, subject=held.item, remark=held.pk)
    return held


@transaction.atomic
def tick_remark(actor: Post, remark: Remark) -> Remark:
    """The author has dealt with a remark; once more takes the tick away."""
    actor.require("publications.draft")
    held = _locked(actor, remark)
    if held.item.state != Item.State.DRAFT:
        raise Refused("本件不在起草中，批注不必处理")
    done = held.ticked_at is None
    held.ticked_by, held.ticked_at = (actor, timezone.now()) if done else (None, None)
    held.save(update_fields=["ticked_by", "ticked_at"])
    record(
        "remark.ticked", actor=actor, agency=held.item.agency, subject=held.item, remark=held.pk, done=done
    )
    return held


def _locked(actor: Post, remark: Remark) -> Remark:
    held = Remark.objects.select_for_update(of=("self",)).select_related("item__agency", "reviewer")
    row = held.get(pk=remark.pk)
    actor.require_agency(row.item.agency_id)
    if row.dropped_at:
        raise Refused("这条批注已经收回")
    return row


def texts_of(item: Item) -> dict[str, str]:
    """The texts that remarks are pinned to, by field."""
    draft = of_item(item)
    return {"title": draft.said["title"], "summary": draft.said["summary"], "body": draft.body}


@transaction.atomic
def explain(actor: Post, item: Item, explanations: Mapping[str, str]) -> CheckRecord:
    """The author's words on what has to be explained since the sending, when a list has changed meanwhile.

    The content stays as it is, and so do its approvals; the new words stand in the record and before the publisher.
    """
    actor.require("publications.draft")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    if row.state not in {Item.State.IN_REVIEW, Item.State.APPROVED}:
        raise Refused("本件不在审查或者待发布，不必补充说明")
    found, _ = examine(row)
    answers = answered(found, explanations)
    if not answers:
        raise Refused("没有要说明的，或者没有写明说明", field=FIELD)
    kept = record_check(actor, row, CheckRecord.Door.EXPLAIN, explanations=answers)
    record("item.explained", actor=actor, agency=row.agency, subject=row, count=len(answers))
    return kept
