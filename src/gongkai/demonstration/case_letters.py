"""Letters of the running year's requests, each as far through the chain as the data says. They are written today."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.apps.inforequests import actions as requests
from gongkai.apps.inforequests.chain import chain_of
from gongkai.apps.inforequests.models import Letter, LetterState, Request
from gongkai.apps.inforequests.queries.letters import type_of
from gongkai.demonstration.ground import Ground
from gongkai.law.workdays import default_calendar

# step of the chain → the role whose post takes it.
ROLES = {
    "review": "second_reviewer",
    "extend": "second_reviewer",
    "legal": "legal_reviewer",
    "sign": "final_reviewer",
    "issue": "clerk",
}
ABOUT = ("outcome", "articles", "findings", "decision")


def write_letter(ground: Ground, request: Request, step: dict[str, Any], today: date) -> None:
    """stage: draft, a step of the chain for which it waits, sent_back, signed, sent or archived."""
    request.refresh_from_db()
    about = {name: step[name] for name in ABOUT if name in step}
    given = dict(step.get("given", {}))
    if "until_ahead" in step:
        given["until"] = default_calendar().add(today, step["until_ahead"])
    letter = requests.draft_letter(
        ground.clerk, request, type=step["type"], given=given, today=today, **about
    )
    if step["stage"] == "draft":
        return
    letter = requests.submit_letter(ground.clerk, letter, today=today, warnings_read=True)
    letter = _through(ground, letter, step, today)
    if step["stage"] in ("sent", "archived"):
        letter = requests.send_letter(
            ground.clerk, letter, day=today, by=step["by"], evidence=step["evidence"], today=today
        )
    if step["stage"] == "archived":
        requests.archive(ground.clerk, request, today=today)


def _through(ground: Ground, letter: Letter, step: dict[str, Any], today: date) -> Letter:
    """Approved up to the step that still waits."""
    chain = chain_of(type_of(letter), letter.fields.get("outcome", ""), ground.agency)
    for one in chain:
        if one.code == step["stage"] or letter.state != LetterState.IN_REVIEW:
            break
        judge = ground.posts[ROLES[one.code]]
        if step["stage"] == "sent_back":
            return requests.send_back_letter(judge, letter, remark=step["remark"])
        letter = requests.approve_letter(judge, letter, today=today)
    return letter
