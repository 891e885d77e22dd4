"""What applicants handed in and what was sent to them, as the desk sees it."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models import Request, Submission
from gongkai.apps.inforequests.queries.public import waiting_submissions

ACTIONS = {"correction": "核实逾期补正", "publish": "审核公开建议"}


def message_rows(post: Post) -> list[DeskRow]:
    """A row for each message that waits for the clerk: a correction after its period, a suggestion to publish."""
    if not post.may("inforequests.handle"):
        return []
    return [_row(one, post) for one in waiting_submissions(post.agency_id)]


def _row(one: Submission, post: Post) -> DeskRow:
    arrived = timezone.localdate(one.at)
    case = one.request
    return DeskRow(
        kind="request",
        what=f"{ACTIONS[one.kind]}：{case.label}",
        about=f"申请人{arrived.month}月{arrived.day}日在网上提交",
        due=None,
        working_days_left=None,
        mark="in_hand",
        due_words="及时办",
        url=reverse("inforequests:message", args=[case.pk, one.pk]),
        action="处理",
        mine=case.department_id in (None, post.department_id) or post.department_id is None,
    )


def message(case: Request, pk: int) -> Submission:
    """One message of the case; 404 for another's."""
    found = case.submissions.filter(pk=pk).first()
    if found is None:
        raise Http404("本件没有这份来文")
    return found
