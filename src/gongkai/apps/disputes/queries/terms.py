"""The terms of a dispute, worked out by law from its days; never stored but for the next one of our own."""

from __future__ import annotations

from datetime import date

from gongkai.apps.disputes.models import Dispute, Result, Route, Stage
from gongkai.law import disputes as law
from gongkai.law.disputes import Term
from gongkai.law.workdays import default_calendar

PERFORMANCE = "行政复议法第七十七条；行政诉讼法第九十四条、第九十六条"


def terms(stage: Stage) -> list[Term]:
    """The terms that run in a stage, and the one that its ruling set for performance."""
    calendar = default_calendar()
    days = {
        "filed_on": stage.filed_on,
        "accepted_on": stage.accepted_on,
        "copy_received_on": stage.copy_received_on,
        "served_on": stage.served_on,
    }
    found = law.terms(stage.kind, days, calendar, procedure=stage.procedure, extension=stage.extension)
    if stage.perform_by and stage.decided_on:
        sure = calendar.is_provisional(stage.perform_by)
        since = stage.served_on or stage.decided_on
        found.append(
            Term("perform", "履行期限", "agency", since, stage.perform_by, "裁判所定", PERFORMANCE, sure)
        )
    return found


def next_term(dispute: Dispute, stage: Stage) -> Term | None:
    """The term by which the agency itself must act next: its answer, then performance; None where none runs."""
    if dispute.voided_on:
        return None
    name = ""
    if stage.decided_on is None and stage.answered_on is None:
        name = "answer"
    elif stage.result == Result.CORRECTED and stage.performed_on is None:
        name = "perform"
    return next((term for term in terms(stage) if term.name == name), None)


def filing_term(dispute: Dispute) -> Term | None:
    """By when the other side had to begin, from the delivery of the reply or of the reconsideration decision.

    None where that day is not on record. Lateness is for the authority to judge; the agency may plead it.
    """
    known = _known_on(dispute)
    return law.filing_term(dispute.route, known, default_calendar()) if known else None


def _known_on(dispute: Dispute) -> date | None:
    request = dispute.request
    if request is None:
        return None
    if dispute.route != Route.LITIGATION_AFTER_RECONSIDERATION:
        return request.delivered_on
    before = Stage.objects.filter(
        dispute__request=request,
        dispute__voided_on=None,
        kind="reconsideration",
        filed_on__lte=dispute.filed_on,
    ).last()
    return (before.served_on or before.decided_on) if before else None
