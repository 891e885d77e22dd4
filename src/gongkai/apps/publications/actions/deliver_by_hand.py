"""What people do about channels: accounts, evidence of what was posted or read out, and what an interface left open."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.deliver import released, settle
from gongkai.apps.publications.attachments import check, read
from gongkai.apps.publications.channels import INTERFACES
from gongkai.apps.publications.models import (
    Channel,
    ChannelAccount,
    ChannelTask,
    Delivery,
    Evidence,
    Item,
    Release,
)
from gongkai.law.refusals import Refused

State = Delivery.State
SCANS = frozenset(["image/png", "image/jpeg", "application/pdf"])


@transaction.atomic
def connect_channel(
    actor: Post, channel: Channel, *, app_id: str = "", secret: str = "", cover: str = "", address: str = ""
) -> ChannelAccount:
    """Lets the platform publish by the channel's interface. secret: sealed; empty keeps the one there is."""
    actor.require("publications.manage")
    actor.require_agency(channel.agency_id)
    if channel.kind not in INTERFACES:
        raise Refused("只有微信公众号和微博有发布接口；其他渠道由人工发布后登记凭证")
    account = ChannelAccount.objects.filter(channel=channel).first() or ChannelAccount(channel=channel)
    if not (secret.strip() or account.secret):
        raise Refused("请填写密钥", field="secret")
    if channel.kind == Channel.Kind.WECHAT and not app_id.strip():
        raise Refused("请填写公众号的AppID", field="app_id")
    account.app_id, account.cover, account.address = app_id.strip(), cover.strip(), address or None
    account.secret = secret.strip() or account.secret
    account.changed_by, account.changed_at = actor, timezone.now()
    account.save()
    record("channel.connected", actor=actor, agency=channel.agency, subject=channel, name=channel.name)
    return account


@transaction.atomic
def disconnect_channel(actor: Post, channel: Channel) -> Channel:
    """Forgets the account; the channel is served by people from now on. Refused while anything is under way."""
    actor.require("publications.manage")
    actor.require_agency(channel.agency_id)
    under_way = [State.WAITING, State.SENDING, State.UNKNOWN, State.FAILED]
    open_rows = channel.deliveries.filter(state__in=under_way) | channel.deliveries.exclude(remove_at=None)
    if open_rows.exists():
        raise Refused("还有没办完的推送，请先办完或者取消，再停用接口")
    ChannelAccount.objects.filter(channel=channel).delete()
    record("channel.disconnected", actor=actor, agency=channel.agency, subject=channel, name=channel.name)
    return channel


@transaction.atomic
def record_evidence(
    actor: Post,
    item: Item,
    channel: Channel,
    *,
    day: date,
    place: str,
    note: str = "",
    upload: File[bytes] | None = None,
) -> Evidence:
    """That a channel which people serve carried the item: on that day, there; it counts for the channel from then on.

    upload: a photograph or scan (PNG, JPEG, PDF), needed except for the gazette, whose issue says it all.
    """
    actor.require("publications.publish")
    row = Item.locked(item.pk)
    actor.require_agency(row.agency_id)
    actor.require_agency(channel.agency_id)
    _check_evidence(row, channel, day, place)
    evidence = Evidence(day=day, place=place.strip()[:120], note=note.strip()[:200], recorded_by=actor)
    if upload is not None:
        data = read(upload)
        checked = check(upload.name or "", data)
        if checked.media_type not in SCANS:
            raise Refused("凭证须是照片或者扫描件（png、jpg、pdf），请重新选择", field="upload")
        evidence.name, evidence.media_type = checked.name, checked.media_type
        evidence.size, evidence.digest = checked.size, checked.digest
        evidence.file.save(checked.name, ContentFile(data), save=False)
    elif channel.kind != Channel.Kind.GAZETTE:
        raise Refused("请上传照片或者扫描件作为凭证", field="upload")
    evidence.release = _release_on(row, channel, day)
    evidence.save()
    now = timezone.now()
    row.channel_tasks.filter(channel=channel, kind=ChannelTask.Kind.RECORD, closed_at=None).update(
        closed_at=now, closed_by=actor, outcome=f"{day:%Y-%m-%d} {place.strip()}"[:200]
    )
    record(
        "item.evidence_recorded",
        actor=actor,
        agency=row.agency,
        subject=row,
        channel=channel.name,
        day=str(day),
        digest=evidence.digest,
    )
    return evidence


def _check_evidence(row: Item, channel: Channel, day: date, place: str) -> None:
    if channel.kind == Channel.Kind.WEBSITE:
        raise Refused("网站由平台直接发布，不需要登记凭证", field="channel")
    if ChannelAccount.objects.filter(channel=channel).exists():
        raise Refused("本渠道由接口推送，结果自动留存；推送未成功的请在推送记录中处理", field="channel")
    if row.first_public_on is None:
        raise Refused("本件还没有公开，请先发布", field="channel")
    if not place.strip():
        raise Refused("请填写地点或者期号", field="place")
    if day > timezone.localdate():
        raise Refused("日期不能晚于今天，实际公开之后再登记", field="day")
    if day < row.first_public_on:
        raise Refused(f"日期不能早于首次公开日期（{row.first_public_on:%Y-%m-%d}）", field="day")


