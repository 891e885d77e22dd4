"""The list of requests, and the same list as a spreadsheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import xlsxwriter
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.models import ApplicantType, Request
from gongkai.apps.look.clock import today
from gongkai.apps.look.listing import Filters, Listing
from gongkai.law.articles import cite
from gongkai.law.clock import CHANNELS, Clock
from gongkai.law.workdays import default_calendar

ALL = ("", "全部")
STATES = [("", "在办"), ("closed", "已办结"), ("all", "全部")]  # open unless asked otherwise
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    ("登记号", 16),
    ("收到日期", 12),
    ("申请人类型", 14),
    ("渠道", 16),
    ("申请内容", 50),
    ("承办科室", 16),
    ("状态", 14),
    ("到期日", 12),
    ("办结日期", 12),
    ("处理决定", 28),
    ("依据", 28),
    ("送达日期", 12),
)


class RequestFilters(Filters):
    """By state, number or word, year, way in, applicant, due."""

    state = forms.ChoiceField(choices=STATES, widget=forms.HiddenInput)
    q = forms.CharField(label="登记号或者内容", max_length=60)
    year = forms.IntegerField(label="年度", min_value=2008, max_value=2099)
    channel = forms.ChoiceField(label="渠道", choices=[ALL, *CHANNELS.items()])
    applicant = forms.ChoiceField(label="申请人类型", choices=[ALL, *ApplicantType.choices])
    due = forms.ChoiceField(label="期限", choices=[ALL, ("overdue", "已超期"), ("soon", "3个工作日内到期")])

    lookups = {"year": "year", "channel": "channel", "applicant": "applicant_type"}
    sorts = {
        "newest": ("-year", "-number"),
        "due": ("due_cached", "pk"),
        "received": ("received_on", "pk"),
    }

    def apply(self, rows: QuerySet[Request]) -> QuerySet[Request]:
        chosen = self.chosen()
        rows = super().apply(rows)
        if chosen.get("state") != "all":
            rows = rows.filter(closed_on__isnull="state" not in chosen)
        if "q" in chosen:
            rows = queries.matching(rows, chosen["q"])
        if "due" in chosen:
            day = today()
            end = default_calendar().add(day, 3)
            until = (
                {"due_cached__lt": day} if chosen["due"] == "overdue" else {"due_cached__range": (day, end)}
            )
            rows = rows.filter(closed_on=None, **until)
        return rows


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """Every request of the agency by number, or those that the filters in the address choose."""
    day = today()
    mine = queries.listing(request.post.agency_id)
    listing = Listing(request, mine, RequestFilters)
    if listing.exporting:
        return _sheet(listing.everything)
    rows = [(row, *_due(row, queries.clock_of(row, day))) for row in listing.rows]
    context = {
        "listing": listing,
        "rows": rows,
        "any": bool(rows) or mine.exists(),
        "state": request.GET.get("state", ""),
        "states": STATES,
        "may_register": request.post.may("inforequests.handle"),
    }
    return render(request, "inforequests/list.html", context)


def _due(row: Request, clock: Clock) -> tuple[str, str, date | None]:
    """Mark, words and day of a row: how it ended, why the clock stands, or how long it has."""
    if clock.state == "closed":
        return (
            ("done", row.outcome_name, row.closed_on)
            if clock.delivered
            else ("in_hand", "已决定，待送达", row.closed_on)
        )
    if clock.state != "running":
        mark = "soon" if clock.state == "awaiting_confirmation" else "paused"
        return mark, clock.state_name, clock.wait_until
    mark, words, _ = due_mark(clock.due, clock.today, clock.calendar)
    return mark, words, clock.due


def _sheet(rows: QuerySet[Request]) -> HttpResponse:
    """The list as XLSX, without names or other personal data of applicants."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("依申请公开")
    bold = book.add_format({"bold": True})
    for column, (head, width) in enumerate(HEADS):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows.prefetch_related(None), 1):
        for column, value in enumerate(_cells(row)):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value)
            else:
                sheet.write_string(line, column, value or "")
    book.close()
    name = "attachment; filename=requests.xlsx"
    return HttpResponse(out.getvalue(), content_type=XLSX, headers={"Content-Disposition": name})


def _cells(row: Request) -> tuple[str | date | None, ...]:
    return (
        row.label,
        row.received_on,
        row.get_applicant_type_display(),
        row.get_channel_display(),
        row.content,
        row.department.name if row.department else "",
        row.get_state_cached_display(),
        row.due_cached,
        row.closed_on,
        row.outcome_name,
        "；".join(cite(article) for article in row.articles),
        row.delivered_on,
    )
