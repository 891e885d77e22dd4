"""An agency's home, its guide, its rules and how to apply to it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.look.clock import today
from gongkai.apps.portal import lists, queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.publications.models import Column
from gongkai.law.sources import edition_for, setting

NEWEST = 7
GUIDES = 50
OFTEN = 3


def terms(day: date) -> dict[str, int]:
    """The terms in force, in working days, as the pages name them."""
    law = edition_for(day)
    return {
        "proactive_days": law.term("proactive").number,
        "reply_days": law.term("reply").number,
        "extension_days": law.term("extension").number,
        "correction_days": law.term("correction_notice").number,
    }


@public
def home(request: HttpRequest, code: str) -> HttpResponse:
    """Search first, then what is new, then by column."""
    agency, day = queries.agency(code), today()
    statutory = queries.statutory(queries.shelves(agency))
    context = {
        **frame(agency, "agency"),
        "year": queries.year_in_words(agency, day.year),
        "items": queries.listed(agency)[:NEWEST],
        "statutory": statutory,
        "often": sorted((row for row in statutory if row[1]), key=lambda row: -row[1])[:OFTEN],
        "reports": queries.reports(agency),
        "mailbox_days": setting("mailbox_reply", day).value,
        **terms(day),
    }
    return render(request, "portal/agency.html", context)


@public
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """公开指南 with the fields of 条例 art. 12, made from the agency's own data."""
    agency, day = queries.agency(code), today()
    columns = agency.columns.filter(kind=Column.Kind.GUIDE).values_list("pk", flat=True)
    context = {
        **frame(agency, "guide", [("公开指南", "")]),
        "organisation": queries.organisation(agency, day),
        "shelves": queries.shelves(agency),
        "items": queries.newest_whole(list(columns), GUIDES),
        **terms(day),
    }
    return render(request, "portal/guide.html", context)


@public
def systems(request: HttpRequest, code: str) -> HttpResponse:
    """公开制度: the agency's own rules for its disclosure work."""
    agency = queries.agency(code)
    column = agency.columns.filter(kind=Column.Kind.SYSTEM).first()
    context = {
        **frame(agency, "systems", [("公开制度", "")]),
        "listed": lists.newest(agency, column) if column else lists.Listed("", "", total=0),
        "column": column,
    }
    return render(request, "portal/systems.html", context)


@public
def requests(request: HttpRequest, code: str) -> HttpResponse:
    """依申请公开: who may apply, how, and what happens then (条例 arts 27 to 42)."""
    agency, day = queries.agency(code), today()
    context = {
        **frame(agency, "requests", [("依申请公开", "")]),
        **terms(day),
    }
    return render(request, "portal/requests.html", context)
