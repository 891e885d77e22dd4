"""Columns, lists, items, their files, and search within one agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
)
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import heads, lists, queries
from gongkai.apps.portal.addresses import path
from gongkai.apps.portal.baking.kinds import Args, Made, Requests
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import column_trail, frame, place_of
from gongkai.apps.portal.metadata import table
from gongkai.apps.portal.views.platform import searched
from gongkai.apps.portal.views.reports import shown
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.models import Column, Item
from gongkai.reports.figures import Report


@public
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """法定主动公开: every column with its count; the map of the site."""
    agency = queries.agency(code)
    context = {
        **frame(agency, "columns", [("法定主动公开", "")]),
        "shelves": queries.shelves(agency),
    }
    return render(request, "portal/columns.html", context)


@public
def column(request: HttpRequest, code: str, column: str) -> HttpResponse:
    """What a column and those below it made public last. The old addresses (?year=…&page=…) lead to the year."""
    agency = queries.agency(code)
    shelf = queries.column(agency, column)
    year = request.GET.get("year", "")
    if year.isdecimal() and int(year) in list(lists.years(shelf))[1:]:
        return redirect("portal:column_year", agency.code, shelf.code, int(year))
    if (place := place_of(shelf)) != "columns":
        return redirect(f"portal:{place}", agency.code)
    if request.GET:
        return redirect("portal:column", agency.code, shelf.code)
    return _list(request, agency, shelf, lists.newest(agency, shelf))


@public
def column_year(request: HttpRequest, code: str, column: str, year: int) -> HttpResponse:
    """The last items of a past year; the newest year stands at the column's own address."""
    agency = queries.agency(code)
    shelf = queries.column(agency, column)
    listed = lists.of_year(agency, shelf, year)
    if listed is None:
        return _to_column(agency, shelf, year)
    return _list(request, agency, shelf, listed)


@public
def column_page(request: HttpRequest, code: str, column: str, year: int, number: int) -> HttpResponse:
    """A full page of a year, which stays as it is; one that is still open leads to the year."""
    agency = queries.agency(code)
    shelf = queries.column(agency, column)
    listed = lists.of_number(agency, shelf, year, number)
    if listed is None:
        return _to_column(agency, shelf, year)
    return _list(request, agency, shelf, listed)


def _to_column(agency: Agency, column: Column, year: int) -> HttpResponse:
    known = list(lists.years(column))
    if year not in known:
        raise Http404("这一年没有公开的信息")
    return redirect(lists.address(agency, column, year if year != known[0] else 0))


def _list(request: HttpRequest, agency: Agency, column: Column, listed: lists.Listed) -> HttpResponse:
    trail = column_trail(agency, column)
    if listed.year:
        trail = [*trail, (f"{listed.year}年", listed.here)]
    head = heads.of_column(agency, column, listed.here)
    context = {
        **frame(agency, place_of(column), trail, head=head),
        "listed": listed,
        "column": column,
        "below": column.children.all() if not listed.year else (),
    }
    return render(request, "portal/column.html", context)


@public
def item(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One item; one that was taken down says so (410); an index number leads to the item's address."""
    agency = queries.agency(code)
    one = publications.public_item(agency, key) if key.isprintable() else None
    if one is None:
        return _gone(request, agency, key)
    if not key.isdecimal():
        return redirect("portal:item", agency.code, one.pk)
    return _page(request, agency, one)


def many(agency: Agency, wanted: Sequence[Args], requests: Requests) -> Iterator[Made]:
    """The pages of many items, as `item` answers them, read from the database together."""
    items = publications.public_items_whole(agency, [pk for (pk,) in wanted])
    for (pk,) in wanted:
        request = requests(path("item", agency.code, pk))
        if one := items.get(pk):
            yield Made((pk,), _page(request, agency, one), _files(one))
            continue
        try:
            yield Made((pk,), _gone(request, agency, str(pk)))
        except Http404:
            yield Made((pk,), HttpResponseNotFound())


def _files(one: Item) -> dict[str, Path]:
    """What lies in the item's folder beside its page: attachments and the pictures of its text."""
    files = {f"files/{each.name}": Path(each.file.path) for each in one.attachments.all()}
    pictures = publications.pictures_of(one) if one.body_html else ()
    return files | {f"pictures/{each.name}": Path(each.file.path) for each in pictures}


def _page(request: HttpRequest, agency: Agency, one: Item) -> HttpResponse:
    if one.column.kind == Column.Kind.ANNUAL_REPORT and (told := queries.report_of(one)).report:
        return _report(request, agency, told, told.report)
    original = one.interpretation_of
    place, trail = place_of(one.column), [*column_trail(agency, one.column), ("正文", "")]
    context = {
        **frame(agency, place, trail, head=heads.of_item(one)),
        "item": one,
        "table": table(one),
        "interpretations": one.public_interpretations,  # type: ignore[attr-defined]
        "corrections": publications.public_versions(one) if one.amended_at else (),
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
    trail = [("法定主动公开", path("columns", agency.code)), ("已撤下", "")]
    context = {**frame(agency, "columns", trail), "item": taken_down}
    return render(request, "portal/gone.html", context, status=410)


@public
def file(request: HttpRequest, code: str, pk: int, name: str) -> HttpResponseBase:
    """A file of a public item, always as a download: nothing that was uploaded is shown inside this site."""
    one = publications.public_file(queries.agency(code), pk, name)
    if one is None:
        raise Http404("没有这个附件")
    return FileResponse(
        one.file.open("rb"), as_attachment=True, filename=one.name, content_type=one.media_type
    )


@public
def picture(request: HttpRequest, code: str, pk: int, name: str) -> HttpResponseBase:
    """A picture in the text of a public item."""
    one = publications.public_picture(queries.agency(code).pk, pk, name)
    if one is None:
        raise Http404("没有这张图片")
    return FileResponse(one.file.open("rb"), filename=one.name)


@public
def attachment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The address that a file had before it lay in the folder of its item."""
    one = publications.public_attachment(queries.agency(code), pk)
    if one is None:
        raise Http404("没有这个附件")
    return redirect("portal:file", code, one.item_id, one.name)


@never_cache
@require_safe
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Search within the agency."""
    return searched(request, queries.agency(code))
