"""The standards list: its lines with what fulfils them, its gaps, its spreadsheet, its page; how fast items came out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications import duty_sheets
from gongkai.apps.publications.actions import duties as actions
from gongkai.apps.publications.forms_duties import GAP_CHOICES, DutyForm, SpeedFilters, UploadForm
from gongkai.apps.publications.models import Duty
from gongkai.apps.publications.models.duty import words_of
from gongkai.apps.publications.queries import duties as queries
from gongkai.apps.publications.queries import years
from gongkai.law.refusals import Refused

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 5  # gaps of one duty that the list spells out
SAMPLE = 20


@office()
def duties(request: OfficeRequest) -> HttpResponse:
    """The list against a year's publication; `?export=xlsx` gives the list in the form of the template."""
    post, day = request.post, today()
    if "export" in request.GET:
        return _file(duty_sheets.sheet(queries.duties_of(post.agency)), f"标准规范清单{day:%Y%m%d}.xlsx")
    year = _year(request, day)
    states = queries.duty_states(post.agency, year, day)
    wanted = request.GET.get("gap", "")
    context = {
        "rows": [
            (state, [(gap, words_of(gap.lacking)) for gap in state.gaps[:SHOWN]], len(state.gaps) - SHOWN)
            for state in states
            if _shown(state, wanted)
        ],
        "total": len(states),
        "lacking": sum(any(gap.kind != "waiting" for gap in state.gaps) for state in states),
        "year": year,
        "years": _years(post, day),
        "gap": wanted,
        "gaps": GAP_CHOICES,
        "public": queries.public_duties(post.agency),
        "may_manage": post.may("publications.manage"),
        "may_draft": post.may("publications.draft"),
    }
    return render(request, "publications/duties.html", context)


def _shown(state: queries.DutyState, wanted: str) -> bool:
    kinds = {gap.kind for gap in state.gaps}
    return not wanted or wanted in kinds or (wanted == "any" and bool(kinds - {"waiting"}))


def _year(request: OfficeRequest, day: date) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2008 <= int(asked) <= day.year else day.year


def _years(post: Post, day: date) -> list[int]:
    return sorted({day.year, *years(post)}, reverse=True)


@office("publications.manage")
def new_duty(request: OfficeRequest) -> HttpResponse:
    """A new line."""
    form = DutyForm(
        request.POST or None,
        post=request.post,
        initial={"days": 20, "limit": "forming", "audience": "everyone", "channels": ["website"]},
    )
    return _edited(
        request,
        form,
        "列入事项",
        lambda values: actions.list_duty(request.post, request.post.agency, **values),
    )


@office("publications.manage")
def duty(request: OfficeRequest, pk: int) -> HttpResponse:
    """Changes a line."""
    found = _duty(request, pk)
    form = DutyForm(request.POST or None, instance=found, post=request.post)
    return _edited(
        request,
        form,
        f"修改：{found.matter}",
        lambda values: actions.change_duty(request.post, found, form.cleaned_data["version"], **values),
        found,
    )


