"""The list of items and its spreadsheet; the agency's columns, channels and imported batches."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookModelForm, refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms import ChannelForm, ColumnForm, filters_of
from gongkai.apps.publications.models import Channel, Column, Item
from gongkai.apps.publications.standard_columns import STANDARD_COLUMNS
from gongkai.law.articles import cite
from gongkai.law.refusals import Refused

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ("索引号", "标题", "栏目", "文号", "状态", "有效性", "形成日期", "首次公开日期", "作者", "迁移")
READ = (
    "index_number",
    "title",
    "column__name",
    "document_number",
    "state",
    "validity",
    "formed_on",
    "first_public_on",
    "author__account__display_name",
    "imported_id",
)
STATES, VALIDITIES = dict(Item.State.choices), dict(Item.Validity.choices)


@office()
def listing(request: OfficeRequest) -> HttpResponse:
    """The agency's items; `?export=xlsx` gives the same rows as a spreadsheet."""
    post = request.post
    found = Listing(request, queries.items(post), filters_of(post))
    if found.exporting:
        return _sheet(found.everything, f"主动公开信息{today():%Y%m%d}.xlsx")
    rows = [(item, queries.due_of(item, today())) for item in found.rows]
    context = {
        "listing": found,
        "rows": rows,
        "may_draft": post.may("publications.draft"),
        "today": today(),
    }
    return render(request, "publications/list.html", context)


def _sheet(items: QuerySet[Item], name: str) -> HttpResponse:
    file = io.BytesIO()
    # Titles are text, whatever they begin with: no formula, no link.
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("主动公开信息")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(HEADS), 16)
        sheet.write_row(0, 0, HEADS, book.add_format({"bold": True}))
        rows = items.values_list(*READ).iterator(chunk_size=2000)  # models would take as long as the writing
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(_cells(row)):
                if cell:
                    sheet.write_string(number, place, cell)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        file.getvalue(), content_type=SHEET, headers={"Content-Disposition": disposition or ""}
    )


def _cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    """What was `READ` of an item, in the order of `HEADS`; what is not there is empty."""
    number, title, column, document, state, validity, formed, public, author, imported = row
    valid, days = VALIDITIES[validity] if public else "", (str(day or "") for day in (formed, public))
    return (number, title, column, document, STATES[state], valid, *days, author, "是" if imported else "")


@office()
def places(request: OfficeRequest) -> HttpResponse:
    """Columns and channels of the agency."""
    post = request.post
    columns = queries.columns_of(post)
    counts = queries.column_counts(post.agency)
    for column in columns:
        column.amount = counts.get(column.pk, 0)  # type: ignore[attr-defined]
        column.article = cite(column.scope_code) if column.scope_code else ""  # type: ignore[attr-defined]
        column.address = reverse("publications:list") + f"?column={column.pk}&state=published"  # type: ignore[attr-defined]
    standard = {code for code, *_ in STANDARD_COLUMNS}
    context = {
        "columns": columns,
        "lacking": len(standard - {column.code for column in columns}),
        "channels": queries.channels_of(post),
        "may_manage": post.may("publications.manage"),
    }
    return render(request, "publications/places.html", context)


@office("publications.manage")
def new_column(request: OfficeRequest) -> HttpResponse:
    """Opens a column."""
    post = request.post
    form = ColumnForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        return _placed(
            request, form, "新开栏目", lambda: actions.open_column(post, post.agency, **form.cleaned_data)
        )
    return _place_page(request, form, "新开栏目")


@office("publications.manage")
@require_POST
def standard_columns(request: OfficeRequest) -> HttpResponse:
    """Opens the standard columns that are not open yet."""
    post = request.post
    actions.open_standard_columns(post, post.agency)
    messages.success(request, "标准栏目已开设")
    return redirect("publications:places")


@office("publications.manage")
def new_channel(request: OfficeRequest) -> HttpResponse:
    """Registers a channel."""
    post = request.post
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _placed(
            request,
            form,
            "登记发布渠道",
            lambda: actions.register_channel(post, post.agency, **form.cleaned_data),
        )
    return _place_page(request, form, "登记发布渠道")


def _placed(
    request: OfficeRequest, form: LookModelForm, title: str, act: Callable[[], Column | Channel]
) -> HttpResponse:
    try:
        place = act()
    except Refused as refused:
        refuse(form, refused)
        return _place_page(request, form, title)
    messages.success(request, f"已登记“{place.name}”")
    return redirect("publications:places")


def _place_page(request: OfficeRequest, form: LookModelForm, title: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "publications/place.html", {"form": form, "title": title}, status=status)
