"""Work on the running year's requests that is no event of their clocks: what a step of `present.toml` stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Department
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Request
from gongkai.demonstration.ground import Ground
from gongkai.demonstration.scenario import back
from gongkai.law.workdays import default_calendar

Step = dict[str, Any]


def judge(ground: Ground, request: Request, step: Step, today: date) -> None:
    """One of the five steps."""
    told = {"step": step["question"], "answer": step["answer"], "note": step.get("note", "")}
    actions.answer_step(ground.clerk, request, today=back(today, step["back"]), **told)


def check(ground: Ground, request: Request, step: Step, today: date) -> None:
    """The proof of identity is compared."""
    actions.check_identity(ground.clerk, request, day=back(today, step["back"]), today=today)


def search(ground: Ground, request: Request, step: Step, today: date) -> None:
    """A search and what came of it."""
    told = {name: step[name] for name in ("places", "method", "found", "result")}
    actions.record_search(ground.clerk, request, searched_on=back(today, step["back"]), today=today, **told)


def ask(ground: Ground, request: Request, step: Step, today: date) -> None:
    """A department is asked; with an answer, it has answered."""
    asked = actions.ask_department(
        ground.clerk,
        request,
        Department.objects.get(agency=ground.agency, name=step["department"]),
        task=step["task"],
        asked_on=back(today, step["back"]),
        due_on=default_calendar().add(back(today, step["back"]), step["days"]),
        today=today,
    )
    if "answer" in step:
        answered_on = back(today, step["answered_back"])
        actions.answer_department(
            ground.clerk, asked, answer=step["answer"], answered_on=answered_on, today=today
        )


def split(ground: Ground, request: Request, step: Step, today: date) -> None:
    """One letter becomes several requests."""
    actions.split(ground.clerk, request, keep=step["keep"], parts=step["parts"], today=today)


WORK: dict[str, Callable[[Ground, Request, Step, date], None]] = {
    "judge": judge,
    "check": check,
    "search": search,
    "ask": ask,
    "split": split,
}
