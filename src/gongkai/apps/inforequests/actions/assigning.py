"""Departments are asked for their part of a case by an inner deadline, and answer."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Department, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.models import Assignment, Request
from gongkai.law.refusals import Refused

TASK_LENGTH = 400
ANSWER_LENGTH = 10_000


@transaction.atomic
def ask_department(
    actor: Post,
    request: Request,
    department: Department,
    *,
    task: str,
    due_on: date,
    today: date,
    asked_on: date | None = None,
    seen: int | None = None,
) -> Assignment:
    """Asks an inner unit for its part (task) by an inner deadline, from today until the case itself is due.

    asked_on: an earlier day for what was asked on paper. Whoever is asked sees the case without the applicant.
    """
    row = open_for(actor, request, HANDLE, seen)
    asked_on = asked_on or today
    if row.closed_on:
        raise Refused("本件已经办结，不再交办")
    if department.agency_id != row.agency_id:
        raise Refused("承办科室不属于本机关，请重新选择", field="department")
    if row.assignments.filter(department=department, answered_on=None).exists():
        raise Refused(f"{department.name}还有一项交办没有回复，请等其回复后再交办", field="department")
    if not task.strip():
        raise Refused("请写明需要科室提供什么", field="task")
    if len(task.strip()) > TASK_LENGTH:
        raise Refused(f"交办事项最多{TASK_LENGTH}个字，请精简", field="task")
    if asked_on > today:
        raise Refused(f"交办日期{asked_on}晚于今天（{today}），请按实际日期填写", field="asked_on")
    if due_on < asked_on:
        raise Refused("内部期限早于交办日期，请重新选择", field="due_on")
    if row.due_cached and due_on > max(row.due_cached, asked_on):
        raise Refused(
            f"内部期限不能晚于本件的到期日（{row.due_cached}），请留出审核签发的时间",
            article="条例第三十三条",
            field="due_on",
        )
    asked = Assignment.objects.create(
        request=row,
        department=department,
        task=task.strip(),
        due_on=due_on,
        asked_by=actor,
        asked_on=asked_on,
    )
    told = {"number": row.label, "department": department.name, "due": str(due_on)}
    record("request.department_asked", actor=actor, subject=row, **told)
    return asked


@transaction.atomic
def answer_department(
    actor: Post, assignment: Assignment, *, answer: str, today: date, answered_on: date | None = None
) -> Assignment:
    """The department's answer, once. By a post of that department, or by whoever handles requests on its behalf.

    answered_on: an earlier day for an answer given on paper. A late answer is taken, and shown as late.
    """
    actor.require("inforequests.contribute")
    row = Assignment.objects.select_for_update().select_related("request", "department").get(pk=assignment.pk)
    actor.require_agency(row.request.agency_id)
    if not actor.may(HANDLE) and actor.department_id != row.department_id:
        raise Refused(f"这项交办由{row.department.name}回复，您的岗位不在该科室")
    if row.answered_on:
        raise Refused(f"{row.department.name}已于{row.answered_on}回复；需要补充的，请经办人再次交办")
    text, day = answer.strip(), answered_on or today
    if not text:
        raise Refused("请填写办理意见：有没有、在哪里、能不能公开、理由和依据", field="answer")
    if len(text) > ANSWER_LENGTH:
        raise Refused(f"办理意见最多{ANSWER_LENGTH}个字，请精简", field="answer")
    if not row.asked_on <= day <= today:
        raise Refused("回复日期应在交办日期至今天之间，请核对", field="answered_on")
    row.answer, row.answered_by, row.answered_on = text, actor, day
    row.save(update_fields=["answer", "answered_by", "answered_on"])
    told = {"number": row.request.label, "department": row.department.name, "late": day > row.due_on}
    record("request.department_answered", actor=actor, subject=row.request, **told)
    return row
