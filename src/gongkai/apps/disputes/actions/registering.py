"""Registration of a dispute, corrections of what was entered, and taking out a wrong entry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.actions.holding import HANDLE, keep, open_for, refuse_future
from gongkai.apps.disputes.models import Dispute, Route, Stage
from gongkai.apps.inforequests.models import Request
from gongkai.law import disputes as law
from gongkai.law.refusals import Refused

RECONSIDERATION = "行政复议法第二十条"
LITIGATION = "行政诉讼法第四十五条、第四十六条"
# The days of a stage in the order in which they can come, with their names; each not before the one it follows.
ORDER = (
    ("accepted_on", "受理", "filed_on"),
    ("copy_received_on", "收到副本", "filed_on"),
    ("answered_on", "答复", "copy_received_on"),
    ("decided_on", "审结", "filed_on"),
    ("served_on", "收到决定", "decided_on"),
    ("performed_on", "履行", "decided_on"),
)
# What may be mended of a stage.
DETAILS = (
    "case_number",
    "authority",
    "procedure",
    "filed_on",
    "copy_received_on",
    "accepted_on",
    "extension",
    "answered_on",
    "decided_on",
    "ending",
    "served_on",
    "summary",
    "perform_by",
    "performed_on",
    "performance",
)


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
    copy_received_on: date | None = None,
    procedure: str = "ordinary",
    request: Request | None = None,
    notes: str = "",
) -> Dispute:
    """A case against the actor's agency, still pending. request: the request whose reply (or silence) is attacked."""
    actor.require(HANDLE)
    if route not in Route.values:
        raise Refused("请选择行政复议或者行政诉讼的类型", field="route")
    article = RECONSIDERATION if route == Route.RECONSIDERATION else LITIGATION
    refuse_future(filed_on, today, "提起", "filed_on")
    if request:
        _check_request(actor, request, filed_on, article)
    kind = "reconsideration" if route == Route.RECONSIDERATION else "first_instance"
    stage = Stage(
        kind=kind,
        authority=authority.strip(),
        filed_on=filed_on,
        case_number=case_number.strip(),
        accepted_on=accepted_on,
        copy_received_on=copy_received_on,
        procedure=procedure,
    )
    dispute = Dispute(
        agency=actor.agency, request=request, route=route, filed_on=filed_on, notes=notes.strip()
    )
    check_stage(dispute, stage, today)
    dispute.save()
    stage.dispute = dispute
    dispute.version = 0  # `keep` makes it the first
    keep(actor, dispute, stage)
    record("dispute.registered", actor=actor, subject=dispute, route=route, filed_on=str(filed_on))
    return dispute


@transaction.atomic
def change(actor: Post, dispute: Dispute, *, today: date, seen: int | None = None, **details: Any) -> Dispute:
    """Mends what was entered of the last stage (`DETAILS`) and of the case (`request`, `notes`).

    What is not given stays as it is. The log keeps the names of the fields.
    """
    unknown = set(details) - {*DETAILS, "request", "notes"}
    if unknown:
        raise TypeError(f"no details of a dispute: {', '.join(sorted(unknown))}")
    row, stage = open_for(actor, dispute, seen)
    changed = {
        name: (row if name in ("request", "notes") else stage)
        for name, value in details.items()
        if getattr(row if name in ("request", "notes") else stage, name) != value
    }
    if not changed:
        return row
    if "request" in changed and details["request"]:
        article = RECONSIDERATION if row.route == Route.RECONSIDERATION else LITIGATION
        _check_request(actor, details["request"], row.filed_on, article)
    if "filed_on" in changed:
        _move_filing(row, stage, details["filed_on"])
    for name, held in changed.items():
        setattr(held, name, details[name])
    if stage.ending and {"ending", "decided_on"} & set(changed):
        first = row.stages.filter(kind="first_instance").exclude(pk=stage.pk).last()
        stage.result = law.row_of(
            stage.kind, stage.ending, stage.decided_on or today, first=first.result if first else ""
        )
    check_stage(row, stage, today)
    keep(actor, row, stage)
    record("dispute.changed", actor=actor, subject=row, fields=list(changed))
    return row


def _move_filing(row: Dispute, stage: Stage, day: date) -> None:
    """An appeal filed on another day ends the instance before on that day."""
    before = row.stages.exclude(pk=stage.pk).filter(superseded_on=stage.filed_on).last()
    if before is None:
        return
    if before.decided_on and day < before.decided_on:
        raise Refused(f"提起日期不能早于前一审级的审结日期（{before.decided_on}），请核对", field="filed_on")
    before.superseded_on = day
    before.save(update_fields=["superseded_on"])


@transaction.atomic
def void(actor: Post, dispute: Dispute, *, today: date, reason: str, seen: int | None = None) -> Dispute:
    """Takes a wrong entry out of lists and the report; it stays in the database with the reason."""
    row, _ = open_for(actor, dispute, seen)
    if not reason.strip():
        raise Refused("请写明作废的原因，如重复登记、机关有误", field="reason")
    row.voided_on, row.void_reason, row.next_due = today, reason.strip(), None
    row.keep(actor)
    record("dispute.voided", actor=actor, subject=row, reason=row.void_reason)
    return row


def check_stage(dispute: Dispute, stage: Stage, today: date) -> None:
    """Refused at the field whose day comes too early or lies in the future, or that is missing."""
    if not stage.authority.strip():
        raise Refused("请填写复议机关或者受理法院", field="authority")
    if stage.procedure not in law.PROCEDURES:
        raise Refused("请选择普通程序或者简易程序", field="procedure")
    refuse_future(stage.filed_on, today, "提起", "filed_on")
    for name, title, after in ORDER:
        day, earliest = getattr(stage, name), getattr(stage, after) or stage.filed_on
        refuse_future(day, today, title, name)
        if day and day < earliest:
            raise Refused(f"{title}日期（{day}）不能早于{earliest}，请核对", field=name)
    most = law.longest_extension(stage.filed_on, stage.procedure) if stage.kind == "reconsideration" else 0
    if stage.extension > most:
        said = f"审理期限最多延长{most}日" if most else "本程序的审理期限不能由机关登记延长"
        raise Refused(said, article="行政复议法第六十二条", field="extension")
    number = stage.case_number
    others = Dispute.objects.filter(agency_id=dispute.agency_id, voided_on=None, stages__case_number=number)
    if number and others.exclude(pk=dispute.pk).exists():
        raise Refused(f"案号“{number}”已登记过，一审二审同案只计一件", field="case_number")


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
