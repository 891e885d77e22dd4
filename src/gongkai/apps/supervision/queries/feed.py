"""The calendar of a post: what falls due, as all-day events that name cases by number and nobody by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from gongkai.apps.agencies.models import Post
from gongkai.apps.supervision.models import CalendarFeed
from gongkai.apps.supervision.queries.due import scope
from gongkai.apps.supervision.queries.kinds import KINDS, STOPPED, Kind

MOST = 500  # events of one kind
SINCE = timedelta(days=92)  # what is later than this is no appointment any more


def digest_of(token: str) -> str:
    """Under what a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(token: str, today: date) -> CalendarFeed | None:
    """The feed of this token while it was not revoked and its post is in force."""
    in_force = Q(post__until=None) | Q(post__until__gte=today)
    return (
        CalendarFeed.objects.filter(
            in_force, token_digest=digest_of(token), revoked_at=None, post__account__is_active=True
        )
        .select_related("post__agency", "post__account", "post__department")
        .first()
    )


def calendar(post: Post, today: date) -> bytes:
    """The due dates of the post's agency (or department) as an iCalendar file."""
    found = Calendar()
    found.add("prodid", "-//Gongkai//due dates//ZH")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"{post.agency.short_name or post.agency.name} 政府信息公开到期日")
    found.add("x-published-ttl", "PT6H")
    found.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    stamp = timezone.now()
    for kind in KINDS.values():
        for row in _rows(kind, post, today):
            found.add_component(_event(kind, row, today, stamp))
    written: bytes = found.to_ical()
    return written


def _rows(kind: Kind, post: Post, today: date) -> Iterator[Any]:
    since = kind.cutoff(today - SINCE, today)
    rows = scope(post, post.agency_id).rows(kind, today).filter(**{f"{kind.due}__gt": since})
    if kind.stops:
        rows = rows.exclude(state_cached__in=STOPPED)
    rows = rows.select_related(*kind.joined) if kind.joined else rows
    yield from rows.order_by(kind.due, "pk")[:MOST]


def _event(kind: Kind, row: Any, today: date, stamp: Any) -> Event:
    due = kind.due_of(row, today) or today
    event = Event()
    event.add("uid", f"{kind.code}-{row.pk}@gongkai")
    event.add("dtstamp", stamp)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"{kind.name}到期：{kind.title(row)}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"明天到期：{kind.title(row)}")
    alarm.add("trigger", timedelta(hours=-15))  # nine o'clock on the day before
    event.add_component(alarm)
    return event
