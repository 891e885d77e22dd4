"""Pages of disputes and complaints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.disputes import actions, queries
from gongkai.apps.disputes.forms import ComplaintForm, DisputeForm, ResultForm
from gongkai.apps.disputes.models import STATES, Dispute, Route
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.apps.look.listing import Filters, Listing
from gongkai.law.refusals import Refused

TOP = "复议诉讼"
HANDLE = "disputes.handle"


class DisputeFilters(Filters):
    """By route, by whether it is decided, by number or authority."""

    exports = False
    route = forms.ChoiceField(label="类型", choices=[("", "全部"), *Route.choices])
    open = forms.ChoiceField(label="审理", choices=[("", "全部"), ("True", "尚未审结"), ("False", "已审结")])
    q = forms.CharField(label="案号", max_length=60)

    lookups = {"route": "route", "open": "decided_on__isnull", "q": "case_number__contains"}
    sorts = {"filed": ("-filed_on", "-pk"), "decided": ("decided_on", "pk")}


class ComplaintFilters(Filters):
    """By word."""

    exports = False
    q = forms.CharField(label="内容", max_length=60)

    lookups = {"q": "content__contains"}
    sorts = {"received": ("-received_on", "-pk")}


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """The disputes of the agency."""
    post = request.post
    listing = Listing(request, queries.listing(post.agency_id), DisputeFilters)
    context = {"listing": listing, "may_handle": post.may(HANDLE)}
    return render(request, "disputes/list.html", context)


@office()
def complaints(request: OfficeRequest) -> HttpResponse:
    """The complaints to the agency."""
    post = request.post
    listing = Listing(request, queries.complaints(post.agency_id), ComplaintFilters)
    context = {"listing": listing, "may_handle": post.may(HANDLE)}
    return render(request, "disputes/complaints.html", context)


@office(HANDLE)
def register(request: OfficeRequest) -> HttpResponse:
    """A new dispute."""
    post, day = request.post, today()
    form = DisputeForm(request.POST or None, agency=post.agency, initial={"filed_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.register_dispute(post, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记：{found}")
            return redirect("disputes:dispute", found.pk)
    return _form(request, form, "登记复议诉讼", reverse("disputes:list"))


@office(HANDLE)
def register_complaint(request: OfficeRequest) -> HttpResponse:
    """A new complaint."""
    post, day = request.post, today()
    form = ComplaintForm(request.POST or None, initial={"received_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.register_complaint(post, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已登记举报投诉")
            return redirect("disputes:complaints")
    return _form(request, form, "登记举报投诉", reverse("disputes:complaints"))


@office()
def dispute(request: OfficeRequest, pk: int) -> HttpResponse:
    """One dispute: what it is about, and its result or the form for it."""
    post, day = request.post, today()
    found = queries.dispute(post.agency, pk)
    form = ResultForm(request.POST or None, initial=_start(found))
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.resolve(post, found, today=day, seen=told.pop("version"), **told)
        except Refused as refused:
            refuse(form, refused)
            _keep_typed(form, found)
        else:
            messages.success(request, f"{found}：已登记结果")
            return redirect("disputes:dispute", pk)
    context = {
        "dispute": found,
        "state": STATES[found.state_on(day)],
        "form": form if post.may(HANDLE) else None,
        "trail": [(TOP, reverse("disputes:list")), (str(found), "")],
    }
    return render(request, "disputes/dispute.html", context, status=422 if form.errors else 200)


def _start(found: Dispute) -> dict[str, Any]:
    return {
        "version": found.version,
        "decided_on": found.decided_on,
        "result": found.result,
        "notes": found.notes,
    }


def _keep_typed(form: LookForm, found: Dispute) -> None:
    """After a refusal the form stands on the case as it is now, so that it can be saved once it was checked again."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["version"] = str(Dispute.objects.values_list("version", flat=True).get(pk=found.pk))
    form.data = typed


def _form(request: OfficeRequest, form: LookForm, title: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "trail": [(TOP, reverse("disputes:list")), (title, "")],
    }
    return render(request, "disputes/form.html", context, status=422 if form.errors else 200)
