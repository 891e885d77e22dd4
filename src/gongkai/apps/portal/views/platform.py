"""Pages of the platform as a whole."""

from __future__ import annotations

from secrets import randbelow

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries, results
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.finding import choices, find, suggested
from gongkai.apps.portal.forms import SearchForm
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.limits import allowed
from gongkai.apps.search.actions import note_found, note_vain

NEWEST = 10
VAIN_AN_HOUR = 30
SAMPLE = 10  # one of so many questions that found something is counted, for all of them


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
            "items": queries.newest_anywhere(NEWEST),
            "demonstration": any(agency.demonstration for agency in agencies),
        },
    )


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search over every agency."""
    return searched(request, None)


def searched(request: HttpRequest, agency: Agency | None) -> HttpResponse:
    """The page of a search, within one agency or everywhere; with `suggest` in the address, suggestions for it as JSON.

    What was asked in vain is counted for the clerk, and a sample of what was found for suggestions.
    """
    if "suggest" in request.GET:
        return JsonResponse({"suggestions": _addressed(suggested(request.GET["suggest"], agency), agency)})
    form, code = SearchForm(request.GET), agency.code if agency else ""
    filters = form.filters(code)
    page = request.GET.get("page")
    finding = find(form.query, filters, queries.shown, page=page, newest=form.newest)
    form.offer(choices(form.query, filters, finding, within=bool(agency)))
    if form.query and not finding.total and allowed(request, "vain", times=VAIN_AN_HOUR):
        note_vain(form.query, code, today())
    elif randbelow(SAMPLE) == 0 and finding.titled(form.query):
        note_found(form.query, code, today(), times=SAMPLE)
    context = frame(today(), agency, trail=[("检索", "")]) if agency else frame(place="search")
    context |= {"form": form, "finding": finding, "rows": results.rows(finding), "query": form.query}
    return render(request, "portal/search.html", context)


def _addressed(found: list[dict[str, str]], agency: Agency | None) -> list[dict[str, str]]:
    """Suggestions with the address of those that are pages."""
    return [
        one | {"url": reverse("portal:column", args=[agency.code, one.pop("column")])}
        if agency and "column" in one
        else one
        for one in found
    ]


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about its visitors."""
    return render(request, "portal/privacy.html", frame(trail=[("隐私说明", "")]))
