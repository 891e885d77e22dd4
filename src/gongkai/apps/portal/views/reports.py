"""历年年报 in one place, and each year's report to read and to take away."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings.downloads import FORMATS, write
from gongkai.apps.look import charts
from gongkai.apps.portal import comparison, heads, queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.metadata import table
from gongkai.reports.figures import Report
from gongkai.reports.write import html

LINKS = [(form, name) for form, (name, *_) in FORMATS.items()]


@public
def index(request: HttpRequest, code: str) -> HttpResponse:
    """Every annual report of the agency, the newest first."""
    agency = queries.agency(code)
    context = {
        **frame(agency, "reports", [("公开年报", "")]),
        "reports": queries.reports(agency),
        "forms": LINKS,
    }
    return render(request, "portal/reports.html", context)


@public
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of all years side by side, with a picture of received and closed."""
    agency = queries.agency(code)
    found = comparison.reports(agency)
    rows = comparison.rows(found)
    context = {
        **frame(
            agency,
            "reports",
            [("公开年报", reverse("portal:reports", args=[code])), ("历年数据对照", "")],
            page="reports_compared",
        ),
        "reports": found,
        "groups": [
            (group, [row for row in rows if row[0].group == group])
            for group in dict.fromkeys(one.group for one, _ in rows)
        ],
    }
    points = comparison.points(found)
    if len(points) > 1:  # one year alone is no comparison
        context["picture"] = charts.svg(
            charts.trend(("新收", "办结"), points),
            title=f"{agency.name}历年政府信息公开申请",
            description="每年两柱：实心为新收，空心为办结，数字见下表",
        )
    return render(request, "portal/reports_compared.html", context)


@public
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One year's report in its last version; history without figures is read as an ordinary item."""
    agency = queries.agency(code)
    found = _found(agency, year)
    if found.report is None:
        return redirect("portal:item", agency.code, found.item.pk)
    return shown(request, agency, found, found.report)


def shown(request: HttpRequest, agency: Agency, found: queries.PublicReport, report: Report) -> HttpResponse:
    """The page of a report: the last version under its year, an earlier one under its item."""
    current = reverse("portal:report", args=[agency.code, report.year])
    trail = [("公开年报", reverse("portal:reports", args=[agency.code])), (f"{report.year}年", current)]
    superseded = request.path != current
    context = {
        **frame(
            agency,
            "reports",
            [*trail, ("更正前的版本", "")] if superseded else trail,
            head=heads.of_item(found.item, "" if superseded else current),
        ),
        "item": found.item,
        "year": report.year,
        "current": current if superseded else "",
        "table": table(found.item),
        "fragment": SafeString(html.fragment(report)),  # the writer escapes
        "corrections": found.corrections,
        "forms": [] if superseded else LINKS,
    }
    return render(request, "portal/report.html", context)


@public
def download(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """The last version of the report as a file in one of `filings.downloads.FORMATS`."""
    found = _found(queries.agency(code), year)
    if form not in FORMATS or found.report is None:
        raise Http404("没有这种格式的年度报告")
    written = write(found.report, form)
    response = HttpResponse(written.content, content_type=written.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(written.name)}"
    return response


def _found(agency: Agency, year: int) -> queries.PublicReport:
    found = queries.public_report(agency, year)
    if found is None:
        raise Http404(f"没有公布{year}年的年度报告")
    return found
