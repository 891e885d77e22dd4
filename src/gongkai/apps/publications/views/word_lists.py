"""The agency's own lists: what is in force, the next edition by spreadsheet, names that are let pass."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions.word_lists import faults
from gongkai.apps.publications.checking import sheets
from gongkai.apps.publications.content import digest_of
from gongkai.apps.publications.forms_checking import ListForm, NameForm, ReasonForm
from gongkai.apps.publications.models import ListEdition
from gongkai.apps.publications.queries import checking as reads
from gongkai.law.refusals import Refused

KINDS = dict(ListEdition.Kind.choices)
KEPT = 3600  # seconds that a preview waits for its confirmation
SHOWN = 100  # rows of a preview or an edition; all of them are in the spreadsheet
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office()
def index(request: OfficeRequest) -> HttpResponse:
    """Both lists with their editions, and the names."""
    return _index(request, NameForm())


def _index(request: OfficeRequest, form: NameForm) -> HttpResponse:
    post = request.post
    lists = [
        {
            "kind": kind,
            "name": name,
            "editions": list(reads.editions(post, kind)[:10]),
            "current": reads.edition_in_force(post, kind),
        }
        for kind, name in KINDS.items()
    ]
    context = {
        "lists": lists,
        "names": reads.names(post)[:500],
        "form": form if post.may("publications.word_lists") else None,
        "may_propose": post.may("publications.word_lists"),
        "may_consent": post.may("publications.word_lists.consent"),
        "post": post,
    }
    return render(request, "publications/word_lists.html", context, status=422 if form.errors else 200)


@office("publications.word_lists")
def upload(request: OfficeRequest, kind: str) -> HttpResponse:
    """A spreadsheet, its preview with every fault by row and column, and its proposal."""
    _known(kind)
    if "digest" in request.POST:
        return _propose(request, kind)
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"kind": kind, "name": KINDS[kind], "form": form}
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            rows = sheets.read(kind, file.read(sheets.MOST_BYTES + 1), file.name or "")
        except Refused as refused:
            refuse(form, refused)
        else:
            context |= _preview(request, kind, rows)
    bad = bool(form.errors or context.get("faults"))
    return render(request, "publications/word_list_import.html", context, status=422 if bad else 200)


def _preview(request: OfficeRequest, kind: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    wrong = faults(kind, rows)
    if wrong:
        return {
            "faults": [(fault, fault.field.partition(".")[2]) for fault in wrong[:500]],
            "wrong": len(wrong),
        }
    digest = digest_of(rows)
    cache.set(_key(request, kind, digest), rows, KEPT)
    current = reads.edition_in_force(request.post, kind)
    first = sheets.COLUMNS[kind][1 if kind == "words" else 0]
    old = {row[first]: row for row in current.rows} if current else {}
    new = {row[first]: row for row in rows}
    return {
        "columns": sheets.COLUMNS[kind],
        "rows": [list(row.values()) for row in rows[:SHOWN]],
        "count": len(rows),
        "more": max(0, len(rows) - SHOWN),
        "added": len(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "changed": sum(old[key] != new[key] for key in new.keys() & old.keys()),
        "reason_form": ReasonForm(initial={"digest": digest}),
    }


def _propose(request: OfficeRequest, kind: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        rows = cache.get(_key(request, kind, form.cleaned_data["digest"]))
        if rows is None:
            messages.error(request, "预览已过期，没有导入任何一行，请重新上传文件")
            return redirect("publications:import_list", kind)
        try:
            actions.propose_list(
                request.post, request.post.agency, kind, rows, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "已提出，由另一人同意后启用")
        return redirect("publications:word_lists")
    context = {"kind": kind, "name": KINDS[kind], "form": ListForm(), "reason_form": form}
    rows = cache.get(_key(request, kind, request.POST.get("digest", ""))) or []
    if rows:
        context |= _preview(request, kind, rows) | {"reason_form": form}
    return render(request, "publications/word_list_import.html", context, status=422)


def _key(request: OfficeRequest, kind: str, digest: str) -> str:
    return f"word-list:{request.post.agency_id}:{kind}:{digest[:64]}"


@office()
def export(request: OfficeRequest, kind: str) -> HttpResponse:
    """The edition in force as a spreadsheet; the empty template where there is none, or where it is asked for."""
    _known(kind)
    current = None if "template" in request.GET else reads.edition_in_force(request.post, kind)
    name = f"{KINDS[kind]}-{today():%Y%m%d}.xlsx" if current else f"{KINDS[kind]}模板.xlsx"
    response = HttpResponse(sheets.write(kind, current.rows if current else []), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@office()
def edition(request: OfficeRequest, pk: int) -> HttpResponse:
    """One edition with its rows."""
    row = reads.edition_for(request.post, pk)
    if row is None:
        raise Http404
    context = {
        "edition": row,
        "columns": sheets.COLUMNS[row.kind],
        "rows": [[line.get(name, "") for name in sheets.COLUMNS[row.kind]] for line in row.rows[:SHOWN]],
        "more": max(0, len(row.rows) - SHOWN),
    }
    return render(request, "publications/word_list.html", context)


@office("publications.word_lists.consent")
@require_POST
def consent(request: OfficeRequest, pk: int) -> HttpResponse:
    """Puts an edition into force."""
    row = reads.edition_for(request.post, pk)
    if row is None:
        raise Http404
    return _done(request, lambda: actions.consent_list(request.post, row), "已同意，即时启用")


@office()
@require_POST
def drop(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gives an edition up before it is in force."""
    row = reads.edition_for(request.post, pk)
    if row is None:
        raise Http404
    return _done(request, lambda: actions.drop_list(request.post, row), "已放弃，现用的一版不变")


@office("publications.word_lists")
@require_POST
def allow_name(request: OfficeRequest) -> HttpResponse:
    """Lets a name pass, from the page of the lists or from the panel beside the editor."""
    form = NameForm(request.POST)
    fetched = request.headers.get("X-Requested-With") == "fetch"
    if form.is_valid():
        try:
            actions.allow_name(request.post, request.post.agency, form.cleaned_data["words"])
        except Refused as refused:
            refuse(form, refused)
        else:
            if fetched:
                return HttpResponse(status=204)
            messages.success(request, "已登记，不再询问")
            return redirect("publications:word_lists")
    if fetched:
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    return _index(request, form)


@office("publications.word_lists")
@require_POST
def end_name(request: OfficeRequest, pk: int) -> HttpResponse:
    """The name is asked about again."""
    row = reads.name_for(request.post, pk)
    if row is None:
        raise Http404
    return _done(request, lambda: actions.end_name(request.post, row), "已取消，以后照常提示")


def _done(request: OfficeRequest, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("publications:word_lists")


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise Http404
