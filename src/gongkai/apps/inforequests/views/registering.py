"""Registration, mending what was registered, and handing a case on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions.registering import DETAILS
from gongkai.apps.inforequests.forms import AssignForm, DetailsForm, RegisterForm
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused

# The sections of the two forms.
INTAKE = ("收到申请", ("channel", "submitted_on", "signed_on", "confirmed_on", "evidence"))
APPLICANT = (
    "申请人",
    ("applicant_type", "applicant_name", "identity_kind", "identity_number", "contact", "address"),
)
CONTENT = ("申请内容", ("content", "form_wanted", "delivery_wanted"))
HANDLING = ("承办", ("department",))


@office("inforequests.handle")
def register(request: OfficeRequest) -> HttpResponse:
    """A new request; its number is taken when it is saved."""
    post = request.post
    day = today()
    form = RegisterForm(request.POST or None, agency=post.agency, initial={"submitted_on": day})
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            case = actions.register(post, today=day, **told)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记，登记号{case.label}")
            return redirect("inforequests:case", case.pk)
    return _page(request, form, "登记申请", (INTAKE, APPLICANT, CONTENT, HANDLING), button="登记")


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
    case: Request | None = None,
    button: str = "保存",
) -> HttpResponse:
    context = {
        "form": form,
        "title": f"{title}：{case.label}" if case else title,
        "sections": [(heading, [form[name] for name in names]) for heading, names in sections],
        "trail": trail(case, title),
        "button": button,
        "back": reverse("inforequests:case", args=[case.pk]) if case else reverse("inforequests:list"),
    }
    return render(request, "inforequests/form.html", context, status=422 if form.errors else 200)
