"""The cases that a new holiday notice, or the passing of a term, moved."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests.queries.moves import moved_by
from gongkai.apps.look.clock import today
from gongkai.apps.look.listing import Filters, Listing
from gongkai.apps.supervision import sheets
from gongkai.apps.supervision.queries import moves as queries
from gongkai.law.workdays import default_calendar

HEADS = (("重算日期", 12), ("放假安排有变动的年度", 22), ("登记号", 18), ("原到期日", 12), ("现到期日", 12))


class MoveFilters(Filters):
    """By run."""

    run = forms.IntegerField(label="重算批次", min_value=1, widget=forms.HiddenInput)

    lookups = {"run": "recalculation_id"}


@office("supervision.read")
def moves(request: OfficeRequest) -> HttpResponse:
    """The runs of the last time, and the agency's cases that moved, before and after.

    `?preview` adds the open cases that the calendar in force would move and that no run has moved yet.
    """
    agency = request.post.agency
    listing = Listing(request, queries.moves(agency), MoveFilters)
    if listing.exporting:
        rows = (
            (
                move.recalculation.on,
                "、".join(map(str, move.recalculation.changed_years)),
                move.request.label,
                move.before,
                move.after,
            )
            for move in listing.everything
        )
        return sheets.answer("到期日变动.xlsx", [("到期日变动", HEADS, rows)])
    asked = "preview" in request.GET
    context = {
        "ahead": moved_by(default_calendar(), today(), [agency.pk]) if asked else [],
        "asked": asked,
        "listing": listing,
        "runs": queries.runs(agency)[:20],
        "trail": [("督办", reverse("supervision:due")), ("到期日变动", "")],
    }
    return render(request, "supervision/moves.html", context)
