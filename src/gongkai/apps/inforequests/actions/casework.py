"""Work on a case that is no event of its clock: the five steps, the search, the check of who applies."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.checklist import BY_CODE
from gongkai.apps.inforequests.models import Request, Search
from gongkai.law.refusals import Refused

NOTE_LENGTH = 400


@transaction.atomic
def answer_step(
    actor: Post,
    request: Request,
    *,
    step: str,
    answer: str,
    today: date,
    note: str = "",
    seen: int | None = None,
) -> Request:
    """Keeps the answer to one of the five steps (`checklist.STEPS`) with who gave it and when.

    A later answer replaces an earlier one while the case is open. Refused after the decision, at `answer` for
    one that the step does not know, at `note` for a long one.
    """
    row = open_for(actor, request, HANDLE, seen)
    if row.closed_on:
        raise Refused("本件已经办结，五步判断不能再改")
    asked = BY_CODE.get(step)
    if asked is None or asked.answer(answer) is None:
        raise Refused("请选择判断结论", article=asked.law if asked else "", field="answer")
    if len(note) > NOTE_LENGTH:
        raise Refused(f"说明最多{NOTE_LENGTH}个字，请精简", field="note")
    row.steps = row.steps | {
        step: {
            "answer": answer,
            "note": note.strip(),
            "by": actor.account.display_name,
            "on": str(today),
        }
    }
    row.keep(actor, "steps")
    record(
        "request.step_answered", actor=actor, subject=row, number=row.label, step=asked.title, answer=answer
    )
    return row


@transaction.atomic
def record_search(
    actor: Post,
    request: Request,
    *,
    searched_on: date,
    places: str,
    method: str,
    found: bool,
    result: str,
    today: date,
) -> Search:
    """One search for the information, by the disclosure office or by a department that was asked (条例 art. 36（四）).

    places: systems, archives, departments. method: keywords, period, document numbers. Never changed afterwards; a
    better search is a further one.
    """
    actor.require("inforequests.contribute")
    actor.require_agency(request.agency_id)
    row = Request.locked(request.pk)
    if not actor.may(HANDLE) and not _was_asked(actor, row):
        raise Refused("本件没有交办您所在的科室，请由政务公开经办登记检索")
    if row.closed_on:
        raise Refused("本件已经办结，不能再登记检索")
    if searched_on > today:
        raise Refused(f"检索日期{searched_on}晚于今天（{today}），请按实际日期填写", field="searched_on")
    told = {"places": places, "method": method, "result": result}
    names = {"places": "检索范围", "method": "检索方法", "result": "检索结果"}
    for name, text in told.items():
        told[name] = text.strip()
        if not told[name]:
            raise Refused(f"请填写{names[name]}", article="条例第三十六条第（四）项", field=name)
        if len(told[name]) > NOTE_LENGTH:
            raise Refused(f"{names[name]}最多{NOTE_LENGTH}个字，请精简", field=name)
    search = Search.objects.create(
        request=row, searched_on=searched_on, found=found, searched_by=actor, **told
    )
    record("request.searched", actor=actor, subject=row, number=row.label, day=str(searched_on), found=found)
    return search


def _was_asked(actor: Post, request: Request) -> bool:
    department = actor.department_id
    return department is not None and request.assignments.filter(department_id=department).exists()


@transaction.atomic
def check_identity(
    actor: Post, request: Request, *, day: date, today: date, seen: int | None = None
) -> Request:
    """The proof of identity was compared with the applicant (条例 art. 29). It stops no clock.

    Refused without a number on record, before the application came in, and in the future.
    """
    row = open_for(actor, request, "inforequests.see_identity", seen)
    if not row.identity_number:
        raise Refused(
            "没有登记证件号码，请先在“修改登记”中补填，或者一次性告知补正",
            article="条例第二十九条、第三十条",
        )
    if day > today:
        raise Refused(f"核验日期{day}晚于今天（{today}），请按实际日期填写", field="day")
    submitted = row.events.filter(type="submitted").values_list("date", flat=True).first()
    if submitted and day < submitted:
        raise Refused(f"核验日期早于申请提交之日（{submitted}），请核对", field="day")
    row.identity_checked_on = day
    row.keep(actor, "identity_checked_on")
    record("request.identity_checked", actor=actor, subject=row, number=row.label, day=str(day))
    return row
