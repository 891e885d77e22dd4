"""Complaints: the list, registration, one complaint with its result, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.disputes import actions, forms, queries
from gongkai.apps.disputes.models import Complaint
from gongkai.apps.disputes.views.case import keep_version
from gongkai.apps.disputes.views.lists import HANDLE, TOP, form_page
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.apps.look.listing import Filters, Listing
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar


class ComplaintFilters(Filters):
    """By state and by word."""

    exports = False
    state = fields.ChoiceField(label="办理", choices=[("", "全部"), ("True", "办理中"), ("False", "已办结")])
    q = fields.CharField(label="内容", max_length=60)

    lookups = {"state": "handled_on__isnull", "q": "content__contains"}
    sorts = {"received": ("-received_on", "-pk"), "due": ("due_on", "pk")}


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """The complaints to the agency."""
    post, day = request.post, today()
    listing = Listing(request, queries.complaints(post.agency_id), ComplaintFilters)
    rows = [(row, *_due(row, day)) for row in listing.rows]
    context = {"listing": listing, "rows": rows, "may_handle": post.may(HANDLE)}
    return render(request, "disputes/complaints.html", context)


def _due(row: Complaint, day: date) -> tuple[str, str]:
    """Mark and words of a complaint's term."""
    if row.handled_on:
        return "done", row.get_result_display() or "已办结"
    mark, words, _ = due_mark(row.due_on, day, default_calendar())
    return mark, words or "办理中"


@office(HANDLE)
def register(request: OfficeRequest) -> HttpResponse:
    """A new complaint."""
    post, day = request.post, today()
    form = forms.ComplaintForm(request.POST or None, initial={"received_on": day})
    if request.method == "POST" and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            made = actions.register_complaint(post, today=day, **told)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已登记举报投诉")
            return redirect("disputes:complaint", made.pk)
    return form_page(request, form, "登记举报投诉", reverse("disputes:complaints"))


@office()
def complaint(request: OfficeRequest, pk: int) -> HttpResponse:
    """One complaint, with its result or the form for it."""
    post, day = request.post, today()
    found = queries.complaint(post.agency, pk)
    may = post.may(HANDLE) and not found.voided_on
    form = forms.ComplaintResultForm(
        request.POST or None,
        initial={
            "version": found.version,
            "handled_on": found.handled_on or day,
            "result": found.result,
            "answer": found.answer,
        },
    )
    if request.method == "POST" and may and _done(request, form, found, actions.handle_complaint, day):
        return redirect("disputes:complaint", pk)
    mark, words = ("voided", "已作废") if found.voided_on else _due(found, day)
    context = {
        "complaint": found,
        "mark": mark,
        "words": words,
        "form": form if may else None,
        "trail": [
            (TOP, reverse("disputes:list")),
            ("举报投诉", reverse("disputes:complaints")),
            (str(found), ""),
        ],
    }
    return render(request, "disputes/complaint.html", context, status=422 if form.errors else 200)


@office(HANDLE)
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mends what was entered."""
    found = queries.complaint(request.post.agency, pk)
    start = {name: getattr(found, name) for name in ("version", "received_on", "source", "content")}
    form = forms.ComplaintForm(request.POST or None, initial=start)
    return _verb(request, form, found, actions.change_complaint, "更正登记")


@office(HANDLE)
def void(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes a wrong entry out."""
    found = queries.complaint(request.post.agency, pk)
    form = forms.ComplaintVoidForm(request.POST or None, initial={"version": found.version})
    return _verb(request, form, found, actions.void_complaint, "作废本件")


def _verb(
    request: OfficeRequest, form: LookForm, found: Complaint, verb: Callable[..., Any], title: str
) -> HttpResponse:
    if request.method == "POST" and _done(request, form, found, verb, today()):
        return redirect("disputes:complaint", found.pk)
    here = reverse("disputes:complaint", args=[found.pk])
    return form_page(request, form, title, here, verb=title, way=[(str(found), here)])


def _done(
    request: OfficeRequest, form: LookForm, found: Complaint, verb: Callable[..., Any], day: date
) -> bool:
    """True when the action was done; else the form says why not."""
    if not form.is_valid():
        return False
    told = dict(form.cleaned_data)
    try:
        verb(request.post, found, today=day, seen=told.pop("version"), **told)
    except Refused as refused:
        refuse(form, refused)
        keep_version(form, Complaint.objects.values_list("version", flat=True).get(pk=found.pk))
        return False
    messages.success(request, "已保存")
    return True