def _edited(
    request: OfficeRequest, form: DutyForm, title: str, act: Any, found: Duty | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = act(
                {name: form.cleaned_data[name] for name in actions.FIELDS if name in form.cleaned_data}
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"清单已保存“{made.matter}”")
            return redirect("publications:duties")
    context = {"form": form, "title": title, "duty": found}
    return render(request, "publications/duty.html", context, status=422 if form.errors else 200)


@office("publications.manage")
@require_POST
def end_duty(request: OfficeRequest, pk: int) -> HttpResponse:
    """Strikes a line off."""
    return _done(
        request, lambda: f"已从清单删除“{actions.end_duty(request.post, _duty(request, pk)).matter}”"
    )


@office("publications.manage")
@require_POST
def standard_duties(request: OfficeRequest) -> HttpResponse:
    """The lines of 条例 art. 20."""
    return _done(
        request, lambda: f"已列入{actions.list_standard_duties(request.post, request.post.agency)}项标准事项"
    )


def _done(request: OfficeRequest, act: Any) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("publications:duties")


@office("publications.draft")
@require_POST
def draft_for_duty(request: OfficeRequest, pk: int) -> HttpResponse:
    """A draft that would close the gap."""
    try:
        item = actions.start_draft(request.post, _duty(request, pk), today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:duties")
    messages.success(request, "已按清单填好栏目、属性和标题，请补正文")
    return redirect("publications:edit", item.pk)


@office("publications.draft")
@require_POST
def draft_duty_list(request: OfficeRequest) -> HttpResponse:
    """The whole list as a draft on its way to the public."""
    try:
        item = actions.draft_list(request.post, request.post.agency, today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:duties")
    messages.success(request, "公开稿已生成，请核对后送审；发布后网站按标准格式列表显示")
    return redirect("publications:item", item.pk)


@office("publications.manage")
def import_duties(request: OfficeRequest) -> HttpResponse:
    """Upload, preview, confirm."""
    agency = request.post.agency
    if "digest" in request.POST:
        return _import_confirmed(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "form": form,
        "heads": duty_sheets.HEADS.values(),
        "most": duty_sheets.MOST_ROWS,
    }
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["file"].read(duty_sheets.MOST_BYTES + 1)
            seen = duty_sheets.examine(agency, content)
        except Refused as refused:
            refuse(form, refused)
        else:
            if not seen.problems:
                duty_sheets.keep(agency, content)
            context |= {"seen": seen, "sample": seen.rows[:SAMPLE], "name": form.cleaned_data["file"].name}
    bad = form.errors or ("seen" in context and context["seen"].problems)
    return render(request, "publications/duties_import.html", context, status=422 if bad else 200)


def _import_confirmed(request: OfficeRequest) -> HttpResponse:
    agency = request.post.agency
    try:
        content = duty_sheets.take(agency, request.POST["digest"])
        seen = duty_sheets.examine(agency, content)
        if seen.problems:
            raise Refused(f"表中有{len(seen.problems)}处错误，没有导入任何一行，请重新预览")
        made, changed = actions.import_duties(request.post, agency, seen.rows, seen.digest)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:import_duties")
    messages.success(request, f"已导入：新增{made}项，修改{changed}项")
    return redirect("publications:duties")


@office("publications.manage")
def duty_template(request: OfficeRequest) -> HttpResponse:
    """The empty spreadsheet."""
    return _file(duty_sheets.sheet([]), "标准规范清单模板.xlsx")


@office()
def speed(request: OfficeRequest) -> HttpResponse:
    """From forming to publication, item by item, against the 20 working days of 条例 art. 26."""
    post, day = request.post, today()
    year = _year(request, day)
    told = queries.timed(post.agency, year)
    items = queries.disclosed_in(post.agency, year).filter(imported=None)
    if request.GET.get("late"):
        items = items.filter(pk__in=told.late)
    found = Listing(request, items, SpeedFilters)
    if found.exporting:
        return _speed_file([(item, told.speeds.get(item.pk)) for item in found.everything], year)
    context = {
        "listing": found,
        "rows": [(item, told.speeds.get(item.pk)) for item in found.rows],
        "told": told,
        "late": len(told.late),
        "year": year,
        "years": _years(post, day),
    }
    return render(request, "publications/speed.html", context)


def _speed_file(rows: list[Any], year: int) -> HttpResponse:
    out = io.BytesIO()
    heads = (
        "索引号",
        "标题",
        "栏目",
        "形成日期",
        "首次公开日期",
        "应公开日期",
        "用时（工作日）",
        "超出（工作日）",
    )
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("公开用时")
        page.write_row(0, 0, heads, book.add_format({"bold": True}))
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 60)
        for line, (item, one) in enumerate(rows, start=1):
            cells = [
                item.index_number,
                item.title,
                item.column.name,
                str(item.formed_on or ""),
                str(item.first_public_on),
            ]
            page.write_row(line, 0, [*cells, *([str(one.due), one.used, one.late] if one else [])])
    return _file(out.getvalue(), f"{year}年公开用时.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=SHEET, headers={"Content-Disposition": disposition or ""})


def _duty(request: OfficeRequest, pk: int) -> Duty:
    found = queries.duty_for(request.post, pk)
    if found is None:
        raise Http404
    return found
