"""Pages of the platform as a whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.forms import SearchForm
from gongkai.apps.portal.frame import frame

NEWEST = 10
PER_PAGE = 20


@public
def home(request: HttpRequest) -> HttpResponse:
    """The platform: search, what is new anywhere, the agencies."""
    agencies = queries.agencies()
    return render(
        request,
        "portal/home.html",
        {
            **frame(today(), place="home"),
            "agencies": agencies,
            "total": sum(agency.items_public for agency in agencies),  # type: ignore[attr-defined]
            "items": queries.everywhere()[:NEWEST],
            "demonstration": any(agency.demonstration for agency in agencies),
        },
    )


@public
def search(request: HttpRequest) -> HttpResponse:
    """Search over every agency."""
    items = queries.everywhere()
    form = SearchForm(request.GET, agencies=queries.agencies(), years=queries.years(items))
    found = form.found(items)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {**frame(today(), place="search"), "form": form, "page": page, "query": form.query}
    return render(request, "portal/search.html", context)


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about its visitors."""
    return render(request, "portal/privacy.html", frame(today(), trail=[("隐私说明", "")]))
