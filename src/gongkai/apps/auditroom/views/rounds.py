"""The rounds, and one round: its matrix, and how reports come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.auditroom import actions, queries, sheets, uploads
from gongkai.apps.auditroom.forms import RoundForm, UploadForm
from gongkai.apps.auditroom.groups import GROUPS
from gongkai.apps.auditroom.models import Document, Round
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused

PER_PAGE = 50
SECONDS = 8.0  # of reading in one request; the page asks again until all are read


def round_of(request: OfficeRequest, pk: int) -> Round:
    """A round of the post's agency, else 404."""
    return get_object_or_404(Round.objects.select_related("agency"), pk=pk, agency=request.post.agency_id)


@office(actions.PERMISSION)
def index(request: OfficeRequest) -> HttpResponse:
    """Every round of the agency, and a form for a new one."""
    post, day = request.post, today()
    form = RoundForm(day, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_round(post, **form.cleaned_data, today=day)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已建立“{opened.title}”，请上传或者收集年报")
            return redirect("auditroom:round", opened.pk)
    context = {"rounds": queries.rounds(post.agency_id), "form": form}
    return render(request, "auditroom/list.html", context, status=422 if form.errors else 200)


@office(actions.PERMISSION)
def matrix(request: OfficeRequest, pk: int) -> HttpResponse:
    """Agency by group of rules, the worst first; `?export=xlsx` gives the findings as a workbook."""
    round_ = round_of(request, pk)
    if "export" in request.GET:
        content = sheets.write(round_, queries.matrix(round_))
        return download(content, f"{round_.title}审核问题.xlsx", sheets.MEDIA_TYPE)
    return _matrix_page(request, round_, UploadForm())


def _matrix_page(request: OfficeRequest, round_: Round, form: UploadForm, status: int = 200) -> HttpResponse:
    lines = queries.matrix(round_)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    used = [group for group in GROUPS if any(line.cells[group.code] for line in lines)]
    waiting = round_.documents.filter(waiting=True).count()
    context: dict[str, Any] = {
        "round": round_,
        "form": form,
        "page": page,
        "rows": [(line, [(group, _cell(line, group.code)) for group in used]) for line in page.object_list],
        "groups": used,
        "next": next((line.document for line in lines if line.judged < line.total), None),
        "errors": sum(line.levels["error"] for line in lines),
        "warnings": sum(line.levels["warning"] for line in lines),
        "judged": sum(line.judged for line in lines),
        "findings": sum(line.total for line in lines),
        "missing": queries.missing(round_, lines),
        "refused": queries.current(round_).filter(status=Document.Status.REFUSED),
        "waiting": waiting,
        "read": len(lines),
        "total": len(lines) + waiting,
        "trail": [("年报审核", reverse("auditroom:list")), (round_.title, "")],
    }
    return render(request, "auditroom/round.html", context, status=status)


def _cell(line: queries.Line, code: str) -> dict[str, int]:
    """Counts of one cell, the level names as the template reads them."""
    levels = line.cells[code]
    return {"error": levels["error"], "warning": levels["warning"], "info": levels["info"]}


@office(actions.PERMISSION)
@require_POST
def upload(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes files, a folder or zips in; they are read next."""
    round_ = round_of(request, pk)
    form = UploadForm(request.POST, request.FILES)
    form.is_valid()
    try:
        handed = uploads.unpacked([*form.cleaned_data["file"], *form.cleaned_data["folder"]])
        taken = actions.upload(request.post, round_, handed)
    except Refused as refused:
        refuse(form, refused)
        return _matrix_page(request, round_, form, 422)
    known = len(handed) - len(taken)
    words = f"收入{len(taken)}个文件" + (f"，另有{known}个与已收入的文件相同，没有重复收入" if known else "")
    return _and_read(request, round_, words)


@office(actions.PERMISSION)
@require_POST
def collect(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes in what the agencies published on this platform."""
    round_ = round_of(request, pk)
    try:
        taken = actions.collect(request.post, round_)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("auditroom:round", pk)
    words = f"收集{len(taken)}份已公布的年报" if taken else "已公布的年报都已收集，没有新的"
    return _and_read(request, round_, words)


@office(actions.PERMISSION)
@require_POST
def read(request: OfficeRequest, pk: int) -> HttpResponse:
    """Goes on reading what waits; with `again` first marks all to be read anew."""
    round_ = round_of(request, pk)
    if "again" in request.POST:
        actions.reread(request.post, round_)
        return _and_read(request, round_, "按现行规则重新读取，判定保留")
    left = actions.read_waiting(request.post, round_, seconds=SECONDS)
    if not left:
        messages.success(request, "全部读取完毕")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("auditroom:round", args=[pk])})
    return redirect("auditroom:round", pk)


def _and_read(request: OfficeRequest, round_: Round, words: str) -> HttpResponse:
    left = actions.read_waiting(request.post, round_, seconds=SECONDS)
    messages.success(request, words + (f"，还有{left}份正在读取" if left else ""))
    return redirect("auditroom:round", round_.pk)


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep, never shown in the browser."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
