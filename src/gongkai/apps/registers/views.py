"""Pages of the registers: one set of views for all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.audit.queries import of_subject
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.registers import actions, queries, sheets, uploads
from gongkai.apps.registers.forms import UploadForm, VoidForm, entry_form, filters_of
from gongkai.apps.registers.models import Entry
from gongkai.apps.registers.specifications import BY_KEY, REGISTERS, Column, Register
from gongkai.law.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAMPLE = 10


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """Every register with this year's count."""
    day = today()
    counts = queries.counts(request.post.agency_id, day.year)
    rows = [(register, *counts.get(register.key, (0, 0, None))) for register in REGISTERS]
    context = {"rows": rows, "year": day.year, "may_write": request.post.may("registers.write")}
    return render(request, "registers/index.html", context)


@office()
def listing(request: OfficeRequest, key: str) -> HttpResponse:
    """One register: filters in the address, a tab a year, sums, export."""
    register = _register(key)
    agency_id = request.post.agency_id
    years = queries.years(register, agency_id)
    rows = queries.of_agency(register, agency_id, voided=None).order_by(f"-{register.day}", "-pk")
    found = Listing(request, rows, filters_of(register, years))
    if found.exporting:
        if found.total <= sheets.MOST_EXPORTED:
            return _file(sheets.export(register, found.everything.iterator()), f"{register.name}.xlsx")
        messages.error(request, f"一次最多导出{sheets.MOST_EXPORTED}行，请按年份筛选后再导出")
    context = {
        "register": register,
        "listing": found,
        "rows": [(entry, _cells(register, entry)) for entry in found.rows],
        "totals": _totals(register, found),
        "years": years,
        "year": found.form.chosen().get("year", ""),
        "trail": _trail(register),
        "may_write": request.post.may("registers.write"),
    }
    return render(request, "registers/list.html", context)


@office()
def entry(request: OfficeRequest, key: str, pk: int) -> HttpResponse:
    """One entry with its history."""
    register = _register(key)
    found = _entry(request, register, pk)
    context = {
        "register": register,
        "entry": found,
        "title": register.title_of(found),
        "facts": [(c.head, c.shown(getattr(found, c.name))) for c in register.columns],
        "history": _history(register, found),
        "trail": _trail(register, register.title_of(found)),
        "may_write": request.post.may("registers.write"),
    }
    return render(request, "registers/entry.html", context)


