"""Letters that wait for a step of this post, and signed ones that have not gone out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from gongkai import letters
from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.gathering import Found, Sources
from gongkai.apps.agencies.models import Account, Post
from gongkai.apps.inforequests.chain import authors, awaited, chain_of, four_eyes
from gongkai.apps.inforequests.models import Letter, LetterState, LetterStep, label_of
from gongkai.apps.inforequests.queries.cases import of_agency
from gongkai.law.workdays import default_calendar

STEPS = ("inforequests.review", "inforequests.legal", "inforequests.sign", "inforequests.extend")
LETTER = ("pk", "type", "fields", "digest", "state", "label", "drafted_by_id", "request_id")
CASE = ("year", "number", "content", "due_cached", "delivered_on")


def letter_sources(post: Post) -> Sources:
    """The letters in a state in which this post may have a step to take, and the steps taken on them."""
    waiting = _waiting(post)
    steps = LetterStep.objects.filter(letter__in=waiting.order_by().values("pk"))
    return {
        "letters": waiting.values(
            *LETTER,
            drafter=F("drafted_by__account_id"),
            drafted_by_name=F("drafted_by__account__display_name"),
            **{f"case_{name}": F(f"request__{name}") for name in CASE},
        ),
        "letter_steps": steps.values(
            "pk",
            "letter_id",
            "step",
            "approved",
            "digest",
            account=F("by__account_id"),
            name=F("by__account__display_name"),
        ),
    }


def letter_rows(post: Post, today: date, found: Found) -> Iterator[DeskRow]:
    """The post's rows about letters; none for who has no part in letters."""
    steps: dict[int, list[LetterStep]] = defaultdict(list)
    for row in sorted(found["letter_steps"], key=itemgetter("pk")):
        steps[row["letter_id"]].append(_step_of(row))
    for letter in sorted(found["letters"], key=itemgetter("pk")):
        if letter["state"] == LetterState.SIGNED:
            yield _row(letter, today, "送出", "登记送达", True)
        elif letter["state"] == LetterState.DRAFT:
            if back := _sent_back(steps[letter["pk"]]):
                mine = letter["drafted_by_id"] == post.pk
                yield _row(letter, today, f"修改（{back}退回）", "修改", mine)
        elif (task := _task(letter, steps[letter["pk"]], post)) is not None:
            yield _row(letter, today, *task, True)


def _waiting(post: Post) -> QuerySet[Letter]:
    found = Letter.objects.filter(of_agency(post.agency_id))
    if post.may("inforequests.handle"):
        return found.filter(state__in=[LetterState.IN_REVIEW, LetterState.SIGNED, LetterState.DRAFT])
    if any(post.may(permission) for permission in STEPS):
        return found.filter(state=LetterState.IN_REVIEW)
    return found.none()


def _step_of(row: dict[str, Any]) -> LetterStep:
    by = Post(account=Account(pk=row["account"], display_name=row["name"]))
    return LetterStep(step=row["step"], approved=row["approved"], digest=row["digest"], by=by)


def _task(letter: dict[str, Any], steps: list[LetterStep], post: Post) -> tuple[str, str] | None:
    """What this post has to do on a letter in review; None when it waits for somebody else."""
    chain = chain_of(letters.get(letter["type"]), letter["fields"].get("outcome", ""), post.agency)
    step = awaited(steps, letter["digest"], chain)
    if step is None or not post.may(step.permission):
        return None
    judged = {one.by.account_id for one in steps if one.approved and one.digest == letter["digest"]}
    if four_eyes(chain) and post.account_id in authors(steps, letter["drafter"]) | judged:
        return None
    return step.name, "签发" if step == chain[-1] else "审核"


def _sent_back(steps: list[LetterStep]) -> str:
    """Who sent the letter back, when that is the last thing that happened to it."""
    return steps[-1].by.account.display_name if steps and not steps[-1].approved else ""


def _row(letter: dict[str, Any], today: date, task: str, action: str, mine: bool) -> DeskRow:
    due = letter["case_due_cached"] if letter["case_delivered_on"] is None else None
    case = label_of(letter["case_year"], letter["case_number"])
    mark, words, left = due_mark(due, today, default_calendar())
    drafted = f"{letter['drafted_by_name']}拟稿"
    return DeskRow(
        kind="request",
        what=f"{task}：{letters.get(letter['type']).title}",
        about=" · ".join(filter(None, (case, letter["label"], letter["case_content"][:40], drafted))),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "尽快办",
        url=reverse("inforequests:letter", args=[letter["request_id"], letter["pk"]]),
        action=action,
        mine=mine,
    )
