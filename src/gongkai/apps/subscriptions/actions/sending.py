"""The worker's part: sends what is queued, and forgets what is no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone

from gongkai.apps.audit.actions import record
from gongkai.apps.subscriptions.actions.subscribing import CONFIRM_WITHIN
from gongkai.apps.subscriptions.letters import compose
from gongkai.apps.subscriptions.models import Mailing, Subscription

WAITS = (5, 30, 120, 720, 1440)  # minutes after each attempt that failed; after the last one it is given up
LEASE = timedelta(hours=1)  # a worker that was killed while sending lets go after this
KEEP = timedelta(days=60)
AT_ONCE = 500  # e-mails of one run


def send_mailings(now: datetime | None = None) -> tuple[int, int]:
    """Sends what is queued and due, the oldest first; (sent, not sent).

    Each e-mail is claimed before it is sent and marked right after, so that two workers never send the same one and a
    run that is killed goes on where it was. Only the one that was just on its way is tried again, an hour later and
    under the same Message-ID, by which mail servers know it.
    """
    now = now or timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    waiting = Mailing.objects.filter(free, ended=False).select_related(
        "subscription__agency", "subscription__column"
    )
    due = [one for one in waiting[: AT_ONCE * 4] if _due(one, now)]
    sent = failed = 0
    with get_connection() as connection:
        for mailing in due[:AT_ONCE]:
            if not _claim(mailing, now):
                continue
            outcome = _send(mailing, connection, now)
            sent += outcome is True
            failed += outcome is False
    if sent:
        record("subscriptions.mailed", count=sent)
    return sent, failed


def _due(mailing: Mailing, now: datetime) -> bool:
    return now >= mailing.queued_at + timedelta(minutes=sum(WAITS[: mailing.attempts]))


def _claim(mailing: Mailing, now: datetime) -> bool:
    """True for the one worker that gets it."""
    mine = Mailing.objects.filter(pk=mailing.pk, ended=False, attempts=mailing.attempts)
    mailing.attempts += 1
    return mine.update(attempts=F("attempts") + 1, claimed_at=now) == 1


def _send(mailing: Mailing, connection: BaseEmailBackend, now: datetime) -> bool | None:
    """True when sent, False when not; None where nothing is left to tell."""
    message = compose(mailing, connection)
    if message is None:
        Mailing.objects.filter(pk=mailing.pk).update(ended=True)
        return None
    try:
        message.send()
    except Exception as problem:  # whatever the server or the network says is kept and tried again
        over = mailing.attempts > len(WAITS)
        error = f"{type(problem).__name__}{getattr(problem, 'smtp_code', '') or ''}"[:60]
        Mailing.objects.filter(pk=mailing.pk).update(claimed_at=None, error=error, ended=over)
        return False
    Mailing.objects.filter(pk=mailing.pk).update(sent_at=now, ended=True, error="")
    return True


def forget(now: datetime | None = None) -> int:
    """Deletes what was never confirmed, with its address, and e-mails long ended; how many subscriptions."""
    now = now or timezone.now()
    Mailing.objects.filter(ended=True, queued_at__lt=now - KEEP).delete()
    never = Subscription.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN)
    count = never.count()
    never.delete()
    return count
