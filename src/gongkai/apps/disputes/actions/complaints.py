"""Complaints and reports about disclosure work (条例 art. 51)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.actions.holding import HANDLE, refuse_future
from gongkai.apps.disputes.models import Complaint, ComplaintResult
from gongkai.law.disputes import complaint_due
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar


@transaction.atomic
def register_complaint(
    actor: Post,
    *,
    today: date,
    received_on: date,
    content: str,
    source: str = "",
    handled_on: date | None = None,
    result: str = "",
    answer: str = "",
) -> Complaint:
    """A complaint about disclosure work, due by the setting `complaint_handling`; with handled_on already done."""
    actor.require(HANDLE)
    complaint = Complaint(
        agency=actor.agency,
        received_on=received_on,
        source=source.strip(),
        content=content.strip(),
        handled_on=handled_on,
        result=result,
        answer=answer.strip(),
        changed_by=actor.account,
    )
    _check(complaint, today)
    complaint.save()
    record("complaint.registered", actor=actor, subject=complaint, received_on=str(received_on))
    return complaint


@transaction.atomic
def handle_complaint(
    actor: Post,
    complaint: Complaint,
    *,
    today: date,
    handled_on: date,
    result: str,
    answer: str = "",
    seen: int | None = None,
) -> Complaint:
    """What came of the complaint."""
    row = _open(actor, complaint, seen)
    if result not in ComplaintResult.values:
        raise Refused("请选择办理结果", article="条例第五十一条", field="result")
    row.handled_on, row.result, row.answer = handled_on, result, answer.strip()
    _check(row, today)
    row.keep(actor)
    record("complaint.handled", actor=actor, subject=row, result=result, handled_on=str(handled_on))
    return row


@transaction.atomic
def change_complaint(
    actor: Post,
    complaint: Complaint,
    *,
    today: date,
    received_on: date,
    content: str,
    source: str = "",
    seen: int | None = None,
) -> Complaint:
    """Mends what was entered."""
    row = _open(actor, complaint, seen)
    row.received_on, row.content, row.source = received_on, content.strip(), source.strip()
    _check(row, today)
    row.keep(actor)
    record("complaint.changed", actor=actor, subject=row, received_on=str(received_on))
    return row


@transaction.atomic
def void_complaint(
    actor: Post, complaint: Complaint, *, today: date, reason: str, seen: int | None = None
) -> Complaint:
    """Takes a wrong entry out of lists and the report; it stays in the database with the reason."""
    row = _open(actor, complaint, seen)
    if not reason.strip():
        raise Refused("请写明作废的原因", field="reason")
    row.voided_on, row.void_reason = today, reason.strip()
    row.keep(actor)
    record("complaint.voided", actor=actor, subject=row, reason=row.void_reason)
    return row


def _open(actor: Post, complaint: Complaint, seen: int | None) -> Complaint:
    actor.require(HANDLE)
    actor.require_agency(complaint.agency_id)
    row = Complaint.locked(complaint.pk, seen)
    if row.voided_on:
        raise Refused(f"本件已于{row.voided_on}作废，不能再办理")
    return row


def _check(complaint: Complaint, today: date) -> None:
    """Refused at the field that is missing or wrong; sets the due date."""
    if not complaint.content:
        raise Refused("请填写举报投诉的内容", article="条例第五十一条", field="content")
    refuse_future(complaint.received_on, today, "收到", "received_on")
    if complaint.handled_on and not complaint.received_on <= complaint.handled_on <= today:
        raise Refused("办结日期应在收到日期至今天之间", field="handled_on")
    complaint.due_on = complaint_due(complaint.received_on, default_calendar())
