"""What is ordered for later: the job does it through the same door, at its own time, and asks everything again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.publish import mark_validity, own_channels, publish, withdraw
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import moved
from gongkai.apps.publications.models import Channel, Item, Schedule
from gongkai.apps.publications.rules import obstacles
from gongkai.law.refusals import Refused


@transaction.atomic
def schedule_release(
    actor: Post, item: Item, channels: Iterable[Channel], *, at: datetime, version: int | None = None
) -> Schedule:
    """Orders the release of an approved item at a later moment; everything is asked again then."""
    actor.require("publications.publish")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    for refused in obstacles(row):
        raise refused
    chosen = [] if row.replaces_id else own_channels(row, channels)
    return _order(actor, row, Schedule.Kind.RELEASE, at, chosen, digest=content_digest(row))


@transaction.atomic
def schedule_withdrawal(
    actor: Post, item: Item, *, at: datetime, reason: str, version: int | None = None
) -> Schedule:
    """Orders that a public item be taken down at a later moment, with its reason."""
    actor.require("publications.withdraw")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    moved(row, "withdraw")
    if not reason.strip():
        raise Refused("请写明撤下的理由", field="reason")
    return _order(actor, row, Schedule.Kind.WITHDRAWAL, at, [], reason=reason.strip()[:200])


def _order(
    actor: Post, row: Item, kind: Schedule.Kind, at: datetime, channels: list[Channel], **fields: str
) -> Schedule:
    if at <= timezone.now():
        raise Refused("请选择将来的时间；现在就办的，请直接办理", field="at")
    if row.schedules.filter(kind=kind, done_at=None, cancelled_at=None, failed="").exists():
        raise Refused(f"本件已登记{kind.label}，请先取消原来的", field="at")
    order = Schedule.objects.create(item=row, kind=kind, at=at, ordered_by=actor, **fields)
    order.channels.set(channels)
    record("item.scheduled", actor=actor, agency=row.agency, subject=row, kind=str(kind), at=at.isoformat())
    return order


@transaction.atomic
def cancel_schedule(actor: Post, order: Schedule) -> Schedule:
    """Takes an order back, or a failed one off the desk."""
    row = Schedule.objects.select_for_update().select_related("item__agency").get(pk=order.pk)
    release = row.kind == Schedule.Kind.RELEASE
    actor.require("publications.publish" if release else "publications.withdraw")
    actor.require_agency(row.item.agency_id)
    if row.done_at or row.cancelled_at:
        raise Refused("本项定时任务已经办理或者取消")
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    record("item.schedule_cancelled", actor=actor, agency=row.item.agency, subject=row.item, kind=row.kind)
    return row


def release_due() -> tuple[int, int]:
    """Does what is due by the system's own clock: how many orders were done, how many could not be.

    An order that may no longer be carried out stays on the desk with the reason; the others go on.
    """
    open_orders = Schedule.objects.filter(done_at=None, cancelled_at=None, failed="", at__lte=timezone.now())
    done = failed = 0
    for pk in open_orders.order_by("at", "pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                done += _carry_out(pk)
        except Refused as refused:
            _fail(pk, refused)
            failed += 1
    return done, failed


def _carry_out(pk: int) -> int:
    order = (
        Schedule.objects.select_for_update(of=("self",))
        .select_related("ordered_by__account", "item")
        .get(pk=pk)
    )
    if order.done_at or order.cancelled_at or order.failed:
        return 0  # another worker, or a person, was quicker
    actor = order.ordered_by
    left = actor.until is not None and actor.until < timezone.localdate()
    if left or not actor.account.is_active:
        raise Refused(f"登记人{actor.account.display_name}已离岗，请由在岗人员重新登记或者直接办理")
    if order.kind == Schedule.Kind.RELEASE:
        publish(actor, order.item, order.channels.all(), digest=order.digest)
    else:
        withdraw(actor, order.item, order.reason)
    order.refresh_from_db()
    if order.done_at is None:
        order.done_at = timezone.now()
        order.save(update_fields=["done_at"])
    return 1


@transaction.atomic
def _fail(pk: int, refused: Refused) -> None:
    order = Schedule.objects.select_for_update().get(pk=pk)
    order.failed = str(refused)[:400]
    order.save(update_fields=["failed"])
    item = order.item
    record("item.schedule_failed", agency=item.agency, subject=item, kind=order.kind)


def lapse_due(today: date) -> int:
    """Marks as 失效 what states a validity that has run out (国办发〔2017〕47号); how many items."""
    in_force = [Item.Validity.IN_FORCE, Item.Validity.AMENDED]
    over = Item.objects.filter(state=Item.State.PUBLISHED, valid_until__lt=today, validity__in=in_force)
    return sum(_lapse(pk, today) for pk in over.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _lapse(pk: int, today: date) -> bool:
    row = Item.locked(pk)
    until = row.valid_until
    if not (row.is_public and until and until < today):
        return False
    basis = f"有效期届满（有效期至{until:%Y-%m-%d}）"
    mark_validity(None, row, Item.Validity.LAPSED, until + timedelta(days=1), basis)
    return True
