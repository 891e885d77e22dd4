"""Disputes and a complaint of the running year, dated back from today, one of them with its reply given anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai.apps.disputes import actions
from gongkai.apps.disputes.models import Dispute
from gongkai.apps.inforequests.models import Request
from gongkai.apps.supervision.actions import remind
from gongkai.demonstration.ground import Ground
from gongkai.demonstration.scenario import back

VERBS: dict[str, Callable[..., Dispute]] = {
    "answer": actions.answer,
    "resolve": actions.resolve,
    "open_stage": actions.open_stage,
    "perform": actions.perform,
}


def fill(ground: Ground, work: dict[str, Any], today: date) -> None:
    """The rows of `disputes` and `complaints`, and today's reminders of everything that falls due."""
    for row in work["disputes"]:
        handle_dispute(ground, row, today)
    for row in work["complaints"]:
        received_on = back(today, row["back"])
        actions.register_complaint(
            ground.clerk, today=today, received_on=received_on, content=row["content"], source=row["source"]
        )
    remind(today)


def handle_dispute(ground: Ground, row: dict[str, Any], today: date) -> Dispute:
    """A dispute as far as its steps go. about: words of the request whose reply is attacked."""
    how = _dated(row, today)
    steps, about = how.pop("steps", []), how.pop("about")
    answered = Request.objects.filter(agency=ground.agency, content__contains=about, closed_on__isnull=False)
    request = answered.order_by("-closed_on")[0]  # earlier years may have asked for the same
    dispute = actions.register_dispute(ground.clerk, today=today, request=request, **how)
    for step in steps:
        told = _dated(step, today)
        name = told.pop("step")
        if name == "rehandle":
            actions.rehandle(ground.clerk, dispute, today=today)
        else:
            dispute = VERBS[name](ground.clerk, dispute, today=today, **told)
    return dispute


def _dated(row: dict[str, Any], today: date) -> dict[str, Any]:
    """The row with its days: `filed_on_back = 50` is the working day so many before today."""
    dated: dict[str, Any] = {
        name.removesuffix("_back"): back(today, value) if name.endswith("_back") else value
        for name, value in row.items()
    }
    if "case_number" in dated:
        dated["case_number"] = dated["case_number"].format(year=today.year)
    return dated
