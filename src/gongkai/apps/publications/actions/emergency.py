"""Emergency release: a leader's own recorded act, after 保密审查, with the rest of the review within a set term."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.actions.publish import let_out
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.models import Channel, Emergency, Item
from gongkai.apps.publications.rules import approvals, independent
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar


@transaction.atomic
def release_in_emergency(
    actor: Post, item: Item, channels: Iterable[Channel], *, reason: str, version: int | None = None
) -> Item:
    """Lets out an item under review whose present content passed 保密审查; the item keeps the awaited step.

    By 分管领导 or 主要负责人, who wrote none of it and did not do the 保密审查. The other steps follow within the
    setting `emergency_review`, in working days. Returns the item as published; it is marked for ever.
    """
    actor.require("publications.emergency")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    if row.state == Item.State.IN_REVIEW:
        barred = independent(actor.account_id, row, approvals(row))
        if barred:
            raise barred
    if not reason.strip():
        raise Refused("请写明应急发布的理由，记录永久保留", field="reason")
    today = timezone.localdate()
    due_on = default_calendar().add(today, int(setting("emergency_review", today).value))
    urgent = Emergency(
        item=row, reason=reason.strip()[:300], digest=content_digest(row), decided_by=actor, due_on=due_on
    )
    let_out(actor, row, channels, urgent)
    return row
