"""The lists, and the registration of a dispute."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.disputes import actions, queries
from gongkai.apps.disputes.forms import DisputeForm
from gongkai.apps.disputes.models import PENDING, STATES, Dispute, Route
from gongkai.apps.inforequests import queries as requests
from gongkai.apps.inforequests.models import Request
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.apps.look.listing import Filters, Listing
from gongkai.law.refusals import Refused

TOP = "复议诉讼"
HANDLE = "disputes.handle"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    "案号",
    "类型",
    "复议机关或者法院",
    "所涉申请",
    "提起",
    "受理",
    "收到副本",
    "提交答复",
    "审结",
    "结果",
    "决定或者裁判",
)


class DisputeFilters(Filters):
    """By route, by whether it is decided, by the number of the case or of the request."""

    route = forms.ChoiceField(label="类型", choices=[("", "全部"), *Route.choices])
    open = forms.ChoiceField(label="审理", choices=[("", "全部"), ("True", "尚未审结"), ("False", "已审结")])
    q = forms.CharField(label="案号或者申请编号", max_length=60)

    lookups = {"route": "route", "open": "decided_on__isnull"}
    sorts = {
        "filed": ("-filed_on", "-pk"),
        "decided": ("decided_on", "pk"),
        "due": ("next_due", "pk"),
    }

    def apply(self, rows: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """The rows that pass; a number of a request may be written as on paper, 申〔2026〕11号."""
        rows, word = super().apply(rows), self.chosen().get("q", "")
        if not word:
            return rows
        return rows.filter(Q(case_number__contains=word) | Q(request__in=requests.numbered(word)))


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """The disputes of the agency."""
    post = request.post
    listing = Listing(request, queries.listing(post.agency_id), DisputeFilters)
    if listing.exporting:
        return _sheet(listing.everything)
    context = {"listing": listing, "may_handle": post.may(HANDLE), "day": today()}
    return render(request, "disputes/list.html", context)


def _sheet(rows: QuerySet[Dispute]) -> HttpResponse:
    """The list as XLSX; a suit in two instances is one line, with the days of its last one."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(TOP)
    for column, head in enumerate(HEADS):
        sheet.write_string(0, column, head, book.add_format({"bold": True}))
        sheet.set_column(column, column, 18)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(row)):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value)
            else:
                sheet.write_string(line, column, value or "")
    book.close()
    name = "attachment; filename=disputes.xlsx"
    return HttpResponse(out.getvalue(), content_type=XLSX, headers={"Content-Disposition": name})


def _cells(row: Dispute) -> tuple[str | date | None, ...]:
    stage = list(row.stages.all())[-1]
    return (
        row.case_number,
        row.get_route_display(),
        row.authority,
        row.request.label if row.request else "",
        row.filed_on,
        stage.accepted_on,
        stage.copy_received_on,
        stage.answered_on,
        stage.decided_on,
        STATES[row.result or PENDING],
        stage.ending_name if stage.decided_on else "",
    )


@office(HANDLE)
def register(request: OfficeRequest) -> HttpResponse:
    """A new dispute; `?request=` names the request that it is about."""
    post, day = request.post, today()
    form = DisputeForm(request.POST or None, agency=post.agency, initial=_start(request, day))
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.register_dispute(post, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记：{found}")
            return redirect("disputes:dispute", found.pk)
    return form_page(request, form, "登记复议诉讼", reverse("disputes:list"))


def _start(request: OfficeRequest, day: date) -> dict[str, Any]:
    start: dict[str, Any] = {"filed_on": day, "procedure": "ordinary"}
    asked = request.GET.get("request", "")
    about = Request.objects.filter(agency=request.post.agency, pk=asked).first() if asked.isdigit() else None
    if about:
        agency = request.post.agency
        start |= {"request": about.label, "authority": agency.reconsideration_authority}
    return start


def form_page(
    request: OfficeRequest, form: LookForm, title: str, back: str, *, verb: str = "登记", **more: Any
) -> HttpResponse:
    """The page of one form, 422 when it comes back."""
    trail = [(TOP, reverse("disputes:list")), *more.pop("way", []), (title, "")]
    context = {"form": form, "title": title, "back": back, "verb": verb, "trail": trail, **more}
    return render(request, "disputes/form.html", context, status=422 if form.errors else 200)
