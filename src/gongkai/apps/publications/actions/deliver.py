"""How an item gets onto each channel, and what the worker does about interfaces: nothing is ever sent twice.

A website, and a channel without an interface that a person posts to, carries the item at once. A channel with an
interface carries it when the interface has accepted it; a gazette, a board, a meeting when a person has recorded it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.channels import BY_HAND, adapter_of
from gongkai.apps.publications.channels.message import message_of
from gongkai.apps.publications.channels.protocol import (
    ChannelError,
    InDoubt,
    Later,
    Message,
    NotAccepted,
    Pending,
    Sent,
)
from gongkai.apps.publications.models import Channel, ChannelAccount, ChannelTask, Delivery, Item, Release

log = logging.getLogger("gongkai.channels")

State = Delivery.State
ACTIVE = (State.WAITING, State.SENDING, State.UNKNOWN)
AT_ONCE = 20  # deliveries a run, so that the other work of the worker is not kept waiting
LEASE = timedelta(minutes=15)  # after which a delivery that was being sent is taken up again: its worker died
DOUBT = timedelta(minutes=10)  # until a lost post can surely be found over there
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 60, 180, 360, 720))
ASK_AGAIN = timedelta(minutes=2)
GIVE_UP = timedelta(days=3)
NO_SITE = "平台还没有设置对外网址（GONGKAI_SITE），渠道内容无法链接回原文，请联系系统管理员"


def carry(actor: Post, row: Item, channel: Channel, now: datetime) -> Release | Delivery | ChannelTask:
    """Puts a public item on one channel, or on its way there, in the caller's transaction."""
    if channel.kind in BY_HAND:
        why = f"{timezone.localdate(now):%Y-%m-%d}选定由“{channel.name}”公开，刊登、张贴或者宣读之后登记"
        return open_task(row, channel, ChannelTask.Kind.RECORD, why)
    if ChannelAccount.objects.filter(channel=channel).exists():
        return Delivery.objects.create(
            item=row, channel=channel, agency=row.agency, ordered_by=actor, ordered_at=now, next_at=now
        )
    return released(row, channel, now)


def released(row: Item, channel: Channel, now: datetime) -> Release:
    """The channel carries the item from this moment on: what the year's figures count."""
    return Release.objects.create(
        item=row,
        channel=channel,
        agency=row.agency,
        released_on=timezone.localdate(now),
        released_at=now,
    )


def open_task(row: Item, channel: Channel, kind: str, why: str) -> ChannelTask:
    """A task for a person; the open one of that kind, where there is one."""
    task, new = ChannelTask.objects.get_or_create(
        item=row,
        channel=channel,
        kind=kind,
        closed_at=None,
        defaults={"agency": row.agency, "why": why[:300]},
    )
    if not new and task.why != why:
        task.why = why[:300]
        task.save(update_fields=["why"])
    return task


def withdraw_posts(row: Item, now: datetime) -> None:
    """After a withdrawal: what was not sent is cancelled, what was is deleted over there, or asked of a person."""
    said = row.deliveries.filter(in_doubt=False)
    said.filter(state__in=[State.WAITING, State.FAILED, State.UNKNOWN]).update(state=State.CANCELLED)
    row.deliveries.filter(state=State.SENT, removed_at=None).update(remove_at=now)
    row.channel_tasks.filter(closed_at=None).update(closed_at=now, outcome="本件已撤下")
    by_interface = set(row.deliveries.values_list("channel_id", flat=True))
    for release in row.releases.select_related("channel").exclude(channel__kind=Channel.Kind.WEBSITE):
        if release.channel_id not in by_interface:
            why = f"本件已撤下，请撤下“{release.channel.name}”上的内容"
            open_task(row, release.channel, ChannelTask.Kind.REMOVE, why)


def ask_for_updates(page: Item, reason: str) -> None:
    """After a correction: posts elsewhere still say what the page said before."""
    for release in page.releases.select_related("channel").exclude(channel__kind=Channel.Kind.WEBSITE):
        open_task(page, release.channel, ChannelTask.Kind.UPDATE, f"原页已更新：{reason}")


def deliver_due() -> tuple[int, int]:
    """Sends and removes what is due by the system's own clock: how many went well, how many did not (yet)."""
    done = failed = 0
    now = timezone.now()
    due = Delivery.objects.filter(state__in=ACTIVE, next_at__lte=now).order_by("next_at", "pk")
    for pk, doubtful, next_at in list(due.values_list("pk", "in_doubt", "next_at")[:AT_ONCE]):
        if _claimed(pk, next_at, now):
            went = _attempt(pk, doubtful=doubtful)
            done, failed = done + went, failed + (not went)
    for pk, remove_at in list(
        Delivery.objects.filter(remove_at__lte=now).order_by("pk").values_list("pk", "remove_at")[:AT_ONCE]
    ):
        if Delivery.objects.filter(pk=pk, remove_at=remove_at).update(remove_at=now + LEASE):
            went = _remove(pk)
            done, failed = done + went, failed + (not went)
    return done, failed


def _claimed(pk: int, next_at: datetime, now: datetime) -> bool:
    """Takes a delivery up, unless another worker was quicker. From here on it may have been sent."""
    mine = Delivery.objects.filter(pk=pk, state__in=ACTIVE, next_at=next_at)
    return bool(
        mine.update(
            state=State.SENDING,
            in_doubt=True,
            attempts=F("attempts") + 1,
            tried_at=Coalesce("tried_at", now),
            next_at=now + LEASE,
        )
    )


