"""Pages for machines: robots, the maps of the site, the report's own style sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai.apps.portal import queries
from gongkai.apps.portal.caching import public
from gongkai.apps.publications import queries as publications
from gongkai.reports.write.html import css

MOST = 50_000  # addresses in one site map, by its format
PLACES = ("agency", "guide", "systems", "columns", "reports", "requests", "letters")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone, and where the map is."""
    site_map = request.build_absolute_uri(reverse("portal:sitemap"))
    lines = [
        "User-agent: *",
        "Disallow: /office/",
        "Disallow: /account/",
        "Disallow: /search/",
        "Disallow: /a/*/requests/new/",
        "Disallow: /a/*/requests/mine/",
    ]
    return HttpResponse("\n".join([*lines, f"Sitemap: {site_map}", ""]), content_type="text/plain")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """One map for each agency."""
    addresses = [
        request.build_absolute_uri(reverse("portal:agency_sitemap", args=[agency.code]))
        for agency in queries.agencies()
    ]
    return render(request, "portal/sitemap_index.xml", {"addresses": addresses}, "application/xml")


@public
def agency_sitemap(request: HttpRequest, code: str) -> HttpResponse:
    """The fixed pages of an agency and its items, the newest first."""
    agency = queries.agency(code)
    base = request.build_absolute_uri(reverse("portal:agency", args=[code]))
    places = [(request.build_absolute_uri(reverse(f"portal:{name}", args=[code])), None) for name in PLACES]
    rows = publications.public_items(agency).select_related(None).values_list("pk", "first_public_on")
    items = [(f"{base}items/{pk}/", day) for pk, day in rows[: MOST - len(places)]]
    return render(request, "portal/sitemap.xml", {"addresses": [*places, *items]}, "application/xml")


@require_safe
def report_css(request: HttpRequest) -> HttpResponse:
    """The style of the statutory tables, which the report's writer owns."""
    response = HttpResponse(css(), content_type="text/css")
    patch_cache_control(response, public=True, max_age=86400)
    return response
