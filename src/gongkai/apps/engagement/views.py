"""Pages of the mailbox and of responses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.queries import of_subject
from gongkai.apps.engagement import actions, queries, sheets
from gongkai.apps.engagement.forms import (
    AnswerForm,
    AssignForm,
    LetterForm,
    ResponseForm,
    letter_filters,
    response_filters,
)
from gongkai.apps.engagement.models import Letter
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office()
def letters(request: OfficeRequest) -> HttpResponse:
    """The mailbox: the open letters by due date, then the answered ones."""
    post, day = request.post, today()
    years = queries.letter_years(post.agency_id)
    listing = Listing(request, queries.letters(post.agency_id), letter_filters(post.agency, years, day))
    if listing.exporting:
        return _file(sheets.letters(listing.everything.iterator(chunk_size=2000)), "来信.xlsx")
    context = {
        "listing": listing,
        "rows": [(letter, *_standing(letter, day)) for letter in listing.rows],
        "waiting": queries.waiting(post.agency_id, day),
        "state": listing.form.chosen().get("state", ""),
        "term": setting("mailbox_reply", day).value,
        "may_write": post.may("engagement.answer"),
    }
    return render(request, "engagement/letters.html", context)


@office("engagement.answer")
def register(request: OfficeRequest) -> HttpResponse:
    """A letter that came another way."""
    day = today()
    form = LetterForm(request.POST or None, initial={"received_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.register_letter(request.post, **form.cleaned_data, today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, f"已登记：{letter.number}，查询码 {letter.code}，请告知来信人凭此查询答复"
            )
            return redirect("engagement:letter", letter.pk)
    context = {"form": form, "title": "登记来信", "back": reverse("engagement:list")}
    context["trail"] = [("信箱与回应", reverse("engagement:list")), ("登记来信", "")]
    return render(request, "engagement/form.html", context, status=422 if form.errors else 200)


@office()
def letter(request: OfficeRequest, pk: int) -> HttpResponse:
    """One letter; a POST answers it."""
    post, day = request.post, today()
    found = _letter(post, pk)
    form = AnswerForm(request.POST or None, initial={"version": found.version, "answered_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_letter(post, pk, **form.cleaned_data, today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已答复：{found.number}")
            return redirect("engagement:letter", pk)
    return _show(request, found, day, answer=form)


@office("engagement.assign")
@require_POST
def assign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hands the letter to a unit."""
    post, day = request.post, today()
    found = _letter(post, pk)
    form = AssignForm(post.agency, request.POST, auto_id="assign_%s")
    if form.is_valid():
        try:
            actions.assign_letter(post, pk, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已转{form.cleaned_data['department']}办理")
            return redirect("engagement:letter", pk)
    return _show(request, found, day, assign=form)


@office("engagement.answer")
@require_POST
def identity(request: OfficeRequest, pk: int) -> HttpResponse:
    """Shows who wrote, this once; the look is logged."""
    post, day = request.post, today()
    found = _letter(post, pk)
    return _show(request, found, day, identity=actions.show_identity(post, pk))


@office()
def responses(request: OfficeRequest) -> HttpResponse:
    """What was said to matters of public concern."""
    post = request.post
    years = queries.response_years(post.agency_id)
    listing = Listing(request, queries.responses(post.agency_id), response_filters(years))
    if listing.exporting:
        return _file(sheets.responses(listing.everything.iterator()), "回应.xlsx")
    context = {"listing": listing, "may_write": post.may("engagement.answer"), "trail": _responses_trail()}
    return render(request, "engagement/responses.html", context)


@office("engagement.answer")
def new_response(request: OfficeRequest) -> HttpResponse:
    """Records a response."""
    day = today()
    form = ResponseForm(request.POST or None, initial={"held_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_response(request.post, **form.cleaned_data, today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记回应：{form.cleaned_data['title']}")
            return redirect("engagement:responses")
    context = {"form": form, "title": "登记回应", "back": reverse("engagement:responses")}
    context["trail"] = [*_responses_trail(), ("登记回应", "")]
    return render(request, "engagement/form.html", context, status=422 if form.errors else 200)


@office()
def response(request: OfficeRequest, pk: int) -> HttpResponse:
    """One response."""
    found = get_object_or_404(queries.responses(request.post.agency_id), pk=pk)
    context = {"response": found, "trail": [*_responses_trail(), (found.title, "")]}
    return render(request, "engagement/response.html", context)


def _letter(post: Post, pk: int) -> Letter:
    return get_object_or_404(queries.letters(post.agency_id).select_related("answered_by"), pk=pk)


def _standing(letter: Letter, day: date) -> tuple[str, str]:
    """(state mark, words): how the letter stands against its due date."""
    if letter.answered_on is None:
        mark, words, _ = due_mark(letter.due, day, default_calendar())
        return mark, words
    if letter.on_time:
        return "done", f"{letter.days}个工作日答复"
    return "overdue", f"超期答复，用{letter.days}个工作日"


def _show(
    request: OfficeRequest,
    found: Letter,
    day: date,
    *,
    answer: AnswerForm | None = None,
    assign: AssignForm | None = None,
    identity: tuple[str, str] | None = None,
) -> HttpResponse:
    """The letter's page, with the form that was refused or else fresh ones."""
    post = request.post
    fresh = {"version": found.version}
    mark, words = _standing(found, day)
    context: dict[str, Any] = {
        "letter": found,
        "mark": mark,
        "words": words,
        "identity": identity,
        "answer_form": answer or AnswerForm(initial={**fresh, "answered_on": day}),
        "assign_form": assign
        or AssignForm(post.agency, auto_id="assign_%s", initial={**fresh, "department": found.department_id}),
        "may_answer": post.may("engagement.answer") and not found.answered_on,
        "may_assign": post.may("engagement.assign") and not found.answered_on,
        "may_see": post.may("engagement.answer"),
        "history": [
            {
                "day": event.at,
                "state": "done",
                "title": f"{event.actor_name or '来信人'}{event.words}",
            }
            for event in of_subject(f"engagement.letter:{found.pk}").order_by("seq")
        ],
        "trail": [("信箱与回应", reverse("engagement:list")), (found.number, "")],
    }
    bad = (answer and answer.errors) or (assign and assign.errors)
    return render(request, "engagement/letter.html", context, status=422 if bad else 200)


def _responses_trail() -> list[tuple[str, str]]:
    return [("信箱与回应", reverse("engagement:list")), ("回应", reverse("engagement:responses"))]


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