def _attempt(pk: int, *, doubtful: bool) -> bool:
    row = _loaded(pk)
    try:
        adapter = adapter_of(row.channel.account)
        if not settings.GONGKAI_SITE:
            raise NotAccepted(NO_SITE)
        message = adapter.compose(message_of(row.item, row.key))
        sent = _looked_up(row, message) if doubtful else None
        if sent is None and not row.item.is_public:
            _put(row, state=State.CANCELLED, in_doubt=False, error="本件已撤下，没有推送")
            return False
        sent = sent or adapter.send(message, row.remote, lambda known: _keep(row, known))
    except Pending as pending:
        return _pending(row, pending)
    except InDoubt as doubt:
        return _put_off(row, State.UNKNOWN, str(doubt), DOUBT, in_doubt=True)
    except Later as later:
        return _put_off(row, State.WAITING, str(later), later.after, in_doubt=False)
    except _StillDoubtfulError as doubt:
        return _put_off(row, State.UNKNOWN, str(doubt), None, in_doubt=True)
    except ChannelError as refused:
        return _fail(row, State.FAILED, str(refused), in_doubt=False)
    except Exception:  # whatever goes wrong here, it may have been sent
        log.exception("delivery %s", pk)
        return _put_off(row, State.UNKNOWN, "推送时系统出错，先核对再办理", DOUBT, in_doubt=True)
    settle(row, sent.url, sent.ids)
    return True


class _StillDoubtfulError(Exception):
    """Looking it up did not tell either way."""


def _looked_up(row: Delivery, message: Message) -> Sent | None:
    since = row.tried_at or row.ordered_at
    try:
        return adapter_of(row.channel.account).look_up(
            message, row.remote, lambda known: _keep(row, known), since
        )
    except ChannelError as error:
        raise _StillDoubtfulError(str(error)) from error


def _loaded(pk: int) -> Delivery:
    related = ("item__agency", "channel__account", "ordered_by__account", "agency")
    row: Delivery = Delivery.objects.select_related(*related).get(pk=pk)
    row.channel.account.channel = row.channel
    return row


def _keep(row: Delivery, known: Mapping[str, Any]) -> None:
    row.remote = dict(known)
    row.save(update_fields=["remote"])


def _put(row: Delivery, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _pending(row: Delivery, pending: Pending) -> bool:
    """Accepted and still being worked on: asked again, and not counted as an attempt."""
    now = timezone.now()
    if row.tried_at and now - row.tried_at > GIVE_UP:
        return _fail(row, State.UNKNOWN, f"{pending}，已超过三天", in_doubt=True)
    attempts = max(0, row.attempts - 1)
    _put(row, in_doubt=False, attempts=attempts, error=str(pending), next_at=now + ASK_AGAIN)
    return False


def _put_off(row: Delivery, state: str, why: str, after: timedelta | None, *, in_doubt: bool) -> bool:
    if row.attempts > len(BACK_OFF):
        return _fail(row, State.UNKNOWN if in_doubt else State.FAILED, why, in_doubt=in_doubt)
    wait = max(after or timedelta(), BACK_OFF[row.attempts - 1])
    _put(row, state=state, in_doubt=in_doubt, error=why[:300], next_at=timezone.now() + wait)
    return False


@transaction.atomic
def _fail(row: Delivery, state: str, why: str, *, in_doubt: bool) -> bool:
    """A person's turn. One that is still in doubt stays so, and the worker leaves it alone."""
    _put(row, state=state, in_doubt=in_doubt, error=why[:300], next_at=timezone.now() + timedelta(days=3650))
    open_task(row.item, row.channel, ChannelTask.Kind.FAILED, why)
    record(
        "item.delivery_failed",
        agency=row.agency,
        subject=row.item,
        channel=row.channel.name,
        state=str(state),
    )
    return False


@transaction.atomic
def settle(row: Delivery, url: str, ids: Mapping[str, Any], by: Post | None = None) -> Release:
    """The channel has it: one release, counted once, in the name of who ordered it (or settled it by hand)."""
    now = timezone.now()
    item = Item.locked(row.item_id)
    release = item.releases.filter(channel=row.channel_id).first() or released(item, row.channel, now)
    gone = {"remove_at": now} if not item.is_public else {}
    _put(
        row, state=State.SENT, in_doubt=False, url=url[:500], remote=dict(ids), error="", sent_at=now, **gone
    )
    item.channel_tasks.filter(channel=row.channel, kind=ChannelTask.Kind.FAILED, closed_at=None).update(
        closed_at=now, outcome="已推送"
    )
    actor, name = by or row.ordered_by, row.channel.name
    record("item.released", actor=actor, agency=item.agency, subject=item, channel=name)
    return release


def _remove(pk: int) -> bool:
    row = _loaded(pk)
    try:
        adapter_of(row.channel.account).remove(row.remote)
    except (Later, InDoubt, Pending) as later:
        since = row.item.withdrawn_at or row.ordered_at
        if timezone.now() - since < timedelta(days=1):
            _put(row, remove_at=timezone.now() + timedelta(hours=1), error=str(later))
            return False
        _ask_to_remove(row, str(later))
    except ChannelError as refused:
        _ask_to_remove(row, str(refused))
    else:
        with transaction.atomic():
            _put(row, remove_at=None, removed_at=timezone.now(), error="")
            record("item.post_removed", agency=row.agency, subject=row.item, channel=row.channel.name)
        return True
    return False


def _ask_to_remove(row: Delivery, why: str) -> None:
    _put(row, remove_at=None, error=why[:300])
    open_task(row.item, row.channel, ChannelTask.Kind.REMOVE, f"本件已撤下，渠道未能自动删除：{why}")
