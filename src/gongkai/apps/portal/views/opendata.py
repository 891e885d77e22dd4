"""开放数据: the page that says what there is and what each field means, and the files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import segno
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import comparison, opendata, queries, schema_org
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.metadata import head, item_path, page_tags, site_tags
from gongkai.apps.portal.opendata import Data
from gongkai.apps.publications import queries as publications

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
LICENCE = (
    "任何人可以免费下载、复制、分发、改编，用于商业或者非商业目的；使用时注明来源和获取日期，不得歪曲原意"
)


@public
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The files of an agency, their dictionary and the licence."""
    agency = queries.agency(code)
    years = queries.years(publications.public_items(agency).select_related(None))
    names = [f"catalogue-{year}" for year in years] + ["reports", "statistics"]
    path = reverse("portal:data", args=[code])
    files = [(FORMS[form].partition(";")[0], f"{path}{name}.{form}") for name in names for form in FORMS]
    described = schema_org.dataset(
        agency, "政府信息公开数据", "公开目录、历年年度报告指标、公开统计", path, files
    )
    context = {
        **frame(agency, "data", [("开放数据", "")]),
        "head": head(
            tags=site_tags(agency, "") | page_tags(agency, "data"),
            title=f"{agency.name}开放数据",
            path=path,
            data=described,
        ),
        "years": years,
        "has_reports": bool(comparison.reports(agency)),
        "dictionaries": [
            ("catalogue", "公开目录", opendata.CATALOGUE),
            ("reports", "年度报告指标", opendata.FIGURES),
            ("statistics", "公开统计", opendata.STATISTICS),
        ],
        "measures": opendata.MEASURES,
        "licence": LICENCE,
    }
    return render(request, "portal/data.html", context)


@public
def catalogue(request: HttpRequest, code: str, year: int, form: str) -> HttpResponseBase:
    """公开目录 of one year."""
    agency = queries.agency(code)
    if not publications.public_items(agency).filter(first_public_on__year=year).exists():
        raise Http404("这一年没有公开的信息")
    return _file(agency, opendata.catalogue(agency, year), form, year=year)


@public
def figures(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """The figures of all annual reports."""
    agency = queries.agency(code)
    return _file(agency, opendata.figures(agency), form)


@public
def numbers(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """The statistics."""
    agency = queries.agency(code)
    return _file(agency, opendata.numbers(agency), form)


def _file(agency: Agency, data: Data, form: str, **about: int) -> HttpResponseBase:
    if form not in FORMS:
        raise Http404("只有 csv 和 json 两种格式")
    told = {
        "agency": agency.name,
        "agency_code": agency.code,
        "credit_code": agency.credit_code,
        **about,
        "dictionary": absolute(reverse("portal:data", args=[agency.code])),
        "licence": LICENCE,
    }
    pieces: Iterator[bytes] = opendata.as_csv(data) if form == "csv" else opendata.as_json(data, told)
    response = StreamingHttpResponse(pieces, content_type=FORMS[form])
    name = f"{agency.code}-{data.name}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
def item_metadata(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The catalogue's entry of one public item, with its attachments and what it explains or is explained by."""
    item = publications.public_item(queries.agency(code), pk)
    if item is None:
        raise Http404("没有这条信息")
    original = item.interpretation_of
    told = opendata.metadata(item) | {
        "attachments": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.digest,
                "url": absolute(reverse("portal:file", args=[code, item.pk, file.name])),
            }
            for file in item.attachments.all()
        ],
        "interpretation_of": absolute(item_path(original)) if original and original.is_public else None,
        "interpretations": [
            absolute(reverse("portal:item", args=[code, one.pk]))
            for one in publications.interpretations_of(item)
        ],
        "licence": LICENCE,
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{item.index_number.replace('/', '-')}.json"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@public
def qr(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The address of a public item as a QR code: black on white, whatever the page's colours are."""
    item = publications.public_item(queries.agency(code), pk)
    if item is None:
        raise Http404("没有这条信息")
    # The mask is fixed: trying out all eight costs six times as much, and readers do with any.
    drawn = segno.make(absolute(item_path(item)), error="m", micro=False, mask=0)
    out = BytesIO()
    drawn.save(
        out, kind="svg", scale=4, border=4, light="#fff", dark="#000", xmldecl=False, title=item.index_number
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
