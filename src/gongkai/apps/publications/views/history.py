"""Imported history: the batches, a new one from a spreadsheet, one batch with its rows and what may be done to it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms_history import SubmitForm, UploadForm
from gongkai.apps.publications.importing import uploads
from gongkai.apps.publications.importing.sheet import COLUMNS
from gongkai.apps.publications.importing.sheet import template as blank
from gongkai.apps.publications.models import HistoryBatch
from gongkai.law.refusals import Refused

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ON_SCREEN = 20_000  # rows; more are submitted by the command
AT_ONCE = 8.0  # seconds of taking over while the person waits; the worker does the rest
HEADS = {key: head for head, key, _ in COLUMNS} | {"body_html": "正文"}


@office()
def batches(request: OfficeRequest) -> HttpResponse:
    """Imported history, batch by batch."""
    found = Listing(request, queries.batches(request.post))
    context = {"listing": found, "may_submit": request.post.may("publications.import")}
    return render(request, "publications/batches.html", context)


@office("publications.import")
def template(request: OfficeRequest) -> HttpResponse:
    """The spreadsheet to fill in."""
    disposition = content_disposition_header(as_attachment=True, filename="历史信息迁移模板.xlsx")
    return HttpResponse(blank(), content_type=SHEET, headers={"Content-Disposition": disposition or ""})


@office("publications.import")
def new(request: OfficeRequest) -> HttpResponse:
    """Uploads a spreadsheet with its archive, shows what is in it, then submits it."""
    if "ticket" in request.POST:
        return _submit(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ticket = uploads.keep(request.post, form.cleaned_data["sheet"], form.cleaned_data["archive"])
            return _preview(request, ticket, SubmitForm(initial={"ticket": ticket}))
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "live_since": request.post.agency.live_since}
    return render(request, "publications/batch_new.html", context, status=422 if form.errors else 200)


def _preview(request: OfficeRequest, ticket: str, form: SubmitForm) -> HttpResponse:
    rows = uploads.kept(request.post, ticket)
    survey = actions.survey_history(request.post.agency, rows)
    if not survey.count:
        uploads.discard(request.post, ticket)
        raise Refused("表格中没有数据，请填写后上传", field="sheet")
    if survey.count > MOST_ON_SCREEN:
        uploads.discard(request.post, ticket)
        raise Refused(
            f"表格有{survey.count}行，超过{MOST_ON_SCREEN}行，请分批，或者由系统管理员用命令行导入",
            field="sheet",
        )
    names = {column.code: column.name for column in queries.columns_of(request.post)}
    context = {
        "form": form,
        "survey": survey,
        "faults": [(fault, HEADS.get(fault.column, "")) for fault in survey.faults],
        "years": sorted(survey.years.items()),
        "columns": [(names.get(code, code), amount) for code, amount in sorted(survey.columns.items())],
        "sample": [row | {"column_name": names.get(row["column"], "")} for row in survey.sample],
    }
    status = 422 if form.errors or survey.wrong else 200
    return render(request, "publications/batch_preview.html", context, status=status)


def _submit(request: OfficeRequest) -> HttpResponse:
    post, ticket = request.post, request.POST["ticket"]
    form = SubmitForm(request.POST)
    try:
        rows = uploads.kept(post, ticket)
        if form.is_valid():
            batch = actions.submit_history(
                post,
                post.agency,
                reason=form.cleaned_data["reason"],
                source=form.cleaned_data["source"],
                rows=rows,
            )
            uploads.discard(post, ticket)
            messages.success(request, f"已提交{batch.count}条，等待另一人批准")
            return redirect("publications:batch", batch.pk)
        return _preview(request, ticket, form)
    except Refused as refused:
        lost = UploadForm()
        lost.full_clean()
        context = {"form": lost, "live_since": post.agency.live_since, "refused": refused}
        return render(request, "publications/batch_new.html", context, status=422)


@office()
def batch(request: OfficeRequest, pk: int) -> HttpResponse:
    """One batch with its rows, how far it is, and what may be done to it."""
    post = request.post
    found = _found(request, pk)
    refused = None
    if request.method == "POST":
        verbs: dict[str, Callable[[], str]] = {
            "approve": lambda: _approve(request, found),
            "refuse": lambda: _say(
                actions.refuse_history(post, found, request.POST.get("reason", "")),
                "本批次未批准，已告知理由",
            ),
            "pause": lambda: _say(actions.pause_history(post, found), "已暂停，已迁移的保留"),
            "resume": lambda: _say(actions.resume_history(post, found), "继续迁移，由后台办理"),
        }
        verb = next((name for name in verbs if name in request.POST), "approve")
        try:
            messages.success(request, verbs[verb]())
            return redirect("publications:batch", pk)
        except Refused as error:
            refused = error
            found = _found(request, pk)
    return _batch_page(request, found, refused)


def _found(request: OfficeRequest, pk: int) -> HistoryBatch:
    found = queries.batch_for(request.post, pk)
    if found is None:
        raise Http404
    return found


def _approve(request: OfficeRequest, found: HistoryBatch) -> str:
    row = actions.approve_history(request.post, found)
    taken = actions.continue_history(row, seconds=AT_ONCE)
    if taken == row.count:
        return f"已迁移{taken}条历史信息，永久标注来源"
    return f"已批准，已迁移{taken}条，其余由后台继续"


def _say(done: object, words: str) -> str:
    return words


def _batch_page(request: OfficeRequest, found: HistoryBatch, refused: Refused | None) -> HttpResponse:
    post, own = request.post, found.submitted_by.account_id == request.post.account_id
    approves = post.may("publications.import.approve")
    waiting = found.state == HistoryBatch.State.WAITING
    rows = found.lines.order_by("number").values("number", "key", "day", "data", "files", "item_id")
    names = {column.code: column.name for column in queries.columns_of(post)}
    listing = Listing(request, rows)
    context = {
        "batch": found,
        "listing": listing,
        "rows": [row | {"column": names.get(row["data"]["column"], "")} for row in listing.rows],
        "done": actions.done_of(found),
        "refused": refused,
        "may_approve": approves and not own and waiting,
        "may_refuse": waiting and (approves or own),
        "own": own,
        "may_steer": approves or post.may("publications.import"),
    }
    return render(request, "publications/batch.html", context, status=422 if refused else 200)
