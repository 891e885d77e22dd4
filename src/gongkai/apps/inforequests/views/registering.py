"""Registration, mending what was registered, and handing a case on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions.registering import DETAILS, LONGEST
from gongkai.apps.inforequests.codes import applicant_keys
from gongkai.apps.inforequests.forms import AssignForm, DetailsForm, RegisterForm
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused

# The sections of the form by which a registration is mended.
APPLICANT = (
    "申请人",
    ("applicant_type", "applicant_name", "identity_kind", "identity_number", "contact", "address"),
)
CONTENT = ("申请内容", ("content", "form_wanted", "delivery_wanted"))
HANDLING = ("承办", ("department",))
WHO = (
    "applicant_type",
    "applicant_name",
    "identity_number",
    "contact",
)  # by which an applicant is known again
UPLOAD_AGAIN = "已选的扫描件需要重新选择"


@office("inforequests.handle")
def register(request: OfficeRequest) -> HttpResponse:
    """A new request; its number is taken when it is saved."""
    post = request.post
    day = today()
    start = {"submitted_on": day, "signed_on": day}
    form = RegisterForm(
        request.POST or None, request.FILES or None, agency=post.agency, today=day, initial=start
    )
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.register(post, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
        else:
            return _registered(request, case, day)
    if form.errors and request.FILES:
        form.add_error(None, UPLOAD_AGAIN)
    context = {
        "form": form,
        "dates": _dates(form),
        "papers": [form["scan"], form["identity_scan"]],
        "applicant": [form[name] for name in APPLICANT[1]],
        "content": [form[name] for name in CONTENT[1]],
        "trail": trail(None, "登记申请"),
    }
    return render(request, "inforequests/register.html", context, status=422 if form.errors else 200)


@office("inforequests.handle")
def receipt(request: OfficeRequest) -> HttpResponse:
    """The dates that the chosen channel needs and its rule for the day of receipt."""
    day = today()
    start = {"submitted_on": day, "signed_on": day} | request.GET.dict()
    form = RegisterForm(agency=request.post.agency, today=day, initial=start)
    return render(request, "inforequests/receipt.html", {"form": form, "dates": _dates(form)})


@require_POST
@office("inforequests.handle")
def beside(request: OfficeRequest) -> HttpResponse:
    """What stands beside an application that is being typed. Sent as a form: no identity gets into an address."""
    told = [request.POST.get(name, "") for name in WHO]
    keys = applicant_keys(*told) if told[1].strip() else []
    content = request.POST.get("content", "")[:LONGEST]
    found = queries.beside_application(request.post.agency_id, keys, content, today())
    return render(request, "inforequests/beside.html", {"beside": found})


def _dates(form: RegisterForm) -> list[Any]:
    return [form[name] for name in form.dates]


def _registered(request: OfficeRequest, case: Request, day: date) -> HttpResponse:
    """To the new case; or, where something stands beside it, to the page that shows what."""
    messages.success(request, f"已登记，登记号{case.label}")
    found = queries.beside(case, day)
    for sentence, article in found.hints:
        messages.warning(request, f"{sentence}（{article}）")
    return redirect("inforequests:work" if found.hints else "inforequests:case", case.pk)


@office("inforequests.see_identity")
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """What was registered, to be mended. Opening it shows the identity, so the opening is a logged look."""
    post = request.post
    case = queries.case(post.agency, pk)
    start = {name: getattr(case, name) for name in DETAILS} | {"version": case.version}
    form = DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.change(post, case, seen=told.pop("version"), **told)
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：登记内容已修改")
            return redirect("inforequests:case", pk)
    elif request.method == "GET":
        actions.show_identity(post, case)
    return _page(request, form, "修改登记", (APPLICANT, CONTENT), case)


@office("inforequests.handle")
def assign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hands the case to an inner unit."""
    post = request.post
    case = queries.case(post.agency, pk)
    start = {"department": case.department, "version": case.version}
    form = AssignForm(request.POST or None, agency=post.agency, initial=start)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.assign(post, case, told["department"], seen=told["version"])
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：已转办")
            return redirect("inforequests:case", pk)
    return _page(request, form, "转承办科室", (HANDLING,), case)


def _page(
    request: OfficeRequest,
    form: LookForm,
    title: str,
    sections: Sequence[tuple[str, Sequence[str]]],
    case: Request,
) -> HttpResponse:
    context = {
        "form": form,
        "title": f"{title}：{case.label}",
        "sections": [(heading, [form[name] for name in names]) for heading, names in sections],
        "trail": trail(case, title),
        "button": "保存",
        "back": reverse("inforequests:case", args=[case.pk]),
    }
    return render(request, "inforequests/form.html", context, status=422 if form.errors else 200)
