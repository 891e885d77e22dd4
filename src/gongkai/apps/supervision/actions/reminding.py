"""Reminders of terms, written once a working day for everything that falls due, and mailed to the staff who asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.supervision.models import AUDIENCES, Level, Reminder
from gongkai.apps.supervision.queries.due import thresholds
from gongkai.apps.supervision.queries.kinds import KINDS, STOPPED, Kind
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

LEFT = {5: Level.FIVE, 3: Level.THREE, 1: Level.ONE, 0: Level.TODAY}


@transaction.atomic
def remind(today: date) -> int:
    """Writes the reminders of the day and returns how many are new; a second run writes none.

    On a working day with 5, 3, 1 and 0 working days left, and on each one after the due date: first for the desk and
    the head of the disclosure office, after so many days (setting `escalation`) for the leader in charge as well.
    """
    calendar = default_calendar()
    if not calendar.is_workday(today):
        return 0
    wanted = [reminder for kind in KINDS.values() for reminder in _of_kind(kind, today)]
    known = set(Reminder.objects.filter(on=today).values_list("kind", "subject_id", "level"))
    new = [one for one in wanted if (one.kind, one.subject_id, one.level) not in known]
    Reminder.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    if new:
        record("reminders.written", on=str(today), count=len(new))
    return len(new)


def _of_kind(kind: Kind, today: date) -> Iterator[Reminder]:
    until = kind.cutoff(thresholds(today)["five"], today)
    rows = kind.open(today).filter(**{f"{kind.due}__lte": until})
    if kind.stops:
        rows = rows.exclude(state_cached__in=STOPPED)
    joined = (*kind.joined, *(["department"] if kind.department else []))
    rows = rows.select_related(*joined) if joined else rows
    for row in rows.order_by("pk").iterator(chunk_size=500):
        due = kind.due_of(row, today)
        if due and (level := level_of(due, today)):
            yield Reminder(
                agency_id=kind.agency_of(row),
                department_id=row.department_id if kind.department else None,
                kind=kind.code,
                subject_id=row.pk,
                level=level,
                on=today,
                due_on=due,
                title=kind.title(row)[:120],
            )


def level_of(due: date, today: date) -> str:
    """The level of a due date on a working day; empty on days without a reminder."""
    left = default_calendar().count(today, due)
    if left < 0:
        return Level.ESCALATED if -left >= setting("escalation", today).value else Level.LATE
    return LEFT.get(left, "")


def mail_reminders(today: date) -> int:
    """Mails each person the reminders of the day that concern them, in one letter; the number of letters.

    Only where settings turn it on and the account has an address. A reminder is mailed in one run only.
    """
    if not settings.GONGKAI_REMIND_BY_EMAIL:
        return 0
    waiting = Reminder.objects.filter(on=today, mailed_at=None).select_related("agency")
    by_agency: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in waiting:
        by_agency[reminder.agency_id].append(reminder)
    sent = 0
    for agency_id, reminders in by_agency.items():
        marked = Reminder.objects.filter(pk__in=[one.pk for one in reminders], mailed_at=None)
        marked.update(mailed_at=timezone.now())  # before sending: twice is worse than a digest lost
        for post in _staff(agency_id, today):
            if mine := [one for one in reminders if concerns(post, one)]:
                sent += _send(post, mine, today)
    if sent:
        record("reminders.mailed", on=str(today), count=sent)
    return sent


def _staff(agency_id: int, today: date) -> Any:
    in_force = Q(until=None) | Q(until__gte=today)
    posts = Post.objects.filter(in_force, agency_id=agency_id, since__lte=today, account__is_active=True)
    return posts.exclude(account__email="").select_related("account", "agency")


def concerns(post: Post, reminder: Reminder) -> bool:
    """Whether a reminder is meant for a post: the desk, the department of the case, and above them by its level."""
    if post.may("inforequests.handle"):
        return True
    if reminder.department_id and reminder.department_id == post.department_id:
        return True
    return any(post.may(permission) for permission in AUDIENCES.get(Level(reminder.level), ()))


def _send(post: Post, reminders: list[Reminder], today: date) -> int:
    lines = [f"{Level(one.level).label}　{one.title}（到期{one.due_on}）" for one in reminders]
    message = EmailMessage(
        f"督办提醒：{len(lines)}件（{today}）",
        "\n".join([f"{post.agency.name}：", *lines, f"请登录工作台办理：{settings.GONGKAI_SITE}/office/"]),
        to=[post.account.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    return message.send(fail_silently=True)
