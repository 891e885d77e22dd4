"""Pages of the platform as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.finding import find
from gongkai.apps.portal.forms import SearchForm
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.limits import allowed
from gongkai.apps.search.actions import note_vain

NEWEST = 10
VAIN_AN_HOUR = 30


@public
def home(request: HttpRequest) -> HttpResponse:
    """The platform: search, what is new anywhere, the agencies."""
    agencies = queries.agencies()
    return render(
        request,
        "portal/home.html",
        {
            **frame(place="home"),
            "agencies": agencies,
            "total": sum(agency.items_public for agency in agencies),  # type: ignore[attr-defined]
            "items": queries.everywhere()[:NEWEST],
            "demonstration": any(agency.demonstration for agency in agencies),
        },
    )


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search over every agency."""
    form = SearchForm(request.GET, agencies=queries.agencies(), years=queries.years(queries.everywhere()))
    return found(request, form, frame(place="search"))


def found(request: HttpRequest, form: SearchForm, context: dict[str, Any], agency: str = "") -> HttpResponse:
    """The page of a search, within one agency or everywhere; what was asked in vain is counted for the clerk."""
    finding = find(form.query, form.filters(agency), page=request.GET.get("page"), newest=form.newest)
    form.count(finding.facets)
    if form.query and not finding.total and allowed(request, "vain", times=VAIN_AN_HOUR):
        note_vain(form.query, agency, today())
    return render(
        request, "portal/search.html", {**context, "form": form, "finding": finding, "query": form.query}
    )


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about its visitors."""
    return render(request, "portal/privacy.html", frame(trail=[("隐私说明", "")]))
