"""What disputes and complaints ask of a post today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.disputes.models import Route
from gongkai.apps.disputes.queries.cases import complaints, listing
from gongkai.law.workdays import default_calendar

CASE = ("pk", "route", "case_number", "authority", "filed_on", "decided_on", "next_due")
COMPLAINT = ("pk", "content", "source", "received_on", "due_on")


def desk_sources(post: Post, today: date) -> Sources:
    """The pending cases, the rulings to be performed and the open complaints, for those who handle them."""
    pending = listing(post.agency_id).filter(Q(decided_on=None) | Q(next_due__isnull=False))
    unhandled = complaints(post.agency_id).filter(handled_on=None)
    if not post.may("disputes.handle"):
        pending, unhandled = pending.none(), unhandled.none()
    return {
        "disputes": pending.prefetch_related(None).values(*CASE),
        "complaints": unhandled.values(*COMPLAINT),
    }


def desk_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """A row for each case and each complaint, the latest first."""
    for row in sorted(found["disputes"], key=itemgetter("filed_on", "pk"), reverse=True):
        yield _case(row, today)
    for row in sorted(found["complaints"], key=itemgetter("received_on", "pk"), reverse=True):
        yield _complaint(row, today)


def _case(row: dict[str, Any], today: date) -> DeskRow:
    due: date | None = row["next_due"]
    mark, words, left = due_mark(due, today, default_calendar())
    name, route = row["case_number"] or row["authority"], Route(row["route"]).label
    if due is None:
        what, action, words = f"跟进{route}：{name}", "登记结果", "尚未审结"
    elif row["decided_on"]:
        what, action = f"履行决定或者裁判：{name}", "登记履行"
    else:
        what, action = f"提交答复：{name}", "登记答复"
    return DeskRow(
        kind="dispute",
        what=what,
        about=f"{route} · {row['authority']} · {row['filed_on']}提起",
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("disputes:dispute", args=[row["pk"]]),
        action=action,
    )


def _complaint(row: dict[str, Any], today: date) -> DeskRow:
    mark, words, left = due_mark(row["due_on"], today, default_calendar())
    return DeskRow(
        kind="dispute",
        what=f"办理举报投诉：{row['content'][:24]}",
        about=f"{row['received_on']}收到" + (f" · {row['source']}" if row["source"] else ""),
        due=row["due_on"],
        working_days_left=left,
        mark=mark,
        due_words=words or "尚未办结",
        url=reverse("disputes:complaint", args=[row["pk"]]),
        action="登记办理结果",
    )
