"""核查与交办: the five steps, searches, departments, what stands beside the case; and each deed on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests import actions, checklist, queries
from gongkai.apps.inforequests.forms import AnswerDepartmentForm, StepForm
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.case import frame, trail
from gongkai.apps.inforequests.views.deeds import DEEDS
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications.queries import suggest
from gongkai.law.refusals import Refused

TAB = "inforequests:work"
HANDLE = "inforequests.handle"


@office()
def work(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of the work on one case."""
    case = queries.case(request.post.agency, pk)
    if not request.post.may(HANDLE) and request.post.may("inforequests.contribute"):
        case.content = queries.masked_content(case)
    return render(request, "inforequests/work.html", _page(case, request.post))


@office()
def hints(request: OfficeRequest, pk: int) -> HttpResponse:
    """What is published already and may answer, and who else may be the one to ask; loaded after the page."""
    case = queries.case(request.post.agency, pk)
    context = {
        "case": case,
        "published": [one.item for one in suggest(case.agency, case.content)],
        "competent": queries.competent(case),
    }
    return render(request, "inforequests/hints.html", context)


@require_POST
@office(HANDLE)
def step(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """Keeps the answer to one of the five steps; a refused one comes back with all that was typed."""
    if code not in checklist.BY_CODE:
        raise Http404("没有这一步")
    day = today()
    case = queries.case(request.post.agency, pk)
    asked = checklist.BY_CODE[code]
    form = StepForm(request.POST, case=case, step=asked, today=day)
    if form.is_valid():
        told = form.given()
        try:
            actions.answer_step(request.post, case, step=code, today=day, **told)
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：{asked.title}，{asked.answer(told['answer']).words}")  # type: ignore[union-attr]
            return redirect(reverse(TAB, args=[pk]) + "#steps")
    return render(request, "inforequests/work.html", _page(case, request.post, form), status=422)


@office()
def deed(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """The form of one deed (`deeds.DEEDS`); a refused one comes back with all that was typed."""
    post, day = request.post, today()
    if name not in DEEDS:
        raise Http404("没有这种办理事项")
    found = DEEDS[name]
    if not post.may(found.permission):
        return render(request, "agencies/no_post.html", {"permission": found.permission}, status=403)
    case = queries.case(post.agency, pk)
    form = found.form(request.POST or None, case=case, today=day)
    if request.method == "POST" and form.is_valid():
        try:
            done = found.act(post, case, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：{found.done(done)}")
            return redirect(found.after, pk)
    context = {
        "case": case,
        "clock": queries.clock_of(case, day),
        "form": form,
        "deed": found,
        "trail": trail(case, found.title),
        "back": reverse(found.after, args=[pk]),
    }
    return render(request, "inforequests/deed.html", context, status=422 if form.errors else 200)


@office("inforequests.contribute")
def assignment(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """What a department was asked, without the applicant, and its answer."""
    post, day = request.post, today()
    asked = queries.assignment(post.agency, pk, number, post)
    case = asked.request
    form = AnswerDepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_department(post, asked, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{case.label}：已回复交办")
            return redirect(TAB, pk) if post.may(HANDLE) else redirect("office:desk")
    context = {
        "asked": asked,
        "case": case,
        "content": queries.masked_content(case),
        "standing": queries.standing(asked, day),
        "searches": case.searches.select_related("searched_by__account"),
        "form": form,
        "trail": [("我的待办", reverse("office:desk")), (f"回复交办：{case.label}", "")],
    }
    return render(request, "inforequests/assignment.html", context, status=422 if form.errors else 200)


def _page(case: Request, post: Post, bad: StepForm | None = None) -> dict[str, Any]:
    """Everything that the template shows. bad: the form of a step that was sent and refused."""
    day = today()
    clock = queries.clock_of(case, day)
    steps = queries.checklist_steps(case)
    may_handle, is_open = post.may(HANDLE), not case.closed_on
    if may_handle and is_open:
        for row in steps:
            mine = bad is not None and bad.step is row["step"]
            row["form"] = bad if mine else StepForm(case=case, step=row["step"], today=day)
            row["open"] = mine or row["current"]
    searches = list(case.searches.select_related("searched_by__account"))
    absent = case.steps.get("existence", {}).get("answer") == "none"
    return {
        **frame(case, clock, TAB),
        "may_handle": may_handle,
        "may_see": post.may("inforequests.see_identity"),
        "is_open": is_open,
        "steps": steps,
        "proposal": queries.proposal(case) if is_open else None,
        "missing_search": absent and all(search.found for search in searches),
        "searches": searches,
        "assignments": queries.assignments(case, day),
        "beside": queries.beside(case, day),
        "related": queries.related(case),
    }
