"""The register of normative documents: list, spreadsheet, one document with its life, one step after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.look.words import zh_date
from gongkai.apps.publications.actions import normative as actions
from gongkai.apps.publications.forms_normative import (
    NormativeFilters,
    NormativeForm,
    OpenForm,
    StepForm,
    TakeOverForm,
)
from gongkai.apps.publications.models import NormativeDocument, NormativeEvent
from gongkai.apps.publications.normative import LIFE, STANDING, Kind, Stage, filing_due, in_force, next_kinds
from gongkai.apps.publications.queries import normative as queries
from gongkai.law.refusals import Refused

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    "类别",
    "标题",
    "统一登记号",
    "文号",
    "制发日期",
    "有效期至",
    "阶段",
    "备案日期",
    "废止失效日期",
    "起草科室",
)
MARKS = {
    "repealed": "voided",
    "lapsed": "voided",
    "dropped": "voided",
    "published": "done",
    "issued": "in_hand",
}
# (title, the steps that finish it, the stages in which it is in hand)
CHAPTERS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("立项起草", (Kind.DRAFTED,), (Stage.PROJECT,)),
    (
        "征求意见",
        (Kind.COMMENTS_REPLIED, Kind.COMMENTS_WAIVED),
        (Stage.DRAFTING, Stage.COMMENTS, Stage.COMMENTS_CLOSED),
    ),
    ("合法性审核", (Kind.LEGAL_PASSED,), (Stage.COMMENTS_DONE, Stage.LEGAL)),
    ("集体审议", (Kind.DISCUSSED,), (Stage.LEGAL_PASSED,)),
    ("印发", (Kind.ISSUED,), (Stage.DISCUSSED,)),
    ("公布", (Kind.PUBLISHED,), (Stage.ISSUED,)),
    ("备案", (Kind.FILED,), ()),
)


@office()
def normative(request: OfficeRequest) -> HttpResponse:
    """The register; `?export=xlsx` gives it as a spreadsheet."""
    post, day = request.post, today()

    class Own(NormativeFilters):
        def apply(self, rows: QuerySet[NormativeDocument]) -> QuerySet[NormativeDocument]:
            return queries.narrow(rows, day, **self.chosen())

    found = Listing(request, queries.normative_documents(post), Own)
    if found.exporting:
        return _sheet(found.everything, day)
    context = {
        "listing": found,
        "rows": [(document, *_standing(document, day)) for document in found.rows],
        "figures": queries.register_figures(post, day.year, day),
        "year": day.year,
        "may_draft": post.may("publications.draft"),
        "may_publish": post.may("publications.publish"),
    }
    return render(request, "publications/normative.html", context)


def _standing(document: NormativeDocument, day: date) -> tuple[str, str]:
    """Mark and word: how the document stands today."""
    if document.stage in {Stage.ISSUED, Stage.PUBLISHED} and not in_force(document, day):
        return "overdue", "已过有效期"
    if document.stage == Stage.PUBLISHED:
        soon = document.valid_until and document.valid_until <= day + queries.FIRST_NOTICE
        return ("soon", "有效，即将到期") if soon else ("done", "有效")
    return MARKS.get(document.stage, "running"), document.get_stage_display()


def _sheet(documents: QuerySet[NormativeDocument], day: date) -> HttpResponse:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("规范性文件登记簿")
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 60)
        page.set_column(2, len(HEADS), 18)
        page.write_row(0, 0, HEADS, book.add_format({"bold": True}))
        for line, document in enumerate(documents.iterator(chunk_size=2000), start=1):
            page.write_row(line, 0, list(_cells(document, day)))
    disposition = content_disposition_header(
        as_attachment=True, filename=f"规范性文件登记簿{day:%Y%m%d}.xlsx"
    )
    return HttpResponse(
        out.getvalue(), content_type=SHEET, headers={"Content-Disposition": disposition or ""}
    )


def _cells(document: NormativeDocument, day: date) -> Iterator[str]:
    yield document.get_type_display()
    yield document.title
    yield document.registration_number
    yield document.document_number
    yield str(document.issued_on or "")
    yield str(document.valid_until or "")
    yield _standing(document, day)[1]
    yield str(document.filed_on or "")
    yield str(document.ended_on or "")
    yield document.department.name if document.department else ""


@office()
def document(request: OfficeRequest, pk: int) -> HttpResponse:
    """One document: what comes next, its life drawn, every step with its evidence."""
    found, day, post = _document(request, pk), today(), request.post
    events = list(queries.events_of(found))
    mark, words = _standing(found, day)
    context = {
        "document": found,
        "mark": mark,
        "words": words,
        "chain": list(_chain(found, events)),
        "steps": [
            (kind, Kind(kind).label, post.may(LIFE[kind].permission)) for kind in next_kinds(found.stage)
        ],
        "events": [_line(event) for event in reversed(events)],
        "filing_due": _filing_due(found, events),
        "may_change": post.may("publications.draft")
        and found.issued_on is None
        and found.stage != Stage.DROPPED,
        "may_page": post.may("publications.draft") and found.stage == Stage.ISSUED,
        "today": day,
    }
    return render(request, "publications/normative_document.html", context)


def _filing_due(found: NormativeDocument, events: list[NormativeEvent]) -> date | None:
    """Until when it has to be filed; None where it is, or where it was issued before the platform was in use: its
    filing is no work of today.
    """
    taken_over = any(event.kind == Kind.TAKEN_OVER for event in events)
    if found.issued_on is None or found.filed_on or taken_over or found.stage not in STANDING:
        return None
    return filing_due(found.issued_on)


def _chain(found: NormativeDocument, events: list[NormativeEvent]) -> Iterator[dict[str, Any]]:
    for title, kinds, stages in CHAPTERS:
        done = next((event for event in reversed(events) if event.kind in kinds), None)
        here = found.stage in stages
        if here:
            state, said = "in_hand", found.get_stage_display()
        elif done:
            state, said = "done", done.get_kind_display()
        else:
            state, said = "not_begun", "既有文件" if events[0].kind == Kind.TAKEN_OVER else "未开始"
        notes = [zh_date(done.on)] if done and not here else []
        yield {"title": title, "state": state, "words": said, "notes": notes, "current": here}
    ended = found.stage in {Stage.REPEALED, Stage.LAPSED, Stage.DROPPED}
    yield {
        "title": "有效期" if not ended else "终结",
        "state": "voided" if ended else ("running" if found.issued_on else "not_begun"),
        "words": found.get_stage_display()
        if ended
        else (f"至{zh_date(found.valid_until)}" if found.valid_until else "未定"),
        "notes": [zh_date(found.ended_on)] if found.ended_on else [],
        "current": ended,
    }


SENT_BACK = {Kind.LEGAL_RETURNED, Kind.DISCUSSION_FAILED}
ENDS = {Kind.REPEALED, Kind.LAPSED, Kind.DROPPED}


def _line(event: NormativeEvent) -> dict[str, Any]:
    kind = Kind(event.kind)
    return {
        "event": event,
        "mark": "sent_back" if kind in SENT_BACK else "voided" if kind in ENDS else "done",
        "said": "；".join(_said(event.data)),
    }


def _said(data: dict[str, Any]) -> Iterator[str]:
    names = {
        "until": "截止{}",
        "received": "收到意见{}条",
        "adopted": "采纳{}条",
        "registration_number": "登记号{}",
        "document_number": "文号{}",
        "valid_until": "有效期至{}",
        "where": "报送{}",
    }
    for name, words in names.items():
        if name in data:
            yield words.format(data[name])


@office("publications.draft")
def new_document(request: OfficeRequest) -> HttpResponse:
    """A new project."""
    form = OpenForm(
        request.POST or None, post=request.post, initial={"on": today(), "type": "normative_document"}
    )
    return _written(
        request, form, "规范性文件立项", partial(actions.open_document, request.post, request.post.agency)
    )


@office("publications.publish")
def take_over(request: OfficeRequest) -> HttpResponse:
    """A document from before the platform."""
    form = TakeOverForm(request.POST or None, post=request.post, initial={"type": "normative_document"})
    return _written(
        request, form, "既有文件入册", partial(actions.take_over, request.post, request.post.agency)
    )


@office("publications.draft")
def change_document(request: OfficeRequest, pk: int) -> HttpResponse:
    """Another title, department or requirement."""
    found = _document(request, pk)
    form = NormativeForm(request.POST or None, instance=found, post=request.post)
    return _written(request, form, "修改登记", partial(actions.change_document, request.post, found, None))


def _written(request: OfficeRequest, form: NormativeForm, title: str, act: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记“{made.title}”")
            return redirect("publications:normative_document", made.pk)
    context = {"form": form, "title": title}
    return render(request, "publications/normative_form.html", context, status=422 if form.errors else 200)


@office()
def step(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """Records one step."""
    found, post = _document(request, pk), request.post
    if kind not in LIFE:
        raise Http404
    form = StepForm(
        request.POST or None, request.FILES or None, kind=kind, post=post, initial={"on": today()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_step(post, found, kind, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记“{Kind(kind).label}”")
            return redirect("publications:normative_document", pk)
    context = {"document": found, "form": form, "title": Kind(kind).label}
    return render(request, "publications/normative_step.html", context, status=422 if form.errors else 200)


@office("publications.draft")
@require_POST
def draft_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """The draft of the document's public page."""
    try:
        item = actions.draft_page(request.post, _document(request, pk), today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:normative_document", pk)
    messages.success(request, "已填好文号、日期和有效期，请补正文后送审")
    return redirect("publications:edit", item.pk)


@office()
def evidence(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The file of a step, as a download."""
    event = queries.evidence_for(request.post, pk)
    if event is None:
        raise Http404
    return FileResponse(event.evidence.open("rb"), as_attachment=True, filename=event.evidence_name)


def _document(request: OfficeRequest, pk: int) -> NormativeDocument:
    found = queries.normative_for(request.post, pk)
    if found is None:
        raise Http404
    return found
