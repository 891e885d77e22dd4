"""What happens in a dispute: our answer, the result, the next instance, performance, and the reply given anew."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.actions.holding import keep, open_for, refuse_future
from gongkai.apps.disputes.actions.registering import check_stage
from gongkai.apps.disputes.models import Dispute, Result, Stage
from gongkai.apps.inforequests import actions as requests
from gongkai.apps.inforequests.models import Request
from gongkai.law import disputes as law
from gongkai.law.refusals import Refused


@transaction.atomic
def answer(
    actor: Post, dispute: Dispute, *, today: date, answered_on: date, seen: int | None = None
) -> Dispute:
    """The agency handed in its answer, evidence and legal basis (行政复议法第四十八条、第五十四条；行政诉讼法第六十七条)."""
    row, stage = open_for(actor, dispute, seen)
    if stage.copy_received_on is None:
        raise Refused("请先登记收到副本的日期，答复期限自该日起算", field="answered_on")
    if stage.decided_on:
        raise Refused("本审级已经审结，不再登记答复；登记有误的请更正", field="answered_on")
    stage.answered_on = answered_on
    check_stage(row, stage, today)
    keep(actor, row, stage)
    record("dispute.answered", actor=actor, subject=row, answered_on=str(answered_on))
    return row


@transaction.atomic
def resolve(
    actor: Post,
    dispute: Dispute,
    *,
    today: date,
    decided_on: date,
    ending: str = "",
    result: str = "",
    served_on: date | None = None,
    perform_by: date | None = None,
    summary: str = "",
    seen: int | None = None,
) -> Dispute:
    """How the last stage ended. ending: a code of `law.disputes`, which gives the row of table 4.

    result: the row itself, only for cases from records that do not say more. perform_by: the day that the ruling sets.
    """
    row, stage = open_for(actor, dispute, seen)
    if stage.decided_on:
        raise Refused("本审级的结果已经登记；有上诉的请登记二审，登记有误的请更正", field="decided_on")
    if ending:
        first = row.stages.filter(kind="first_instance").exclude(pk=stage.pk).last()
        result = law.row_of(stage.kind, ending, decided_on, first=first.result if first else "")
    if ending == "" and result not in Result.values:
        raise Refused("请选择审理结果", field="result")
    if stage.accepted_on and decided_on < stage.accepted_on:
        raise Refused(f"审结日期早于受理日期（{stage.accepted_on}），请核对", field="decided_on")
    if perform_by and perform_by < decided_on:
        raise Refused("履行期限不能早于审结日期，请核对", field="perform_by")
    stage.decided_on, stage.ending, stage.result = decided_on, ending, result
    stage.served_on, stage.perform_by, stage.summary = served_on, perform_by, summary.strip()
    check_stage(row, stage, today)
    keep(actor, row, stage)
    told = {"ending": ending, "result": result, "decided_on": str(decided_on)}
    record("dispute.resolved", actor=actor, subject=row, **told)
    return row


@transaction.atomic
def open_stage(
    actor: Post,
    dispute: Dispute,
    *,
    today: date,
    authority: str,
    filed_on: date,
    case_number: str = "",
    accepted_on: date | None = None,
    copy_received_on: date | None = None,
    seen: int | None = None,
) -> Dispute:
    """The same suit goes on: an appeal after the first instance, or a new first instance after 发回重审.

    Its state replaces the one before; a suit counts once a year. Refused for a reconsideration, whose suit is another case.
    """
    row, last = open_for(actor, dispute, seen)
    if last.kind == "reconsideration":
        raise Refused("对复议决定不服起诉的是另一件，请登记为“行政诉讼（复议后起诉）”", field="filed_on")
    if last.decided_on is None:
        raise Refused("前一审级尚未审结，请先登记其结果", field="filed_on")
    again = last.kind == "second_instance"
    if again and last.ending != "remitted":
        raise Refused("二审裁判是终审裁判；只有发回重审的案件另有新的审级", article="行政诉讼法第八十九条")
    if filed_on < last.decided_on:
        raise Refused(f"提起日期不能早于前一审级的审结日期（{last.decided_on}），请核对", field="filed_on")
    refuse_future(filed_on, today, "提起", "filed_on")
    last.superseded_on = filed_on
    last.save()
    stage = Stage(
        dispute=row,
        kind="first_instance" if again else "second_instance",
        authority=authority.strip(),
        filed_on=filed_on,
        case_number=case_number.strip(),
        accepted_on=accepted_on,
        copy_received_on=copy_received_on,
    )
    check_stage(row, stage, today)
    keep(actor, row, stage)
    record("dispute.stage_opened", actor=actor, subject=row, kind=stage.kind, filed_on=str(filed_on))
    return row


@transaction.atomic
def perform(
    actor: Post,
    dispute: Dispute,
    *,
    today: date,
    performed_on: date,
    performance: str = "",
    seen: int | None = None,
) -> Dispute:
    """The agency did what the ruling ordered (行政复议法第七十七条；行政诉讼法第九十四条)."""
    row, stage = open_for(actor, dispute, seen)
    if stage.result != Result.CORRECTED:
        raise Refused("本件没有须由本机关履行的决定或者裁判", field="performed_on")
    stage.performed_on, stage.performance = performed_on, performance.strip()
    check_stage(row, stage, today)
    keep(actor, row, stage)
    record("dispute.performed", actor=actor, subject=row, performed_on=str(performed_on))
    return row


@transaction.atomic
def rehandle(actor: Post, dispute: Dispute, *, today: date, seen: int | None = None) -> Request:
    """Opens the fresh handling of the request whose reply was corrected; its clock begins when the ruling was received."""
    row, stage = open_for(actor, dispute, seen)
    if stage.result != Result.CORRECTED or row.request is None:
        raise Refused(
            "只有所涉申请的答复被纠正的，才需要重新办理", article="行政复议法第六十四条；行政诉讼法第七十条"
        )
    if stage.served_on is None:
        raise Refused("请先在更正中登记收到决定或者裁判的日期，重新办理的期限自该日起算")
    return requests.rehandle(
        actor,
        row.request,
        ordered_on=stage.served_on,
        until=stage.perform_by,
        evidence=f"{stage.authority}{stage.case_number}",
        today=today,
    )
