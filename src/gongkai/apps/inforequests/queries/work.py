"""What the page 核查与交办 of a case shows, and what a department that is asked may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.inforequests import checklist
from gongkai.apps.inforequests.models import ApplicantType, Assignment, Request
from gongkai.law.outcomes import outcomes
from gongkai.law.workdays import default_calendar
from gongkai.textcheck.privacy import mask_private

SHOWN = 5
# Words of an agency's name that do not say what it is for.
ORDINARY = re.compile(
    r"人民政府|管理委员会|委员会|办公厅|办公室|管理局|监督局|服务中心|事务中心|[省市县区州盟旗局厅委办署站队]"
)


def checklist_steps(case: Request) -> list[dict[str, Any]]:
    """The five steps as `look/review_chain.html` takes them, each with its `step` and what was `given`."""
    current = None if case.closed_on else checklist.next_step(case.steps)
    return [_shown(case, step, current) for step in checklist.STEPS]


def _shown(case: Request, step: checklist.Step, current: checklist.Step | None) -> dict[str, Any]:
    answer, told = checklist.given(case.steps, step), case.steps.get(step.code, {})
    state, words = ("done", answer.words) if answer else ("not_begun", "未判断")
    if answer and (step.code, answer.code) in checklist.WAITING and not case.closed_on:
        state = "paused"
    if step is current:
        state = "in_hand" if answer is None else state
        words = "待判断" if answer is None else words
    notes = [told["note"]] if told.get("note") else []
    if answer:
        notes.append(f"{told['by']} · {told['on'][5:]}")
    return {
        "title": f"{step.mark} {step.name}",
        "state": state,
        "words": words,
        "notes": notes,
        "current": step is current,
        "step": step,
        "given": answer,
    }


def proposal(case: Request) -> tuple[str, str, str] | None:
    """The outcome that the answers lead to, as (name, code, article in record form); None while none does."""
    answer = checklist.proposed(case.steps)
    return (outcomes()[answer.outcome].name, answer.outcome, answer.article) if answer else None


def assignments(case: Request, today: date) -> list[tuple[Assignment, str, str]]:
    """What departments were asked, each with its mark and words."""
    rows = case.assignments.select_related("department", "asked_by__account", "answered_by__account")
    return [(row, *standing(row, today)) for row in rows]


def standing(row: Assignment, today: date) -> tuple[str, str]:
    """Mark and words of an assignment: how long it has, or when it was answered."""
    if row.answered_on:
        late = "，迟复" if row.answered_on > row.due_on else ""
        return "done", f"{row.answered_on:%m-%d}回复{late}"
    mark, words, _ = due_mark(row.due_on, today, default_calendar())
    return mark, words


def assignment(agency: Agency, pk: int, number: int, post: Post) -> Assignment:
    """One assignment of a case; 404 for another agency's, and for another department's unless the post handles cases."""
    rows = Assignment.objects.select_related("department", "asked_by__account", "request__agency")
    found = rows.filter(request__agency=agency, request_id=pk, pk=number).first()
    if found is None or not (post.may("inforequests.handle") or found.department_id == post.department_id):
        raise Http404("没有交办给您所在科室的这项事项")
    return found


def asked(post: Post) -> QuerySet[Assignment]:
    """What the post's department still has to answer, the most urgent first."""
    if post.department_id is None or not post.may("inforequests.contribute"):
        return Assignment.objects.none()
    rows = Assignment.objects.filter(department_id=post.department_id, answered_on=None)
    rows = rows.filter(request__agency_id=post.agency_id, request__closed_on=None)
    return rows.order_by("due_on", "pk")


def masked_content(case: Request) -> str:
    """What is asked for without the applicant: name, numbers, contact and address are gone."""
    text = mask_private(case.content)
    secrets = [case.identity_number, case.contact, case.address, case.notice_email]
    if case.applicant_type == ApplicantType.NATURAL_PERSON:
        secrets.append(case.applicant_name)
    for secret in secrets:
        if len(secret.strip()) > 1:
            text = text.replace(secret.strip(), "＊＊")
    return text


def related(case: Request) -> list[tuple[str, Request]]:
    """The cases that this one comes from, was split into, was joined to or has taken in, with the word for it."""
    sources = {case.split_from_id: "拆分自", case.joined_to_id: "并入"}
    found = Request.objects.filter(Q(split_from=case) | Q(joined_to=case) | Q(pk__in=filter(None, sources)))
    rows = [
        (sources.get(one.pk) or ("拆出" if one.split_from_id == case.pk else "已并入本件"), one)
        for one in found.order_by("year", "number")
    ]
    return sorted(rows, key=lambda row: row[1].pk not in sources)


def same_applicant(case: Request) -> QuerySet[Request]:
    """The applicant's other open cases, into which this one may be joined."""
    if not (keys := case.applicant_keys):
        return Request.objects.none()
    open_ones = Request.objects.filter(agency_id=case.agency_id, applicant_key__in=keys, closed_on=None)
    return open_ones.exclude(pk=case.pk).order_by("-year", "-number")


@dataclass(frozen=True, slots=True)
class Competent:
    """Another agency that may be the one to ask (条例 art. 10), and the words that point to it."""

    agency: Agency
    words: str


def competent(case: Request) -> list[Competent]:
    """The platform's other agencies whose names say what the application is about, at most `SHOWN`."""
    found = [
        Competent(agency, words)
        for agency in Agency.objects.exclude(pk=case.agency_id).order_by("name")
        if (words := "、".join(_named(agency, case.content)))
    ]
    return sorted(found, key=lambda one: -len(one.words))[:SHOWN]


def _named(agency: Agency, content: str) -> Iterator[str]:
    names = [agency.name, agency.short_name, *agency.former_names]
    if any(name in content for name in names):
        yield agency.name
        return
    for piece in dict.fromkeys(piece for name in names for piece in ORDINARY.split(name)):
        if len(piece) >= 2 and piece in content and not _is_place(piece, names):
            yield piece


def _is_place(piece: str, names: list[str]) -> bool:
    """The place stands before 省市县区 in the full name; it does not say what an agency is for."""
    return any(re.search(rf"{re.escape(piece)}[省市县区州盟旗]", name) for name in names)
