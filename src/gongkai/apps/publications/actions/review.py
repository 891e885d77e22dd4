"""保密审查 → 初审 → 复审 → 终审: each by another person, none of whom wrote the text (条例 art. 17)."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import CHAIN, STEPS, Step, after, moved
from gongkai.apps.publications.models import Item, Review
from gongkai.apps.publications.rules import REVIEW_FIRST, approvals, independent, missing
from gongkai.law.refusals import Refused


@transaction.atomic
def submit(actor: Post, item: Item, *, version: int | None = None) -> Item:
    """Sends a complete draft into review, from the first step of the chain."""
    actor.require("publications.draft")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    state = moved(row, "submit")
    for refused in missing(row):
        raise refused
    row.state, row.awaiting = state, CHAIN[0].code
    row.keep(actor, "state", "awaiting")
    digest = content_digest(row)
    record("item.submitted", actor=actor, agency=row.agency, subject=row, draft=row.draft, digest=digest)
    return row


@transaction.atomic
def approve(
    actor: Post, item: Item, *, version: int | None = None, opinion: str = "", basis: str = ""
) -> Item:
    """Approves the awaited step of exactly the present content. After the last step the item may be published.

    version: what the reviewer had on the screen; Refused when the text has changed since.
    """
    row, step = _for_review(actor, item, version, "approve")
    digest = content_digest(row)
    given = approvals(row)
    if any(review.digest != digest for review in given.values()):
        raise Refused("前一环节审查之后内容有改动，请退回，由作者重新送审", article=REVIEW_FIRST)
    _judge(actor, row, step, Review.Decision.APPROVED, digest, opinion, basis or step.basis)
    following = after(step)
    row.awaiting = following.code if following else ""
    if following is None:
        row.state = Item.State.APPROVED
    row.keep(actor, "state", "awaiting")
    return row


@transaction.atomic
def send_back(
    actor: Post, item: Item, *, version: int | None = None, opinion: str = "", basis: str = ""
) -> Item:
    """Returns the item to its author with an opinion; the next draft starts the chain anew."""
    row, step = _for_review(actor, item, version, "send_back")
    if not opinion.strip():
        raise Refused("请写明退回意见，让作者知道改什么", field="opinion")
    _judge(actor, row, step, Review.Decision.SENT_BACK, content_digest(row), opinion, basis)
    row.state, row.awaiting, row.draft = moved(row, "send_back"), "", row.draft + 1
    row.keep(actor, "state", "awaiting", "draft")
    return row


def _for_review(actor: Post, item: Item, version: int | None, verb: str) -> tuple[Item, Step]:
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    moved(row, verb)
    step = STEPS[row.awaiting]
    actor.require(step.permission)
    refused = independent(actor.account_id, row, approvals(row))
    if refused:
        raise refused
    return row, step


def _judge(
    actor: Post, row: Item, step: Step, decision: Review.Decision, digest: str, opinion: str, basis: str
) -> None:
    Review.objects.create(
        item=row,
        draft=row.draft,
        digest=digest,
        step=step.code,
        decision=decision,
        reviewer=actor,
        account=actor.account,
        opinion=opinion.strip(),
        basis=basis.strip(),
    )
    event = "item.reviewed" if decision == Review.Decision.APPROVED else "item.sent_back"
    record(event, actor=actor, agency=row.agency, subject=row, step=step.code, draft=row.draft, digest=digest)