def _release_on(row: Item, channel: Channel, day: date) -> Release:
    """The release by that channel, counted on the day of its first evidence."""
    release = row.releases.filter(channel=channel).first()
    if release is None:
        release = released(row, channel, timezone.now())
        record("item.released", agency=row.agency, subject=row, channel=channel.name)
    if release.released_on != day and not release.evidence.exists() and not row.imported_id:
        release.released_on = day
        release.save(update_fields=["released_on"])
    return release


def _open_delivery(actor: Post, delivery: Delivery, states: list[str]) -> Delivery:
    actor.require("publications.publish")
    row = (
        Delivery.objects.select_for_update(of=("self",)).select_related("item", "channel").get(pk=delivery.pk)
    )
    actor.require_agency(row.agency_id)
    if row.state not in states:
        raise Refused(f"本次推送{row.get_state_display()}，不能这样办理")
    return row


@transaction.atomic
def resend(actor: Post, delivery: Delivery, *, not_there: bool = False) -> Delivery:
    """Hands a delivery to the worker again. One in doubt is looked up first, unless a person has seen that it is not there."""
    row = _open_delivery(actor, delivery, [State.FAILED, State.UNKNOWN])
    if not row.item.is_public:
        raise Refused("本件已不公开，不能再推送")
    row.state = State.UNKNOWN if row.in_doubt and not not_there else State.WAITING
    row.in_doubt = row.in_doubt and not not_there
    row.attempts, row.next_at, row.error = 0, timezone.now(), ""
    if not_there:
        row.remote = {}
    row.save(update_fields=["state", "in_doubt", "attempts", "next_at", "error", "remote"])
    _close(row, actor, "重新推送")
    record(
        "item.delivery_retried",
        actor=actor,
        agency=row.agency,
        subject=row.item,
        channel=row.channel.name,
        seen_missing=not_there,
    )
    return row


@transaction.atomic
def settle_by_hand(actor: Post, delivery: Delivery, url: str) -> Release:
    """A person found the post over there, or posted it there: its address is kept, and it counts from now on."""
    row = _open_delivery(actor, delivery, [State.FAILED, State.UNKNOWN])
    url = url.strip()
    if not url.startswith(("https://", "http://")) or " " in url:
        raise Refused("请填写渠道上那一条的网址，以 https:// 开头", field="url")
    record(
        "item.delivery_settled", actor=actor, agency=row.agency, subject=row.item, channel=row.channel.name
    )
    return settle(row, url, row.remote, actor)


@transaction.atomic
def cancel_delivery(actor: Post, delivery: Delivery) -> Delivery:
    """Gives up a delivery that has surely not been accepted; the item stays public on its other channels."""
    row = _open_delivery(actor, delivery, [State.WAITING, State.FAILED])
    row.state = State.CANCELLED
    row.save(update_fields=["state"])
    _close(row, actor, "不再推送")
    record(
        "item.delivery_cancelled", actor=actor, agency=row.agency, subject=row.item, channel=row.channel.name
    )
    return row


def _close(row: Delivery, actor: Post, outcome: str) -> None:
    tasks = row.item.channel_tasks.filter(channel=row.channel, kind=ChannelTask.Kind.FAILED, closed_at=None)
    tasks.update(closed_at=timezone.now(), closed_by=actor, outcome=outcome)


@transaction.atomic
def close_task(actor: Post, task: ChannelTask, outcome: str) -> ChannelTask:
    """A person has seen to it, or says why nothing is to be done. Evidence and failed deliveries have actions of their own."""
    actor.require("publications.publish")
    row = (
        ChannelTask.objects.select_for_update(of=("self",)).select_related("item", "channel").get(pk=task.pk)
    )
    actor.require_agency(row.agency_id)
    if row.closed_at:
        raise Refused("本项待办已经办结")
    if row.kind == ChannelTask.Kind.FAILED:
        raise Refused("请在推送记录中重新推送、登记网址或者取消推送")
    if not outcome.strip():
        raise Refused("请写明怎样办理的，或者为什么不需要办理", field="outcome")
    row.closed_at, row.closed_by, row.outcome = timezone.now(), actor, outcome.strip()[:200]
    row.save(update_fields=["closed_at", "closed_by", "outcome"])
    if row.kind == ChannelTask.Kind.REMOVE:
        sent = row.item.deliveries.filter(channel=row.channel, state=State.SENT, removed_at=None)
        sent.update(removed_at=row.closed_at, remove_at=None)
    record(
        "item.channel_task_closed",
        actor=actor,
        agency=row.agency,
        subject=row.item,
        channel=row.channel.name,
        kind=row.kind,
    )
    return row
