"""Figures side by side: the sum of a round, and two reports."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.auditroom import actions, comparison, queries
from gongkai.apps.auditroom.forms import CompareForm, RollupForm
from gongkai.apps.auditroom.models import Document
from gongkai.apps.auditroom.views.rounds import round_of


@office(actions.PERMISSION)
def rollup(request: OfficeRequest, pk: int) -> HttpResponse:
    """Each figure summed over the round's agencies, beside a government's own report where one is chosen."""
    round_ = round_of(request, pk)
    reports = _readable(request).filter(round=round_)
    form = RollupForm(reports, request.GET)
    own = form.cleaned_data["own"] if form.is_valid() else None
    others = [one for one in reports if one != own]
    sheets, count = comparison.of_sum([one for one in others if one.year == round_.year], own)
    context = {
        "round": round_,
        "form": form,
        "own": own,
        "sheets": _shown(sheets, own is None or "all" in request.GET),
        "whole": "all" in request.GET,
        "count": count,
        "left_out": len(others) - count,
        "differing": sum(cell.differs for sheet in sheets for cell in sheet.cells),
        "unknown": sum(cell.unknown for sheet in sheets for cell in sheet.cells),
        "trail": [*_trail(), (round_.title, reverse("auditroom:round", args=[pk])), ("汇总", "")],
    }
    return render(request, "auditroom/rollup.html", context)


@office(actions.PERMISSION)
def compare(request: OfficeRequest) -> HttpResponse:
    """Two reports, of two years or of two agencies, figure by figure."""
    form = CompareForm(_readable(request), request.GET)
    form.is_valid()
    left, right = form.cleaned_data.get("left"), form.cleaned_data.get("right")
    sheets = comparison.of_two(left, right) if left and right else []
    context = {
        "form": form,
        "left": left,
        "right": right,
        "sheets": _shown(sheets, "all" in request.GET),
        "whole": "all" in request.GET,
        "left_head": _head(left),
        "right_head": _head(right),
        "differing": sum(cell.differs for sheet in sheets for cell in sheet.cells),
        "trail": [*_trail(), ("两份对比", "")],
    }
    return render(request, "auditroom/compare.html", context)


def _readable(request: OfficeRequest) -> QuerySet[Document]:
    found = queries.documents(request.post.agency_id).defer("lines")
    return found.filter(status=Document.Status.READ, replaced_by=None).order_by("agency_name", "-year", "pk")


def _shown(sheets: list[comparison.Sheet], whole: bool) -> list[tuple[str, list[comparison.Cell]]]:
    """What differs, or the whole; figures that are nothing on both sides are never shown."""
    found = [
        (
            sheet.title,
            [cell for cell in sheet.cells if not cell.empty and (whole or cell.differs or cell.unknown)],
        )
        for sheet in sheets
    ]
    return [(title, cells) for title, cells in found if cells]


def _trail() -> list[tuple[str, str]]:
    return [("年报审核", reverse("auditroom:list"))]


def _head(document: Document | None) -> str:
    return f"{document.called}{document.year or ''}" if document else ""
