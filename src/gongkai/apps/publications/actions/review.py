"""保密审查 → … → 终审, as the chain says: each by another person, none of whom wrote the text (条例 art. 17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.chains import codes_for, represented
from gongkai.apps.publications.checking.door import submitted
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import STEPS, Step, after, chain_of, judged_afterwards, moved
from gongkai.apps.publications.models import Item, Review
from gongkai.apps.publications.rules import (
    REVIEW_FIRST,
    approvals,
    editors,
    independent,
    judges,
    missing,
    replaced_obstacle,
)
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting


@transaction.atomic
def submit(
    actor: Post, item: Item, *, version: int | None = None, explanations: Mapping[str, str] | None = None
) -> Item:
    """Sends a complete draft into review, from the first step of the chain that is in force today.

    explanations: why what the text check asks about stands as it does; see `checking.door.submitted`.
    """
    actor.require("publications.draft")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    state = moved(row, "submit")
    for refused in (*missing(row), replaced_obstacle(row)):
        if refused:
            raise refused
    submitted(actor, row, explanations or {})
    row.chain = codes_for(row, timezone.localdate())
    row.state, row.awaiting = state, chain_of(row)[0].code
    row.keep(actor, "state", "awaiting", "chain")
    digest = content_digest(row)
    record(
        "item.submitted",
        actor=actor,
        agency=row.agency,
        subject=row,
        draft=row.draft,
        digest=digest,
        chain=row.chain,
    )
    return row


@transaction.atomic
def approve(
    actor: Post, item: Item, *, version: int | None = None, opinion: str = "", basis: str = ""
) -> Item:
    """Approves the awaited step of exactly the present content. After the last step the item may be published.

    version: what the reviewer had on the screen; Refused when the text has changed since. An item let out in an
    emergency is judged in the same way; the last approval makes up for its review.
    """
    row, step, absent = _for_review(actor, item, version, "approve")
    digest = content_digest(row)
    given = approvals(row)
    if any(review.digest != digest for review in given.values()):
        raise Refused("前一环节审查之后内容有改动，请退回，由作者重新送审", article=REVIEW_FIRST)
    _judge(actor, row, step, Review.Decision.APPROVED, digest, opinion, basis or step.basis, absent)
    following = after(step, chain_of(row))
    row.awaiting = following.code if following else ""
    if following is None:
        _complete(actor, row)
    row.keep(actor, "state", "awaiting", "reevaluate_on")
    return row


def _complete(actor: Post, row: Item) -> None:
    if row.state == Item.State.PUBLISHED:
        row.emergency.completed_at = row.emergency.closed_at = timezone.now()
        row.emergency.save(update_fields=["completed_at", "closed_at"])
        record("item.emergency_review_completed", actor=actor, agency=row.agency, subject=row)
        return
    row.state = Item.State.APPROVED
    if row.disclosure_attribute != Item.Attribute.PROACTIVE:
        today = timezone.localdate()
        row.reevaluate_on = today + timedelta(days=int(setting("reevaluation", today).value))


@transaction.atomic
def send_back(
    actor: Post, item: Item, *, version: int | None = None, opinion: str = "", basis: str = ""
) -> Item:
    """Returns the item to its author with an opinion, or with remarks on its words; the next draft starts the chain anew.

    For an item let out in an emergency it is an objection: the item has then to be corrected or withdrawn.
    """
    row, step, absent = _for_review(actor, item, version, "send_back")
    remarks = row.remarks.filter(draft=row.draft, step=step.code, dropped_at=None).count()
    if not opinion.strip():
        if not remarks:
            raise Refused("请写明退回意见，让作者知道改什么；也可以在文字上批注", field="opinion")
        opinion = f"见批注，共{remarks}处。"
    _judge(actor, row, step, Review.Decision.SENT_BACK, content_digest(row), opinion, basis, absent)
    row.awaiting = ""
    if row.state == Item.State.PUBLISHED:
        row.emergency.objected_at = timezone.now()
        row.emergency.save(update_fields=["objected_at"])
        record("item.emergency_objected", actor=actor, agency=row.agency, subject=row, step=step.code)
    else:
        row.state, row.draft, row.chain = moved(row, "send_back"), row.draft + 1, []
    row.keep(actor, "state", "awaiting", "draft", "chain")
    return row


def judging(actor: Post, item: Item) -> tuple[Item, str]:
    """The locked item and the code of its awaited step, which the actor may judge; Refused otherwise."""
    row, step, _ = _for_review(actor, item, None, "approve")
    return row, step.code


def _for_review(actor: Post, item: Item, version: int | None, verb: str) -> tuple[Item, Step, Post | None]:
    """The locked item, its awaited step, and the absent reviewer whom the actor stands in for (None: nobody)."""
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    if not judged_afterwards(row):
        moved(row, verb)
    step, given = STEPS[row.awaiting], approvals(row)
    absent = None
    if not actor.may(step.permission):
        absent, named = represented(actor, step, editors(row) | judges(given), timezone.localdate())
        if not named:
            actor.require(step.permission)
        if absent is None:
            raise Refused(
                "您所代理的审查人起草过本件或者已办理其他环节，不能代为审查，请由他人审查",
                article=REVIEW_FIRST,
            )
    refused = independent(actor.account_id, row, given)
    if refused:
        raise refused
    return row, step, absent


def _judge(
    actor: Post,
    row: Item,
    step: Step,
    decision: Review.Decision,
    digest: str,
    opinion: str,
    basis: str,
    absent: Post | None,
) -> None:
    Review.objects.create(
        item=row,
        draft=row.draft,
        digest=digest,
        step=step.code,
        decision=decision,
        reviewer=actor,
        account=actor.account,
        on_behalf_of=absent,
        opinion=opinion.strip(),
        basis=basis.strip(),
    )
    event = "item.reviewed" if decision == Review.Decision.APPROVED else "item.sent_back"
    data = {"step": step.code, "draft": row.draft, "digest": digest}
    if absent:
        data["on_behalf_of"] = absent.pk
    record(event, actor=actor, agency=row.agency, subject=row, **data)
