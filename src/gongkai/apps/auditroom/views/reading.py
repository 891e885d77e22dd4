"""The reading view: a document with its findings, the verdicts on them, and the list that goes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.auditroom import actions, pages, queries
from gongkai.apps.auditroom import letter as letters
from gongkai.apps.auditroom.forms import ReturnForm
from gongkai.apps.auditroom.groups import group_of, title_of
from gongkai.apps.auditroom.models import Document, Finding, Return, Verdict
from gongkai.apps.auditroom.views.rounds import download
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused

TERM = timedelta(days=15)  # usual term for putting a report right
MARKS = {"error": "error", "warning": "warning", "info": "note"}


def _document(request: OfficeRequest, pk: int) -> Document:
    return get_object_or_404(queries.documents(request.post.agency_id), pk=pk)


@office(actions.PERMISSION)
def document(request: OfficeRequest, pk: int) -> HttpResponse:
    """The text at the left, the findings at the right; `?at=` is the finding in hand, `?group=` shows one kind only."""
    return _page(request, _document(request, pk))


def _page(request: OfficeRequest, found: Document, **more: Any) -> HttpResponse:
    judged = queries.judged(found)
    group = request.GET.get("group", "")
    shown = [one for one in judged if not group or group_of(one.finding.rule).code == group] or judged
    at = more.pop("at", 0) or _number(request.GET.get("at", "")) or _next(shown)
    status = more.pop("status", 200)
    others = list(queries.current(found.round).order_by("pk").values_list("pk", flat=True))
    place = others.index(found.pk) if found.pk in others else -1
    levels = [one.finding.level for one in judged]
    context = {
        "document": found,
        "round": found.round,
        "blocks": pages.draw(found, [one.finding for one in judged]),
        "rows": [_row(one, at) for one in shown],
        "group": group if len(shown) < len(judged) else "",
        "errors": levels.count("error"),
        "warnings": levels.count("warning"),
        "notes": levels.count("info"),
        "judged": sum(one.verdict is not None for one in judged),
        "findings": len(judged),
        "confirmed": len(queries.confirmed(found)),
        "returns": found.returns.select_related("by__account"),
        "place": place + 1,
        "of": len(others),
        "before": others[place - 1] if place > 0 else None,
        "after": others[place + 1] if 0 <= place < len(others) - 1 else None,
        "return_form": ReturnForm(initial={"due": today() + TERM}),
    }
    return render(request, "auditroom/document.html", context | more, status=status)


def _row(one: queries.Judged, at: int) -> dict[str, Any]:
    finding = one.finding
    return {
        "finding": finding,
        "mark": MARKS[finding.level],
        "title": title_of(finding.rule),
        "verdict": one.verdict,
        "still_there": one.still_there,
        "current": finding.number == at,
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _next(shown: list[queries.Judged], after: int = 0) -> int:
    """The number of the next finding without a verdict in the order shown, round to the top; 0 when all are judged."""
    numbers = [one.finding.number for one in shown]
    start = numbers.index(after) + 1 if after in numbers else 0
    turned = shown[start:] + shown[:start]
    return next((one.finding.number for one in turned if one.verdict is None), 0)


@office(actions.PERMISSION)
@require_POST
def judge(request: OfficeRequest, pk: int) -> HttpResponse:
    """One verdict; then the next finding that waits for one."""
    owned = Finding.objects.select_related("document__round__agency")
    finding = get_object_or_404(owned, pk=pk, document__round__agency=request.post.agency_id)
    reason = request.POST.get("reason", "")
    try:
        actions.judge(request.post, finding, request.POST.get("ruling", ""), reason)
    except Refused as refused:
        more = {"at": finding.number, "refusal": str(refused), "typed": reason, "status": 422}
        return _page(request, finding.document, **more)
    withdrawn = request.POST.get("ruling") == Verdict.Ruling.WITHDRAWN
    shown = queries.judged(finding.document)
    at = finding.number if withdrawn else _next(shown, finding.number)
    address = reverse("auditroom:document", args=[finding.document_id])
    return redirect(f"{address}?at={at}#finding-{at}" if at else f"{address}#judged")


@office(actions.PERMISSION)
@require_POST
def return_list(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gives the confirmed findings back, and offers the letter."""
    found = _document(request, pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            actions.return_list(request.post, found, **form.cleaned_data, today=today())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已出具退改意见，请下载后送达")
            return redirect(f"{reverse('auditroom:document', args=[pk])}#returns")
    return _page(request, found, return_form=form, status=422)


@office(actions.PERMISSION)
def letter(request: OfficeRequest, pk: int) -> HttpResponse:
    """A returned list as a Word document, as it stood when it was given."""
    owned = Return.objects.select_related("document__round__agency")
    made = get_object_or_404(owned, pk=pk, document__round__agency=request.post.agency_id)
    return download(letters.write(made), letters.name_of(made), letters.MEDIA_TYPE)


@office(actions.PERMISSION)
def original(request: OfficeRequest, pk: int) -> HttpResponse:
    """The file as it was handed in; never opened in the browser, whatever it is."""
    found = _document(request, pk)
    with found.file.open("rb") as stored:
        return download(stored.read(), found.name, "application/octet-stream")
