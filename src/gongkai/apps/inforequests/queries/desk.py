"""What requests ask of a post today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, Waiting, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.checklist import next_step
from gongkai.apps.inforequests.models import ApplicantType, Assignment, Event, Request, label_of
from gongkai.apps.inforequests.queries.cases import EVENT, clock_of_told, told_by_request
from gongkai.apps.inforequests.queries.desk_letters import letter_rows, letter_sources
from gongkai.apps.inforequests.queries.messages import message_rows, message_sources
from gongkai.apps.inforequests.queries.papers import failed_orders
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
ROW = ("pk", "year", "number", "content", "applicant_type", "steps", "department_id")
# What the clock left on a request, by which it is put in order.
REMEMBERED = ("pk", "year", "number", "state_cached", "due_cached", "wait_cached", "department_id")
# What a department that is asked sees of the request, and what has to be masked in it.
SEEN = (
    "year",
    "number",
    "content",
    "applicant_type",
    "applicant_name",
    "identity_number",
    "contact",
    "address",
    "notice_email",
)
STOPPED = {
    "awaiting_correction": "停钟，等补正",
    "consulting": "停钟，等意见",
    "awaiting_payment": "停钟，等缴费",
}


def desk_sources(post: Post, today: date) -> Sources:
    """Messages and letters that wait for the post, its orders that ended without a file, what its own department was
    asked, and the open requests.

    Time alone moves only a clock that has stopped, when what it waits for has run out: the events of such requests
    come along, to run them anew.
    """
    seen = {f"case_{name}": F(f"request__{name}") for name in SEEN}
    return {
        **message_sources(post),
        **letter_sources(post),
        "failed_makings": failed_orders(post).values(
            "pk",
            "source_id",
            "error",
            name=F("source__name"),
            **{
                f"case_{name}": F(f"source__request__{name}")
                for name in ("id", "year", "number", "due_cached")
            },
        ),
        "asked": asked(post).values("pk", "request_id", "task", "due_on", **seen),
        "open_requests": _open(post).values(*REMEMBERED),
        "moved_events": Event.objects.filter(request__in=_ran_out(post, today)).values("pk", *EVENT),
    }


def desk_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow | Waiting]:
    """Letters that wait for the post, its orders without a file, what its own department was asked, the open requests of the agency, and the
    decided ones whose reply has not gone out.

    Those who handle requests see all of them, `mine` unless another department has the case; others see those of
    their own department. Of requests there may be hundreds: `shown_rows` makes the rows of those on a page.
    """
    yield from message_rows(post, found)
    yield from letter_rows(post, today, found)
    yield from (_failed(row, today) for row in sorted(found["failed_makings"], key=itemgetter("pk")))
    yield from (_asked(row, today) for row in sorted(found["asked"], key=itemgetter("due_on", "pk")))
    told = told_by_request(sorted(found["moved_events"], key=itemgetter("date", "pk")))
    moved = {pk: clock_of_told(some, today) for pk, some in told.items()}
    for row in sorted(found["open_requests"], key=itemgetter("pk")):
        yield _waiting(row, moved.get(row["pk"]), post, today)


def shown_sources(post: Post, pks: Collection[int]) -> Sources:
    """What the rows of these open requests show: the requests, who still has to answer, and their events."""
    unanswered = Assignment.objects.filter(request__in=pks, answered_on=None)
    return {
        "shown": _open(post).filter(pk__in=pks).values(*ROW, unit=F("department__name")),
        "unanswered": unanswered.values("pk", "request_id", "due_on", unit=F("department__name")),
        "events": Event.objects.filter(request__in=pks).values("pk", *EVENT),
    }


def shown_rows(post: Post, today: date, found: Found) -> dict[int, DeskRow]:
    """The rows of these requests by pk; what was sent off in the meantime is not among them."""
    told = told_by_request(sorted(found["events"], key=itemgetter("date", "pk")))
    waits: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(found["unanswered"], key=itemgetter("pk")):
        waits[row["request_id"]].append(row)
    return {
        row["pk"]: _row(row, clock_of_told(told[row["pk"]], today), post, waits[row["pk"]])
        for row in found["shown"]
    }


def _open(post: Post) -> QuerySet[Request]:
    """The requests of the agency that are not decided or whose reply has not gone out, as far as the post sees them."""
    found = Request.objects.filter(Q(closed_on=None) | Q(delivered_on=None), agency_id=post.agency_id)
    if post.may("inforequests.handle"):
        return found
    return found.filter(department_id=post.department_id) if post.department_id else found.none()


def _ran_out(post: Post, today: date) -> QuerySet[Request, Any]:
    """The keys of the open requests with a stopped clock whose wait has run out."""
    ran_out = Q(wait_cached=None) | Q(wait_cached__lt=today)
    return _open(post).filter(ran_out, state_cached__in=STOPPED).order_by().values("pk")


def _waiting(row: dict[str, Any], moved: Clock | None, post: Post, today: date) -> Waiting:
    """An open request by what its row remembers of the clock. moved: its clock, where that is no longer true."""
    paused = (moved.state if moved else row["state_cached"]) in STOPPED
    if moved:
        due = moved.wait_until if paused else moved.due
    else:
        due = row["wait_cached"] if paused else row["due_cached"]
    overdue = due is not None and due < today and not paused
    what = f"申〔{row['year']}〕{row['number']:06}号"
    return Waiting("request", what, due, "overdue" if overdue else "running", _mine(row, post), row["pk"])


def _asked(row: dict[str, Any], today: date) -> DeskRow:
    """A department's part of a case, by its inner deadline; the applicant is not named."""
    mark, words, left = due_mark(row["due_on"], today, default_calendar())
    request = Request(**{name: row[f"case_{name}"] for name in SEEN})
    return DeskRow(
        kind="request",
        what=f"回复交办：{request.label}",
        about=f"{row['task'][:60]} · {_short(masked_content(request))}",
        due=row["due_on"],
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("inforequests:assignment", args=[row["request_id"], row["pk"]]),
        action="回复",
    )


