"""历年年报 in one place, and each year's report to read and to take away."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.clock import today
from gongkai.apps.portal import queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.metadata import meta_tags, table
from gongkai.reports.figures import Report
from gongkai.reports.write import html

OFFICE = "application/vnd.openxmlformats-officedocument."
# form → its name for people, its media type
FORMS = {
    "docx": ("Word", f"{OFFICE}wordprocessingml.document"),
    "xlsx": ("Excel", f"{OFFICE}spreadsheetml.sheet"),
    "pdf": ("PDF", "application/pdf"),
    "html": ("HTML", "text/html; charset=utf-8"),
    "json": ("JSON", "application/json"),
}


@public
def index(request: HttpRequest, code: str) -> HttpResponse:
    """Every annual report of the agency, the newest first."""
    agency, day = queries.agency(code), today()
    context = {
        **frame(day, agency, "reports", [("公开年报", "")]),
        "reports": queries.reports(agency),
        "forms": [(form, name) for form, (name, _) in FORMS.items()],
    }
    return render(request, "portal/reports.html", context)


@public
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One year's report; history without figures is read as an ordinary item."""
    agency = queries.agency(code)
    found = _found(agency, year)
    if found.report is None:
        return redirect("portal:item", agency.code, found.item.pk)
    context = {
        **frame(today(), agency, "reports", [("公开年报", _index(agency)), (f"{year}年", "")]),
        "item": found.item,
        "year": year,
        "table": table(found.item),
        "meta": meta_tags(request, found.item),
        "fragment": SafeString(html.fragment(found.report)),  # the writer escapes
        "corrections": found.corrections,
        "forms": [(form, name) for form, (name, _) in FORMS.items()],
    }
    return render(request, "portal/report.html", context)


@public
def download(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """The report as a file in one of `FORMS`."""
    found = _found(queries.agency(code), year)
    if form not in FORMS or found.report is None:
        raise Http404("没有这种格式的年度报告")
    response = HttpResponse(_write(found.report, form), content_type=FORMS[form][1])
    name = quote(f"{found.report.title}.{form}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _found(agency: Agency, year: int) -> queries.PublicReport:
    found = queries.public_report(agency, year)
    if found is None:
        raise Http404(f"没有公布{year}年的年度报告")
    return found


def _index(agency: Agency) -> str:
    return reverse("portal:reports", args=[agency.code])


def _write(report: Report, form: str) -> bytes:
    if form == "html":
        return html.page(report).encode()
    # The writers load heavy packages: each only when it is asked for.
    writer: Callable[[Report], bytes] = import_module(f"gongkai.reports.write.{form}").write
    return writer(report)
