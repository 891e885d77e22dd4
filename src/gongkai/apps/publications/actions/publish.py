"""The door: `publish` lets out what the whole chain approved, and nothing else does. And what follows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.amend import merge
from gongkai.apps.publications.actions.deliver import carry, withdraw_posts
from gongkai.apps.publications.actions.indexing import note
from gongkai.apps.publications.checking.door import record as record_check
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import moved
from gongkai.apps.publications.models import (
    Channel,
    ChannelTask,
    CheckRecord,
    Delivery,
    Emergency,
    Item,
    Release,
    Schedule,
)
from gongkai.apps.publications.numbering import take_index_numbers
from gongkai.apps.publications.rules import emergency_obstacles, obstacles
from gongkai.law.refusals import Refused


@transaction.atomic
def publish(
    actor: Post,
    item: Item,
    channels: Iterable[Channel],
    *,
    version: int | None = None,
    digest: str = "",
    without_interpretation: str = "",
) -> Item:
    """Makes the item public through these channels, under the next index number, at the system's own time.

    Refused with the first of `rules.obstacles`: not 主动公开, incomplete, not reviewed by so many other people,
    changed since, withdrawn … No role goes round it. Its approved interpretations go out in the same transaction.
    The next version of a public page goes into that page instead: same number, address and first day.
    digest: the only content that may go out, where it was ordered beforehand. without_interpretation: why the
    required interpretation comes later. Returns the item as published.
    """
    actor.require("publications.publish")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    if digest and content_digest(row) != digest:
        raise Refused("内容与登记定时发布时不一致，请核对后重新登记，或者直接发布", article="条例第十七条")
    if row.replaces_id:
        return merge(actor, row)
    row.uninterpreted_reason = without_interpretation.strip()[:200]
    chosen = let_out(actor, row, channels)
    for reading in row.interpretations.filter(state=Item.State.APPROVED):
        publish(actor, reading, chosen)
    return row


def let_out(
    actor: Post, row: Item, channels: Iterable[Channel], urgent: Emergency | None = None
) -> list[Channel]:
    """Sets the state, the system's time and the next index number of a locked item, and logs it; its channels.

    Asks for the obstacles itself: nothing gets past it, whoever calls it. urgent: the leader's decision to let it
    out before its review is complete; it is kept with the item.
    """
    alone = bool(row.uninterpreted_reason)
    for refused in emergency_obstacles(row) if urgent else obstacles(row, uninterpreted=alone):
        raise refused
    chosen = own_channels(row, channels)
    record_check(actor, row, CheckRecord.Door.EMERGENCY if urgent else CheckRecord.Door.PUBLISH)
    now = timezone.now()
    row.state = moved(row, "release_in_emergency" if urgent else "publish")
    row.published_at, row.first_public_on = now, timezone.localdate(now)
    row.index_number = next(take_index_numbers(row.agency, row.first_public_on.year))
    row.keep(actor, "state", "published_at", "first_public_on", "index_number", "uninterpreted_reason")
    data: dict[str, object] = {"interpretation_later": True} if alone else {}
    if urgent:
        urgent.save()
        data |= {"review_due": str(urgent.due_on), "awaiting": row.awaiting}
    record(
        "item.released_in_emergency" if urgent else "item.published",
        actor=actor,
        agency=row.agency,
        subject=row,
        index_number=row.index_number,
        digest=content_digest(row),
        channels=[channel.name for channel in chosen],
        **data,
    )
    for channel in chosen:
        carry(actor, row, channel, now)
    close_orders(row, Schedule.Kind.RELEASE, now)
    note([row])
    return chosen


def close_orders(row: Item, kind: str, now: datetime) -> None:
    """What was ordered for later is done now."""
    row.schedules.filter(kind=kind, done_at=None, cancelled_at=None, failed="").update(done_at=now)


@transaction.atomic
def add_release(actor: Post, item: Item, channel: Channel) -> Release | Delivery | ChannelTask:
    """Carries a public item through one more channel; it still counts as one item.

    Returns the release; for a channel with an interface the delivery on its way, for one that people serve the task.
    """
    actor.require("publications.publish")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    moved(row, "release")
    (chosen,) = own_channels(row, [channel])
    if row.releases.filter(channel=chosen).exists():
        raise Refused(f"本件已由“{chosen.name}”发布", field="channel")
    if row.deliveries.filter(channel=chosen).exists():
        raise Refused(f"本件已有“{chosen.name}”的推送记录，请在那里办理", field="channel")
    carried = carry(actor, row, chosen, timezone.now())
    if isinstance(carried, Release):
        record("item.released", actor=actor, agency=row.agency, subject=row, channel=chosen.name)
    return carried


@transaction.atomic
def withdraw(actor: Post, item: Item, reason: str) -> Item:
    """Takes a public item off the site for good. It stays counted in its year; index number and trace stay."""
    actor.require("publications.withdraw")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    state = moved(row, "withdraw")
    reason = reason.strip()
    if not reason:
        raise Refused("请写明撤下的理由", field="reason")
    row.state, row.withdrawn_at, row.withdrawal_reason = state, timezone.now(), reason[:200]
    row.awaiting = ""
    row.keep(actor, "state", "awaiting", "withdrawn_at", "withdrawal_reason")
    Emergency.objects.filter(item=row, closed_at=None).update(closed_at=row.withdrawn_at)
    close_orders(row, Schedule.Kind.WITHDRAWAL, row.withdrawn_at)
    withdraw_posts(row, row.withdrawn_at)
    # The reason stays on the item: it is free text, and the log holds no personal data.
    record("item.withdrawn", actor=actor, agency=row.agency, subject=row)
    note([row])
    return row


@transaction.atomic
def change_validity(actor: Post, item: Item, validity: str, *, since: date, basis: str) -> Item:
    """Marks a public item as amended, repealed, lapsed or in force again from a day, on the item itself.

    basis: the document or decision that says so (国办发〔2017〕47号).
    """
    actor.require("publications.publish")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    moved(row, "change_validity")
    if validity not in Item.Validity.values or validity == row.validity:
        raise Refused(f"现为“{row.get_validity_display()}”，请选择变更后的有效性", field="validity")
    if not basis.strip():
        raise Refused("请写明变更依据，例如修改或者废止它的文件", article="国办发〔2017〕47号", field="basis")
    if since > timezone.localdate():
        raise Refused("变更日期不能晚于今天，请到期再办", field="since")
    if row.issued_on and since < row.issued_on:
        raise Refused("变更日期不能早于成文日期，请核对", field="since")
    mark_validity(actor, row, validity, since, basis)
    return row


def mark_validity(actor: Post | None, row: Item, validity: str, since: date, basis: str) -> None:
    """Marks a locked public item. actor: None for the platform itself, when the validity that it states has run out."""
    row.validity, row.validity_since, row.validity_basis = validity, since, basis.strip()[:200]
    row.keep(actor, "validity", "validity_since", "validity_basis")
    record(
        "item.validity_changed",
        actor=actor,
        agency=row.agency,
        subject=row,
        validity=validity,
        since=str(since),
    )
    note([row])


def own_channels(row: Item, channels: Iterable[Channel]) -> list[Channel]:
    """The channels, each once; Refused without any, and for another agency's."""
    chosen = list({channel.pk: channel for channel in channels}.values())
    if not chosen:
        raise Refused("请至少选择一个发布渠道", article="条例第二十三条", field="channels")
    if any(channel.agency_id != row.agency_id for channel in chosen):
        raise Refused("发布渠道属于其他机关，请重新选择", field="channels")
    return chosen
