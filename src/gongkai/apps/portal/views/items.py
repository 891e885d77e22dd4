"""Columns, lists, items, their files, and search within one agency."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.clock import today
from gongkai.apps.portal import document, queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.forms import SearchForm
from gongkai.apps.portal.frame import Trail, column_trail, frame, place_of
from gongkai.apps.portal.metadata import meta_tags, table
from gongkai.apps.portal.views.platform import found
from gongkai.apps.portal.views.reports import shown
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.models import Column, Item
from gongkai.reports.figures import Report

PER_PAGE = 20


def listing(request: HttpRequest, items: QuerySet[Item]) -> dict[str, Any]:
    """One page of a list with its years. A year or page that is none falls back to all and to the first."""
    years = queries.years(items)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    shown = items.filter(first_public_on__year=year) if year else items
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "years": years, "year": year}


@public
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """法定主动公开: every column with its count; the map of the site."""
    agency = queries.agency(code)
    context = {
        **frame(today(), agency, "columns", [("法定主动公开", "")]),
        "shelves": queries.shelves(agency),
    }
    return render(request, "portal/columns.html", context)


@public
def column(request: HttpRequest, code: str, column: str) -> HttpResponse:
    """The items of a column and of those below it."""
    agency = queries.agency(code)
    found = queries.column(agency, column)
    if (place := place_of(found)) != "columns":
        return redirect(f"portal:{place}", agency.code)
    items = queries.listed(agency, found)
    context = {
        **frame(today(), agency, place, column_trail(agency, found)),
        **listing(request, items),
        "column": found,
        "below": found.children.all(),
    }
    return render(request, "portal/column.html", context)


@public
def item(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One item; one that was taken down says so (410); an index number leads to the item's address."""
    agency = queries.agency(code)
    found = publications.public_item(agency, key) if key.isprintable() else None
    if found is None:
        return _gone(request, agency, key)
    if not key.isdecimal():
        return redirect("portal:item", agency.code, found.pk)
    if found.column.kind == Column.Kind.ANNUAL_REPORT and (told := queries.report_of(found)).report:
        return _report(request, agency, told, told.report)
    original = found.interpretation_of
    context = {
        **frame(today(), agency, place_of(found.column), _item_trail(agency, found)),
        "item": found,
        "table": table(found),
        "meta": meta_tags(request, found),
        "lines": document.lines(found.body),
        "interpretations": publications.interpretations_of(found),
        "corrections": publications.public_versions(found) if found.amended_at else (),
        "original": original if original and original.is_public else None,
    }
    return render(request, "portal/item.html", context)


def _report(request: HttpRequest, agency: Agency, told: queries.PublicReport, report: Report) -> HttpResponse:
    current = queries.public_report(agency, report.year)
    if current and current.item.pk == told.item.pk:
        return redirect("portal:report", agency.code, report.year)
    return shown(request, agency, told, report)


def _gone(request: HttpRequest, agency: Agency, key: str) -> HttpResponse:
    taken_down = queries.withdrawn(agency, key) if key.isprintable() else None
    if taken_down is None:
        raise Http404("没有这条信息")
    context = {**frame(today(), agency, "columns", [("已撤下", "")]), "item": taken_down}
    return render(request, "portal/gone.html", context, status=410)


def _item_trail(agency: Agency, found: Item) -> Trail:
    return [*column_trail(agency, found.column), ("正文", "")]


@public
def attachment(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A file of a public item, always as a download: nothing that was uploaded is shown inside this site."""
    found = publications.public_attachment(queries.agency(code), pk)
    if found is None:
        raise Http404("没有这个附件")
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )


@never_cache
@require_safe
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Search within the agency."""
    agency = queries.agency(code)
    items = queries.listed(agency)
    below = [column for shelf in queries.shelves(agency) for column, count in shelf.rows() if count]
    form = SearchForm(request.GET, columns=below, years=queries.years(items), topics=queries.topics(items))
    return found(request, form, frame(today(), agency, trail=[("检索", "")]), agency.code)
