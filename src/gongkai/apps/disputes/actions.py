"""Writes of disputes and complaints."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.models import Complaint, Dispute, Result, Route
from gongkai.apps.inforequests.models import Request
from gongkai.law.refusals import Refused

HANDLE = "disputes.handle"
RECONSIDERATION = "行政复议法第二十条"
LITIGATION = "行政诉讼法第四十五条、第四十六条"


@transaction.atomic
def register_dispute(
    actor: Post,
    *,
    today: date,
    route: str,
    authority: str,
    filed_on: date,
    case_number: str = "",
    accepted_on: date | None = None,
    request: Request | None = None,
    notes: str = "",
) -> Dispute:
    """A case against the actor's agency, still pending. request: the request whose reply (or silence) is attacked."""
    actor.require(HANDLE)
    if route not in Route.values:
        raise Refused("请选择行政复议或者行政诉讼的类型", field="route")
    if not authority.strip():
        raise Refused("请填写复议机关或者受理法院", field="authority")
    article = RECONSIDERATION if route == Route.RECONSIDERATION else LITIGATION
    if filed_on > today:
        raise Refused(f"提起日期晚于今天（{today}），请按实际日期填写", field="filed_on")
    if accepted_on and not filed_on <= accepted_on <= today:
        raise Refused("受理日期应在提起日期至今天之间", field="accepted_on")
    if request:
        _check_request(actor, request, filed_on, article)
    if case_number and Dispute.objects.filter(agency=actor.agency, case_number=case_number.strip()).exists():
        raise Refused(f"案号“{case_number}”已登记过，一审二审同案只计一件", field="case_number")
    dispute = Dispute.objects.create(
        agency=actor.agency,
        request=request,
        route=route,
        authority=authority.strip(),
        filed_on=filed_on,
        case_number=case_number.strip(),
        accepted_on=accepted_on,
        notes=notes.strip(),
        changed_by=actor.account,
    )
    record("dispute.registered", actor=actor, subject=dispute, route=route, filed_on=str(filed_on))
    return dispute


def _check_request(actor: Post, request: Request, filed_on: date, article: str) -> None:
    """A dispute follows the reply, or the due date by which there should have been one."""
    actor.require_agency(request.agency_id)
    if request.closed_on and filed_on < request.closed_on:
        raise Refused(
            f"提起日期早于{request.label}的处理决定（{request.closed_on}），请核对",
            article=article,
            field="filed_on",
        )
    if not request.closed_on and (request.due_cached is None or filed_on <= request.due_cached):
        raise Refused(
            f"{request.label}尚未作出处理决定，答复期限也未届满，不能就其复议或者诉讼，请核对所涉申请",
            article=article,
            field="request",
        )


@transaction.atomic
def resolve(
    actor: Post,
    dispute: Dispute,
    *,
    today: date,
    decided_on: date,
    result: str,
    notes: str = "",
    seen: int | None = None,
) -> Dispute:
    """How the case ended. A later instance of the same case replaces the result: one case counts once."""
    actor.require(HANDLE)
    actor.require_agency(dispute.agency_id)
    row = Dispute.locked(dispute.pk, seen)
    if result not in Result.values:
        raise Refused("请选择审理结果", field="result")
    if decided_on > today:
        raise Refused(f"审结日期晚于今天（{today}），请按实际日期填写", field="decided_on")
    earliest = row.accepted_on or row.filed_on
    if decided_on < earliest:
        raise Refused(f"审结日期早于提起或者受理日期（{earliest}），请核对", field="decided_on")
    if row.decided_on and decided_on < row.decided_on:
        raise Refused(f"后一审级的审结日期不能早于前一次（{row.decided_on}）", field="decided_on")
    row.decided_on, row.result = decided_on, result
    row.notes = notes.strip() or row.notes
    row.keep(actor)
    record("dispute.resolved", actor=actor, subject=row, result=result, decided_on=str(decided_on))
    return row


@transaction.atomic
def register_complaint(
    actor: Post, *, today: date, received_on: date, content: str, handled_on: date | None = None
) -> Complaint:
    """A complaint about disclosure work (条例 art. 51)."""
    actor.require(HANDLE)
    if not content.strip():
        raise Refused("请填写举报投诉的内容", article="条例第五十一条", field="content")
    if received_on > today:
        raise Refused(f"收到日期晚于今天（{today}），请按实际日期填写", field="received_on")
    if handled_on and not received_on <= handled_on <= today:
        raise Refused("办结日期应在收到日期至今天之间", field="handled_on")
    complaint = Complaint.objects.create(
        agency=actor.agency, received_on=received_on, content=content.strip(), handled_on=handled_on
    )
    record("complaint.registered", actor=actor, subject=complaint, received_on=str(received_on))
    return complaint
