"""The secret address of a calendar: opened, replaced and revoked by the person whom it belongs to."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.supervision.models import CalendarFeed
from gongkai.apps.supervision.queries.feed import digest_of


@transaction.atomic
def open_feed(actor: Post) -> str:
    """A new token for the post's calendar; it is shown once, and an earlier one ends."""
    actor.require("office.read")
    actor.calendar_feeds.filter(revoked_at=None).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(post=actor, token_digest=digest_of(token))
    record("calendar_feed.opened", actor=actor, subject=feed)
    return token


@transaction.atomic
def revoke_feed(actor: Post) -> bool:
    """Ends the address; True when there was one."""
    actor.require("office.read")
    ended = actor.calendar_feeds.filter(revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        record("calendar_feed.revoked", actor=actor)
    return bool(ended)
