"""What surrounds every public page: whose site it is, where one can go, what machines read in its head.

Nothing here depends on the visitor or the day, so that a page can be kept as a file.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.memory import remembered
from gongkai.apps.portal import heads
from gongkai.apps.portal.addresses import path
from gongkai.apps.publications.models import Column

PLATFORM = heads.PLATFORM

Trail = list[tuple[str, str]]

# The four fixed columns of the disclosure page and the way to apply (国办公开办函〔2019〕61号).
PLACES = (
    ("首页", "agency"),
    ("公开指南", "guide"),
    ("公开制度", "systems"),
    ("法定主动公开", "columns"),
    ("公开年报", "reports"),
    ("依申请公开", "requests"),
)


def frame(
    agency: Agency | None = None,
    place: str = "",
    trail: Trail | None = None,
    *,
    page: str = "",
    head: SafeString | None = None,
) -> dict[str, Any]:
    """The context of `portal/base.html`; what is costly is only made when the template asks for it.

    place: the entry of the navigation to mark as current. trail: what the breadcrumb shows after 首页.
    page: which of the fixed pages it is, if not that of the place. head: what machines read; by default the tags of
    the site and of the page. A page below another in the trail has its tags, but not its address.
    """
    home = path("agency", agency.code) if agency else path("home")
    site: dict[str, Any] = {"name": PLATFORM, "home": home, "code": settings.GONGKAI_SITE_CODE}
    if agency:
        site = {
            "name": agency.name,
            "home": home,
            "superiors": partial(superiors, agency),
            "address": agency.address,
            "postcode": agency.postcode,
            "phone": agency.phone,
            "code": agency.site_code or settings.GONGKAI_SITE_CODE,
        }
    site["registered"] = settings.GONGKAI_FOOT
    return {
        "agency": agency,
        "place": place,
        "site": site,
        "head": partial(_head, agency, page or place, own=bool(page) or len(trail or ()) < 2)
        if head is None
        else head,
        "portal_nav": partial(agency_nav, agency, place) if agency else partial(platform_nav, place),
        "search_url": f"{home}search/",
        "demonstration": bool(agency and agency.demonstration),
        "trail": [("首页", home), *trail] if trail else [],
    }


def _head(agency: Agency | None, page: str, *, own: bool) -> SafeString:
    key = ("head", agency.pk if agency else 0, page, own)
    return remembered(key, partial(heads.of_page, agency, page, own=own))


def agency_nav(agency: Agency, place: str) -> list[dict[str, object]]:
    """The navigation of an agency's pages."""
    return [
        {"title": title, "url": path(name, agency.code), "current": name == place} for title, name in PLACES
    ]


def platform_nav(place: str) -> list[dict[str, object]]:
    """The navigation of the platform's own pages."""
    home = path("home")
    places = (
        ("首页", home, "home"),
        ("机关名录", f"{home}#agencies", ""),
        ("检索", path("search"), "search"),
    )
    return [
        {"title": title, "url": url, "current": bool(name) and name == place} for title, url, name in places
    ]


def superiors(agency: Agency) -> Trail:
    """The platform, up to two agencies above this one from the top, and itself."""
    over = agency.superior
    above = [over.superior, over] if over else []  # as far as `queries.agency` reads up
    links = [(one.name, path("agency", one.code)) for one in above if one]
    return [(PLATFORM, path("home")), *links, (agency.short_name, "")]


def place_of(column: Column) -> str:
    """The entry of the navigation under which a column stands."""
    kinds = {Column.Kind.GUIDE: "guide", Column.Kind.SYSTEM: "systems", Column.Kind.ANNUAL_REPORT: "reports"}
    return kinds.get(Column.Kind(column.kind), "columns")


def column_trail(agency: Agency, column: Column) -> Trail:
    """法定主动公开 › 规章和规范性文件 › 规范性文件."""
    above = [column.parent, column] if column.parent else [column]
    trail = [(one.name, path("column", agency.code, one.code)) for one in above]
    if column.kind in {Column.Kind.STATUTORY, Column.Kind.OTHER} and trail[0][0] != "法定主动公开内容":
        trail.insert(0, ("全部栏目", path("columns", agency.code)))
    return trail
