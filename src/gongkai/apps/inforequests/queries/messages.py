"""What applicants handed in and what was sent to them, as the desk sees it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models import Request, Submission, label_of
from gongkai.apps.inforequests.queries.public import waiting_submissions

ACTIONS = {"correction": "核实逾期补正", "publish": "审核公开建议"}


def message_sources(post: Post) -> Sources:
    """The messages that wait for the clerk: a correction after its period, a suggestion to publish."""
    waiting = waiting_submissions(post.agency_id)
    waiting = waiting if post.may("inforequests.handle") else waiting.none()
    case = {name: F(f"request__{name}") for name in ("year", "number", "department_id")}
    return {"messages": waiting.values("pk", "kind", "at", "request_id", **case)}


def message_rows(post: Post, found: Found) -> Iterator[DeskRow]:
    """A row for each of them, the oldest first."""
    for one in sorted(found["messages"], key=itemgetter("pk")):
        arrived = timezone.localdate(one["at"])
        yield DeskRow(
            kind="request",
            what=f"{ACTIONS[one['kind']]}：{label_of(one['year'], one['number'])}",
            about=f"申请人{arrived.month}月{arrived.day}日在网上提交",
            due=None,
            working_days_left=None,
            mark="in_hand",
            due_words="及时办",
            url=reverse("inforequests:message", args=[one["request_id"], one["pk"]]),
            action="处理",
            mine=one["department_id"] in (None, post.department_id) or post.department_id is None,
        )


def message(case: Request, pk: int) -> Submission:
    """One message of the case; 404 for another's."""
    found = case.submissions.filter(pk=pk).first()
    if found is None:
        raise Http404("本件没有这份来文")
    return found