@office("registers.write")
def new(request: OfficeRequest, key: str) -> HttpResponse:
    """A new entry; saved, the next one may follow at once."""
    register = _register(key)
    day = today()
    form = entry_form(register)(day, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_entry(request.post, key, form.values(), today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记：{register.title_of(made)}")
            return redirect("registers:new" if "another" in request.POST else "registers:list", key)
    context = {"form": form, "register": register, "trail": _trail(register, "登记"), "is_new": True}
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@office("registers.write")
def edit(request: OfficeRequest, key: str, pk: int) -> HttpResponse:
    """Changes an entry; the log keeps what it was."""
    register = _register(key)
    found = _entry(request, register, pk)
    day = today()
    form = entry_form(register)(day, request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_entry(request.post, key, pk, version, form.values(), today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已保存修改，原来的内容留在记录经过中")
            return redirect("registers:entry", key, pk)
    trail = _trail(register, register.title_of(found), url=_url(register, pk), page="修改")
    context = {"form": form, "register": register, "trail": trail, "entry": found}
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@office("registers.write")
def void(request: OfficeRequest, key: str, pk: int) -> HttpResponse:
    """Asks for the reason, then voids."""
    register = _register(key)
    found = _entry(request, register, pk)
    form = VoidForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.void_entry(request.post, key, pk, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已作废：{register.title_of(found)}，不再计入任何数字")
            return redirect("registers:entry", key, pk)
    title = register.title_of(found)
    trail = _trail(register, title, url=_url(register, pk), page="作废")
    context = {"form": form, "register": register, "entry": found, "title": title, "trail": trail}
    return render(request, "registers/void.html", context, status=422 if form.errors else 200)


@office("registers.write")
def import_sheet(request: OfficeRequest, key: str) -> HttpResponse:
    """Upload and preview; nothing changes until the preview is confirmed."""
    register = _register(key)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"register": register, "form": form, "trail": _trail(register, "导入")}
    context["most_rows"], context["most_megabytes"] = sheets.MOST_ROWS, sheets.MOST_BYTES // 1024 // 1024
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read(sheets.MOST_BYTES + 1)
            seen = sheets.examine(register, request.post.agency_id, content, today(), upload.name)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            context |= {"seen": seen, "name": upload.name, "sample": _sample(register, seen)}
            if not seen.problems:
                uploads.keep(request.post.agency_id, key, content)
    bad = form.errors or ("seen" in context and context["seen"].problems)
    return render(request, "registers/import.html", context, status=422 if bad else 200)


@office("registers.write")
@require_POST
def confirm(request: OfficeRequest, key: str) -> HttpResponse:
    """Imports what was previewed, or gives it up."""
    register = _register(key)
    agency_id, digest = request.post.agency_id, request.POST.get("digest", "")
    try:
        if "give_up" in request.POST:
            uploads.discard(agency_id, key, digest)
            return redirect("registers:import", key)
        content = uploads.kept(agency_id, key, digest)
        count = actions.import_entries(request.post, key, content, today=today(), confirm=digest)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registers:import", key)
    uploads.discard(agency_id, key, digest)
    messages.success(request, f"已导入{count}条{register.name}记录")
    return redirect("registers:list", key)


@office()
def template(request: OfficeRequest, key: str) -> HttpResponse:
    """The empty spreadsheet."""
    register = _register(key)
    return _file(sheets.template(register), f"{register.name}台账模板.xlsx")


def _register(key: str) -> Register:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def _entry(request: OfficeRequest, register: Register, pk: int) -> Entry:
    rows = queries.of_agency(register, request.post.agency_id, voided=None)
    found: Entry = get_object_or_404(rows.select_related("recorded_by", "voided_by"), pk=pk)
    return found


def _cells(register: Register, entry: Entry) -> list[tuple[Any, str]]:
    return [(column, column.shown(getattr(entry, column.name))) for column in register.listed]


def _history(register: Register, entry: Entry) -> list[dict[str, Any]]:
    """What the log says of the entry, oldest first, as the timeline draws it."""
    log = of_subject(f"{entry._meta.label_lower}:{entry.pk}").order_by("seq")
    events: list[dict[str, Any]] = [
        {
            "day": event.at,
            "state": "voided" if event.event == "entry.voided" else "done",
            "title": f"{event.actor_name}{event.words}",
            "note": _note(register, event.data),
        }
        for event in log
    ]
    if not events or log[0].event != "entry.recorded":
        origin = {"day": entry.recorded_at, "state": "done", "title": f"{entry.recorded_by}批量导入"}
        events.insert(0, origin)
    return events


def _note(register: Register, data: dict[str, Any]) -> str:
    """From what to what each column was changed; a name is only said to have changed."""
    values = data.get("values", {})
    said = []
    for column in register.columns:
        if column.name in values:
            old, new = (_said(column, value) for value in values[column.name])
            said.append(f"{column.head}：{old} → {new}")
        elif column.name in data.get("fields", []):
            said.append(f"{column.head}已修改")
    return "；".join(said) or data.get("reason", "")


def _said(column: Column, value: Any) -> str:
    text = str(value) if column.numeric and value is not None else column.shown(value)
    return text or "（空）"


def _totals(register: Register, found: Listing) -> list[tuple[str, str]]:
    sums = queries.totals(register, found.everything)
    return [(register.column(name).head, register.column(name).shown(value)) for name, value in sums.items()]


def _sample(register: Register, seen: sheets.Examined) -> list[tuple[int, list[str]]]:
    return [
        (number, [column.shown(row[column.name]) for column in register.columns])
        for number, row in seen.rows[:SAMPLE]
    ]


def _url(register: Register, pk: int) -> str:
    return reverse("registers:entry", args=[register.key, pk])


def _trail(register: Register, *last: str, url: str = "", page: str = "") -> list[tuple[str, str]]:
    trail = [
        ("业务台账", reverse("registers:index")),
        (register.name, reverse("registers:list", args=[register.key])),
    ]
    trail += [(title, url) for title in last]
    return [*trail, (page, "")] if page else trail


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
