"""What disputes and complaints ask of a post today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.disputes.models import Complaint, Dispute
from gongkai.apps.disputes.queries.cases import complaints, listing
from gongkai.law.workdays import default_calendar


def desk_sources(post: Post, today: date) -> dict[str, QuerySet[Any]]:
    """What `desk` reads, by name."""
    pending = Q(decided_on=None) | Q(next_due__isnull=False)
    return {
        "disputes": listing(post.agency_id).select_related(None).prefetch_related(None).filter(pending),
        "complaints": complaints(post.agency_id).filter(handled_on=None),
    }


def desk(post: Post, today: date) -> list[DeskRow]:
    """The pending cases, the rulings to be performed and the open complaints, for those who handle them."""
    if not post.may("disputes.handle"):
        return []
    cases = desk_sources(post, today)["disputes"]
    return [*(_case(found, today) for found in cases), *_complaints(post, today)]


def _case(found: Dispute, today: date) -> DeskRow:
    mark, words, left = due_mark(found.next_due, today, default_calendar())
    name = found.case_number or found.authority
    if found.next_due is None:
        what, action, words = f"跟进{found.get_route_display()}：{name}", "登记结果", "尚未审结"
    elif found.decided_on:
        what, action = f"履行决定或者裁判：{name}", "登记履行"
    else:
        what, action = f"提交答复：{name}", "登记答复"
    return DeskRow(
        kind="dispute",
        what=what,
        about=f"{found.get_route_display()} · {found.authority} · {found.filed_on}提起",
        due=found.next_due,
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("disputes:dispute", args=[found.pk]),
        action=action,
    )


def _complaints(post: Post, today: date) -> Iterator[DeskRow]:
    for found in desk_sources(post, today)["complaints"]:
        yield _complaint(found, today)


def _complaint(found: Complaint, today: date) -> DeskRow:
    mark, words, left = due_mark(found.due_on, today, default_calendar())
    return DeskRow(
        kind="dispute",
        what=f"办理举报投诉：{found.content[:24]}",
        about=f"{found.received_on}收到{f' · {found.source}' if found.source else ''}",
        due=found.due_on,
        working_days_left=left,
        mark=mark,
        due_words=words or "尚未办结",
        url=reverse("disputes:complaint", args=[found.pk]),
        action="登记办理结果",
    )
