"""What every write of a dispute shares: who may, on which version, and what the lists read of its last stage."""

from __future__ import annotations

from datetime import date

from gongkai.apps.agencies.models import Post
from gongkai.apps.disputes.models import Dispute, Stage
from gongkai.apps.disputes.queries.terms import next_term
from gongkai.law.refusals import Refused

HANDLE = "disputes.handle"


def open_for(actor: Post, dispute: Dispute, seen: int | None) -> tuple[Dispute, Stage]:
    """The locked dispute and its last stage; Refused for another agency's, a voided or a meanwhile changed one."""
    actor.require(HANDLE)
    actor.require_agency(dispute.agency_id)
    row = Dispute.locked(dispute.pk, seen)
    if row.voided_on:
        raise Refused(f"本件已于{row.voided_on}作废，不能再办理；确属有效的请重新登记")
    return row, row.stages.order_by("filed_on", "pk").last()  # type: ignore[return-value]


def keep(actor: Post, row: Dispute, stage: Stage) -> None:
    """Saves the stage and copies onto the dispute what lists and the report read of it."""
    stage.save()
    row.case_number, row.authority = stage.case_number, stage.authority
    row.filed_on = min(row.stages.values_list("filed_on", flat=True), default=stage.filed_on)
    row.accepted_on = stage.accepted_on
    row.decided_on, row.result = (stage.decided_on, stage.result) if stage.result else (None, "")
    term = next_term(row, stage)
    row.next_due = term.due if term else None
    row.keep(actor)


def refuse_future(day: date | None, today: date, what: str, field: str) -> None:
    """Refused for a day after today."""
    if day and day > today:
        raise Refused(f"{what}日期晚于今天（{today}），请按实际日期填写", field=field)
