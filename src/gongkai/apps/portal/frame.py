"""What surrounds every public page: whose site it is, where one can go, which day it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.words import WEEKDAYS, zh_date
from gongkai.apps.publications.models import Column

PLATFORM = "政务公开平台"

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
    today: date, agency: Agency | None = None, place: str = "", trail: Trail | None = None
) -> dict[str, Any]:
    """The context of `portal/base.html`.

    place: the entry of the navigation to mark as current. trail: what the breadcrumb shows after 首页.
    """
    words = f"{zh_date(today)} 星期{WEEKDAYS[today.weekday()]}"
    if agency is None:
        return {
            "site": {"name": PLATFORM, "home": reverse("portal:home")},
            "portal_nav": platform_nav(place),
            "search_url": reverse("portal:search"),
            "today_words": words,
            "trail": [("首页", reverse("portal:home")), *trail] if trail else [],
        }
    home = reverse("portal:agency", args=[agency.code])
    return {
        "agency": agency,
        "site": {
            "name": agency.name,
            "home": home,
            "superiors": superiors(agency),
            "address": agency.address,
            "postcode": agency.postcode,
            "phone": agency.phone,
        },
        "portal_nav": [
            {
                "title": title,
                "url": reverse(f"portal:{name}", args=[agency.code]),
                "current": name == place,
            }
            for title, name in PLACES
        ],
        "search_url": reverse("portal:agency_search", args=[agency.code]),
        "today_words": words,
        "demonstration": agency.demonstration,
        "trail": [("首页", home), *trail] if trail else [],
    }


def platform_nav(place: str) -> list[dict[str, object]]:
    """The navigation of the platform's own pages."""
    home = reverse("portal:home")
    places = (
        ("首页", home, "home"),
        ("机关名录", f"{home}#agencies", ""),
        ("检索", reverse("portal:search"), "search"),
    )
    return [
        {"title": title, "url": url, "current": bool(name) and name == place} for title, url, name in places
    ]


def superiors(agency: Agency) -> Trail:
    """The platform, up to two agencies above this one from the top, and itself."""
    over = agency.superior
    above = [over.superior, over] if over else []  # as far as `queries.agency` reads up
    links = [(one.name, reverse("portal:agency", args=[one.code])) for one in above if one]
    return [(PLATFORM, reverse("portal:home")), *links, (agency.short_name, "")]


def place_of(column: Column) -> str:
    """The entry of the navigation under which a column stands."""
    kinds = {Column.Kind.GUIDE: "guide", Column.Kind.SYSTEM: "systems", Column.Kind.ANNUAL_REPORT: "reports"}
    return kinds.get(Column.Kind(column.kind), "columns")


def column_trail(agency: Agency, column: Column) -> Trail:
    """法定主动公开 › 规章和规范性文件 › 规范性文件."""
    above = [column.parent, column] if column.parent else [column]
    trail = [(one.name, reverse("portal:column", args=[agency.code, one.code])) for one in above]
    if column.kind in {Column.Kind.STATUTORY, Column.Kind.OTHER} and trail[0][0] != "法定主动公开内容":
        trail.insert(0, ("全部栏目", reverse("portal:columns", args=[agency.code])))
    return trail
