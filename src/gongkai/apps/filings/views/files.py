"""The report as a file, and the versions that were kept of it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.filings import downloads, public, queries
from gongkai.apps.filings.models import Filing, Snapshot
from gongkai.apps.filings.views.editor import filing_or_404
from gongkai.law.refusals import Refused
from gongkai.reports.figures import Report
from gongkai.reports.write.html import fragment


@office()
@require_GET
def download(request: OfficeRequest, year: int, suffix: str) -> HttpResponse:
    """The report as it stands, or with ?version=N a version that was kept, as a file."""
    try:
        written = downloads.write(_report(request, year), suffix)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    response = HttpResponse(written.content, content_type=written.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(written.name)}"
    return response


def _report(request: OfficeRequest, year: int) -> Report:
    number = request.GET.get("version", "")
    if number.isdecimal():
        return _snapshot(filing_or_404(request, year), int(number)).as_report()
    filing = queries.filing_of(request.post.agency_id, year)
    last = filing.snapshots.last() if filing and not filing.open_for_writing else None
    return last.as_report() if last else queries.report(request.post.agency, year)


def _snapshot(filing: Filing, number: int) -> Snapshot:
    found = filing.snapshots.select_related("created_by__account", "item").filter(number=number).first()
    if found is None:
        raise Http404("没有这一版")
    return found


@office()
@require_GET
def version(request: OfficeRequest, year: int, number: int) -> HttpResponse:
    """One kept version in full, and what it changed against the one before."""
    filing = filing_or_404(request, year)
    kept = _snapshot(filing, number)
    report = kept.as_report()
    before = filing.snapshots.filter(number=number - 1).first()
    context = {
        "year": year,
        "filing": filing,
        "snapshot": kept,
        "report": report,
        "changes": public.changes(before.as_report(), report) if before else [],
        "before": before,
        "body": mark_safe(fragment(report)),  # noqa: S308 - made by the report's own writer, which escapes
        "formats": [(suffix, name) for suffix, (name, _, _) in downloads.FORMATS.items()],
    }
    return render(request, "filings/version.html", context)
