"""What requests ask of a post today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, Waiting, due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.checklist import next_step
from gongkai.apps.inforequests.models import Assignment, Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_told, of_agency, told_by_request
from gongkai.apps.inforequests.queries.desk_letters import letter_rows, waiting_letters
from gongkai.apps.inforequests.queries.messages import message_rows
from gongkai.apps.inforequests.queries.public import waiting_submissions
from gongkai.apps.inforequests.queries.work import asked, masked_content
from gongkai.law.clock import Clock
from gongkai.law.workdays import default_calendar

# state → what to do, the button; for a running clock see `_task`.
TASKS = {
    "awaiting_confirmation": ("确认收到申请", "登记确认"),
    "awaiting_correction": ("等待补正", "登记补正"),
    "consulting": ("等待征求意见", "登记意见"),
    "awaiting_payment": ("等待缴费", "登记缴费"),
    "closed": ("送达答复", "登记送达"),
}
# Of the fifty columns of a request, those that a row of the desk shows.
ROW = ("agency", "year", "number", "content", "applicant_type", "steps", "department__name")
STOPPED = {
    "awaiting_correction": "停钟，等补正",
    "consulting": "停钟，等意见",
    "awaiting_payment": "停钟，等缴费",
}


def desk(post: Post, today: date) -> list[DeskRow]:
    """Letters that wait for the post, what its own department was asked, the open requests of the agency, and the
    decided ones whose reply has not gone out.

    Those who handle requests see all of them, `mine` unless another department has the case; others see those of
    their own department.
    """
    found = desk_rows(post, today, _open(post).values_list("pk", flat=True))
    return [*desk_around(post, today), *found.values()]


def desk_sources(post: Post, today: date) -> dict[str, QuerySet[Any]]:
    """What `desk_around` reads, by name."""
    return {
        "messages": waiting_submissions(post.agency_id),
        "letters": waiting_letters(post),
        "asked": asked(post),
    }


def desk_around(post: Post, today: date) -> list[DeskRow]:
    """The desk without the open requests themselves: messages, letters, and what the department was asked."""
    return [*message_rows(post), *letter_rows(post, today), *(_asked(row, today) for row in asked(post))]


def desk_waiting(post: Post, today: date) -> list[Waiting]:
    """Every open request on the desk by what its row remembers of the clock, in two queries at any number.

    Time alone moves only a clock that has stopped, when what it waits for has run out: such a one is run anew
    from its events.
    """
    names = ("pk", "year", "number", "state_cached", "due_cached", "wait_cached", "department_id")
    found = list(_open(post).order_by("pk").values_list(*names))
    ran_out = any(state in STOPPED and (wait is None or wait < today) for _, _, _, state, _, wait, _ in found)
    moved = _moved(_open(post), today) if ran_out else {}
    rows = []
    for pk, year, number, state, due, wait, department in found:
        paused = state in STOPPED
        due, paused = moved.get(pk, (wait if paused else due, paused))
        overdue = due is not None and due < today and not paused
        mine = department in (None, post.department_id) or post.department_id is None
        what = f"申〔{year}〕{number:06}号"
        rows.append(Waiting("request", what, due, "overdue" if overdue else "running", mine, pk))
    return rows


def open_assignments(agency_id: int) -> QuerySet[Assignment]:
    """What departments of the agency were asked and have not answered."""
    return Assignment.objects.filter(of_agency(agency_id), answered_on=None)


def desk_rows(post: Post, today: date, pks: Iterable[int], *, asked: bool = True) -> dict[int, DeskRow]:
    """The rows of these open requests by pk, in three queries; in two where no department was asked anything."""
    found = list(_shown(_open(post).filter(pk__in=pks), asked=asked))
    told = told_by_request(Event.objects.filter(request__in=found))
    return {request.pk: _row(request, clock_of_told(told[request.pk], today), post) for request in found}


def _open(post: Post) -> QuerySet[Request]:
    """The requests of the agency that are not decided or whose reply has not gone out, as far as the post sees them."""
    found = Request.objects.filter(Q(closed_on=None) | Q(delivered_on=None), agency_id=post.agency_id)
    if post.may("inforequests.handle"):
        return found
    return found.filter(department_id=post.department_id) if post.department_id else found.none()


def _shown(requests: QuerySet[Request], *, asked: bool = True) -> QuerySet[Request]:
    """These requests with what their rows on the desk show, and who still has to answer."""
    unanswered = Assignment.objects.filter(answered_on=None)
    waited_for = Prefetch(
        "assignments", unanswered.select_related("department") if asked else unanswered.none()
    )
    found = requests.select_related("department").only(*ROW)
    return found.prefetch_related(waited_for)


def _moved(requests: QuerySet[Request], today: date) -> dict[int, tuple[date | None, bool]]:
    """Of the requests whose wait has run out: the day that counts, and whether the clock is still stopped."""
    ran_out = Q(wait_cached=None) | Q(wait_cached__lt=today)
    stopped = requests.filter(ran_out, state_cached__in=STOPPED).order_by()
    told = told_by_request(Event.objects.filter(request__in=stopped.values("pk")))
    clocks = {pk: clock_of_told(some, today) for pk, some in told.items()}
    return {
        pk: (clock.wait_until, True) if clock.state in STOPPED else (clock.due, False)
        for pk, clock in clocks.items()
    }


def _asked(row: Assignment, today: date) -> DeskRow:
    """A department's part of a case, by its inner deadline; the applicant is not named."""
    mark, words, left = due_mark(row.due_on, today, default_calendar())
    return DeskRow(
        kind="request",
        what=f"回复交办：{row.request.label}",
        about=f"{row.task[:60]} · {_short(masked_content(row.request))}",
        due=row.due_on,
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("inforequests:assignment", args=[row.request_id, row.pk]),
        action="回复",
    )