def _failed(row: dict[str, Any], today: date) -> DeskRow:
    """An order that ended without a file, with the sentence why; done again from the page of the marks."""
    mark, words, left = due_mark(row["case_due_cached"], today, default_calendar())
    return DeskRow(
        kind="request",
        what=f"遮蔽后的文件未能生成：{label_of(row['case_year'], row['case_number'])}",
        about=f"{row['name']} · {row['error']}",
        due=row["case_due_cached"],
        working_days_left=left,
        mark=mark,
        due_words=words or "尽快办",
        url=reverse("inforequests:marking", args=[row["case_id"], row["source_id"]]),
        action="核对遮蔽处",
    )


def _row(row: dict[str, Any], clock: Clock, post: Post, waits: list[dict[str, Any]]) -> DeskRow:
    task, action = _task(row["steps"], clock)
    due = clock.wait_until if clock.state in STOPPED else clock.due
    mark, words, left = due_mark(due, clock.today, clock.calendar)
    if clock.state in STOPPED:
        mark, words = "paused", STOPPED[clock.state]
    elif due is None:
        mark, words = _unconfirmed(clock) if clock.state == "awaiting_confirmation" else (mark, "尽快办")
    return DeskRow(
        kind="request",
        what=f"{task}：{label_of(row['year'], row['number'])}",
        about=" · ".join(_about(row, clock, waits)),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words,
        url=reverse("inforequests:case", args=[row["pk"]]),
        action=action,
        mine=_mine(row, post),
    )


def _mine(row: dict[str, Any], post: Post) -> bool:
    return row["department_id"] in (None, post.department_id) or post.department_id is None


def _unconfirmed(clock: Clock) -> tuple[str, str]:
    """An application is confirmed on the day it comes in (条例 art. 31); how long this one has waited."""
    waited = clock.calendar.count(clock.submitted, clock.today)
    return ("soon", f"已等{waited}个工作日") if waited > 0 else ("in_hand", "今天办")


def _task(steps: dict[str, Any], clock: Clock) -> tuple[str, str]:
    if clock.state in TASKS:
        return TASKS[clock.state]
    step = next_step(steps) if steps else None
    if step:
        return f"{step.title}", "查核"
    if clock.next_step.startswith("判断是否需要补正"):
        return "判断是否需要补正", "查核"
    return "作出处理决定", "拟答复"


def _about(row: dict[str, Any], clock: Clock, waits: list[dict[str, Any]]) -> Iterator[str]:
    yield _short(row["content"])
    yield ApplicantType(row["applicant_type"]).label
    if clock.received:
        yield f"{clock.received.month}月{clock.received.day}日收到"
    if row["unit"]:
        yield f"承办 {row['unit']}"
    for one in waits:
        late = "，已逾期" if one["due_on"] < clock.today else ""
        yield f"等{one['unit']}回复（{one['due_on']:%m-%d}前{late}）"
    if clock.state != "running" or not clock.next_step.startswith("作出"):
        yield clock.next_step


def _short(content: str) -> str:
    return content[:40] + ("…" if len(content) > 40 else "")
