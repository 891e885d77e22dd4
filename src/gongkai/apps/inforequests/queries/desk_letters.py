"""Letters that wait for a step of this post, and signed ones that have not gone out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.apps.agencies.desk import DeskRow, due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.chain import authors, awaited, chain_of, four_eyes
from gongkai.apps.inforequests.models import Letter, LetterState, Request
from gongkai.apps.inforequests.queries.cases import of_agency
from gongkai.apps.inforequests.queries.letters import type_of, with_steps
from gongkai.law.workdays import default_calendar

STEPS = ("inforequests.review", "inforequests.legal", "inforequests.sign", "inforequests.extend")


def letter_rows(post: Post, today: date) -> list[DeskRow]:
    """The post's rows about letters, in two queries at any size; none for who has no part in letters."""
    rows = with_steps(waiting_letters(post)).select_related("request__agency", "drafted_by__account")
    return list(_rows(rows, post, today))


def waiting_letters(post: Post) -> QuerySet[Letter]:
    """Those of the agency in a state in which this post may have a step to take."""
    found = Letter.objects.filter(of_agency(post.agency_id))
    if post.may("inforequests.handle"):
        return found.filter(state__in=[LetterState.IN_REVIEW, LetterState.SIGNED, LetterState.DRAFT])
    if any(post.may(permission) for permission in STEPS):
        return found.filter(state=LetterState.IN_REVIEW)
    return found.none()


def _rows(rows: object, post: Post, today: date) -> Iterator[DeskRow]:
    for letter in rows:  # type: ignore[attr-defined]
        if letter.state == LetterState.SIGNED:
            yield _row(letter, today, "送出", "登记送达", True)
        elif letter.state == LetterState.DRAFT:
            if back := _sent_back(letter):
                yield _row(letter, today, f"修改（{back}退回）", "修改", letter.drafted_by_id == post.pk)
        elif (task := _step(letter, post)) is not None:
            yield _row(letter, today, *task, True)


def _step(letter: Letter, post: Post) -> tuple[str, str] | None:
    """What this post has to do on a letter in review; None when it waits for somebody else."""
    chain = chain_of(type_of(letter), letter.fields.get("outcome", ""), letter.request.agency)
    step = awaited(letter, chain)
    if step is None or not post.may(step.permission):
        return None
    judged = {one.by.account_id for one in letter.steps.all() if one.approved and one.digest == letter.digest}
    if four_eyes(chain) and post.account_id in authors(letter) | judged:
        return None
    return step.name, "签发" if step == chain[-1] else "审核"


def _sent_back(letter: Letter) -> str:
    """Who sent the letter back, when that is the last thing that happened to it."""
    last = list(letter.steps.all())[-1:]
    return last[0].by.account.display_name if last and not last[0].approved else ""


def _row(letter: Letter, today: date, task: str, action: str, mine: bool) -> DeskRow:
    case: Request = letter.request
    due = case.due_cached if case.delivered_on is None else None
    mark, words, left = due_mark(due, today, default_calendar())
    return DeskRow(
        kind="request",
        what=f"{task}：{type_of(letter).title}",
        about=" · ".join(filter(None, (case.label, letter.label, case.content[:40], _drafted(letter)))),
        due=due,
        working_days_left=left,
        mark=mark,
        due_words=words or "尽快办",
        url=reverse("inforequests:letter", args=[case.pk, letter.pk]),
        action=action,
        mine=mine,
    )


def _drafted(letter: Letter) -> str:
    return f"{letter.drafted_by.account.display_name}拟稿"