def _row(request: Request, clock: Clock, post: Post) -> DeskRow:
    task, action = _task(request, clock)
    due = clock.wait_until if clock.state in STOPPED else clock.due
    mark, words, left = due_mark(due, clock.today, clock.calendar)
    if clock.state in STOPPED:
        mark, words = "paused", STOPPED[clock.state]
    elif due is None:
        mark, words = _unconfirmed(clock) if clock.state == "awaiting_confirmation" else (mark, "尽快办")
    mine = request.department_id in (None, post.department_id) or post.department_id is None
    return DeskRow(
        kind="request",
        what=f"{task}：{request.label}",
        about=" · ".join(_about(request, clock)),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("inforequests:case", args=[request.pk]),
        action=action,
        mine=mine,
    )


def _unconfirmed(clock: Clock) -> tuple[str, str]:
    """An application is confirmed on the day it comes in (条例 art. 31); how long this one has waited."""
    waited = clock.calendar.count(clock.submitted, clock.today)
    return ("soon", f"已等{waited}个工作日") if waited > 0 else ("in_hand", "今天办")


def _task(request: Request, clock: Clock) -> tuple[str, str]:
    if clock.state in TASKS:
        return TASKS[clock.state]
    step = next_step(request.steps) if request.steps else None
    if step:
        return f"{step.title}", "查核"
    if clock.next_step.startswith("判断是否需要补正"):
        return "判断是否需要补正", "查核"
    return "作出处理决定", "拟答复"


def _about(request: Request, clock: Clock) -> Iterator[str]:
    yield _short(request.content)
    yield request.get_applicant_type_display()
    if clock.received:
        yield f"{clock.received.month}月{clock.received.day}日收到"
    if request.department:
        yield f"承办 {request.department.name}"
    for row in request.assignments.all():
        late = "，已逾期" if row.due_on < clock.today else ""
        yield f"等{row.department.name}回复（{row.due_on:%m-%d}前{late}）"
    if clock.state != "running" or not clock.next_step.startswith("作出"):
        yield clock.next_step


def _short(content: str) -> str:
    return content[:40] + ("…" if len(content) > 40 else "")
