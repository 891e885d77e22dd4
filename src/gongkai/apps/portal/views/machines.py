"""Pages for machines: robots, the maps of the site, the report's own style sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai.apps.portal import queries
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.caching import public
from gongkai.reports.write.html import css

PLACES = (
    *("agency", "guide", "systems", "columns", "reports", "reports_compared", "requests", "letters"),
    *("topics", "questions", "standards", "statistics", "data"),
)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone, and where the map is."""
    lines = [
        "User-agent: *",
        "Disallow: /office/",
        "Disallow: /account/",
        "Disallow: /search/",
        "Disallow: /a/*/search/",
        "Disallow: /a/*/requests/new/",
        "Disallow: /a/*/requests/mine/",
    ]
    site_map = absolute(reverse("portal:sitemap"))
    return HttpResponse("\n".join([*lines, f"Sitemap: {site_map}", ""]), content_type="text/plain")


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """One map of fixed pages for each agency, and its maps of items."""
    parts = queries.sitemap_parts()
    addresses = []
    for code, numbers in parts.items():
        addresses.append(absolute(reverse("portal:agency_sitemap", args=[code])))
        addresses += [absolute(reverse("portal:sitemap_part", args=[code, number])) for number in numbers]
    return render(request, "portal/sitemap_index.xml", {"addresses": addresses}, "application/xml")


@public
def agency_sitemap(request: HttpRequest, code: str) -> HttpResponse:
    """The fixed pages of an agency and its columns."""
    agency = queries.agency(code)
    places = [reverse(f"portal:{name}", args=[code]) for name in PLACES]
    columns = [reverse("portal:column", args=[code, one.code]) for one in agency.columns.all()]
    addresses = [(absolute(path), None) for path in [*places, *columns]]
    return render(request, "portal/sitemap.xml", {"addresses": addresses}, "application/xml")


@public
def sitemap_part(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The items of an agency whose keys lie in one range, so that a full part changes only when its items do."""
    agency = queries.agency(code)
    rows = queries.sitemap_part(agency, number)
    if not rows:
        raise Http404("没有这一部分")
    site = absolute("")
    agency_path = reverse("portal:agency", args=[code])
    addresses = [(f"{site}{agency_path}items/{pk}/", day) for pk, day in rows]
    return render(request, "portal/sitemap.xml", {"addresses": addresses}, "application/xml")


@require_safe
def report_css(request: HttpRequest) -> HttpResponse:
    """The style of the statutory tables, which the report's writer owns."""
    response = HttpResponse(css(), content_type="text/css")
    patch_cache_control(response, public=True, max_age=86400)
    return response
