"""An address asks, confirms, changes its mind, leaves. Nothing is sent to an address that has not confirmed."""

from __future__ import annotations

from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.models import Column
from gongkai.apps.subscriptions.models import Mailing, Subscription, address_digest
from gongkai.law.refusals import Refused

CONFIRM_WITHIN = timedelta(days=3)
LETTERS_A_DAY = 5  # confirmations to one address, whoever asks for them
MOST = 30  # subscriptions of one address
GONE = "链接无效，可能已经退订，或者没有在3天内确认。需要的话请重新订阅"


@transaction.atomic
def subscribe(
    address: str, agency: Agency | None, column: Column | None, query: str = "", *, rhythm: str = "at_once"
) -> None:
    """Asks the address for its consent by e-mail; whoever asks learns nothing about the address.

    An address that is subscribed already is told so, instead. Refused for what cannot be subscribed.
    """
    query = " ".join(query.split())
    _check(address, agency, column, query, rhythm)
    target = f"{agency.pk if agency else ''}:{column.pk if column else ''}:{query}"
    digest = address_digest(address)
    known = Subscription.objects.filter(address_digest=digest)
    now = timezone.now()
    asked = Mailing.objects.filter(subscription__in=known, queued_at__gt=now - timedelta(days=1))
    if asked.exclude(kind=Mailing.Kind.NEWS).count() >= LETTERS_A_DAY:
        return
    row = known.filter(target=target).first()
    if row is None:
        if known.count() >= MOST:
            return
        row = Subscription.objects.create(
            agency=agency,
            column=column,
            query=query,
            target=target,
            address=address.strip(),
            address_digest=digest,
            rhythm=rhythm,
            asked_at=now,
        )
    elif row.confirmed_at is None:
        row.rhythm, row.asked_at = rhythm, now
        row.save(update_fields=["rhythm", "asked_at"])
    if not row.mailings.filter(ended=False).exclude(kind=Mailing.Kind.NEWS).exists():
        queue(row, Mailing.Kind.STANDING if row.confirmed_at else Mailing.Kind.CONFIRM)


def _check(address: str, agency: Agency | None, column: Column | None, query: str, rhythm: str) -> None:
    try:
        validate_email(address.strip())
    except ValidationError:
        raise Refused("不是有效的电子邮箱地址", field="address") from None
    if rhythm not in Subscription.Rhythm.values:
        raise Refused("请选择发送方式", field="rhythm")
    if column and (agency is None or column.agency_id != agency.pk):
        raise Refused("这个栏目属于其他机关，请重新选择", field="column")
    if agency is None and not query:
        raise Refused("请填写检索词，或者选择一个机关", field="query")
    if len(query) > 100:
        raise Refused("检索词不能超过100字", field="query")


def queue(row: Subscription, kind: str) -> Mailing:
    """An e-mail that the worker will send."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return Mailing.objects.create(
        subscription=row, kind=kind, message_id=make_msgid(domain=domain), queued_at=timezone.now()
    )


@transaction.atomic
def confirm(token: str) -> Subscription:
    """The address consents; from now on it is sent what is new. Refused for a link that is none or is too old."""
    row = found(token)
    now = timezone.now()
    if row.confirmed_at is None:
        if row.asked_at < now - CONFIRM_WITHIN:
            raise Refused(GONE)
        row.confirmed_at = row.looked_at = now
        row.save(update_fields=["confirmed_at", "looked_at"])
        record("subscription.confirmed", agency=row.agency, subject=row)
    return row


@transaction.atomic
def change_rhythm(token: str, rhythm: str) -> Subscription:
    """At once, or once a day."""
    row = found(token)
    if rhythm not in Subscription.Rhythm.values:
        raise Refused("请选择发送方式", field="rhythm")
    row.rhythm = rhythm
    row.save(update_fields=["rhythm"])
    return row


@transaction.atomic
def leave(token: str) -> None:
    """Deletes the subscription, its address and what was queued for it; nothing for a link that is none."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row:
        if row.confirmed_at:
            record("subscription.ended", agency=row.agency, subject=row)
        row.delete()


def found(token: str) -> Subscription:
    """The subscription of a link; Refused without one."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row is None:
        raise Refused(GONE)
    return row
