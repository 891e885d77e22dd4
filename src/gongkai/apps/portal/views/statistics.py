"""公开统计: what was published, asked for and written to an agency, in pictures with their tables beside them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.look import charts
from gongkai.apps.portal import comparison, queries, statistics
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame

MONTHS = range(1, 13)


@public
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """The statistics of an agency."""
    agency = queries.agency(code)
    out, asked, letters = (
        statistics.published(agency),
        statistics.requests(agency),
        statistics.mailbox(agency),
    )
    context: dict[str, Any] = {
        **frame(agency, "statistics", [("公开统计", "")]),
        "published": out,
        "months": [(month, [out.months[year][month - 1] for year in out.years]) for month in MONTHS],
        "yearly": [sum(out.months[year]) for year in out.years],
        "requests": asked,
        "letters": letters,
        "few": "少于3件不显示",
        **_pictures(out, asked, letters),
    }
    return render(request, "portal/statistics.html", context)


def _pictures(
    out: statistics.Published, asked: statistics.Requests, letters: statistics.Mailbox
) -> dict[str, Any]:
    pictures: dict[str, Any] = {}
    if out.years:
        last = out.years[-2:]
        names = (f"{last[0]}年", f"{last[-1]}年") if len(last) == 2 else ("", f"{last[0]}年")
        before = out.months[last[0]] if len(last) == 2 else [0] * 12
        points = [(f"{month}月", before[month - 1], out.months[last[-1]][month - 1]) for month in MONTHS]
        pictures["month_names"] = names
        pictures["month_picture"] = charts.svg(
            charts.trend(names, points),
            title="各月公开信息数",
            description="每月两柱：实心为前一年，空心为后一年，数字见下表",
        )
    points = comparison.points(asked.reports)
    if len(points) > 1:
        pictures["request_picture"] = charts.svg(
            charts.trend(("新收", "办结"), points),
            title="历年政府信息公开申请",
            description="每年两柱：实心为新收，空心为办结，数字见下表",
        )
    if len(letters.years) > 1:
        rows = zip(letters.years, letters.received, letters.answered, strict=True)
        pictures["letter_picture"] = charts.svg(
            charts.trend(
                ("收到", "答复"), [(f"{year}年", received, answered) for year, received, answered in rows]
            ),
            title="历年来信",
            description="每年两柱：实心为收到，空心为其中已答复，数字见下表",
        )
    return pictures
