"""Pages of the platform as a whole."""

from __future__ import annotations

import logging
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
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.limits import allowed
from gongkai.apps.portal.wanted import wanted
from gongkai.apps.search.actions import note_found, note_vain
from gongkai.apps.search.engine import RETRY_AFTER, Away

logger = logging.getLogger("gongkai.search")

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
    try:
        return _searched(request, agency)
    except Away:
        logger.exception("the search cannot be asked")
        context = frame(agency, trail=[("检索", "")]) if agency else frame(place="search")
        answer = render(request, "portal/search_away.html", context, status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer


def _searched(request: HttpRequest, agency: Agency | None) -> HttpResponse:
    if "suggest" in request.GET:
        return JsonResponse({"suggestions": _addressed(suggested(request.GET["suggest"], agency), agency)})
    code = agency.code if agency else ""
    asked = wanted(request.GET, code)
    query, page = asked.query, request.GET.get("page")
    finding = find(query, asked.filters, queries.shown, page=page, newest=asked.newest)
    offered = choices(query, asked.filters, finding, within=bool(agency))
    if query and not finding.total and allowed(request, "vain", times=VAIN_AN_HOUR):
        note_vain(query, code, today())
    elif randbelow(SAMPLE) == 0 and finding.titled(query, code):
        note_found(query, code, today(), times=SAMPLE)
    context = frame(agency, trail=[("检索", "")]) if agency else frame(place="search")
    context |= {"query": query, "finding": finding}
    context |= {"rows": results.rows(finding), "filters": results.filters(asked, offered)}
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
