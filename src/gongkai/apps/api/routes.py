"""The operations: all of them read, none of them writes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.params.functions import Path

from gongkai.apps.api import reading
from gongkai.apps.api.problems import problem, wrong
from gongkai.apps.api.shapes import (
    Agency,
    Column,
    Found,
    ItemPage,
    Number,
    Problem,
    Report,
    ReportLine,
    WholeItem,
)
from gongkai.apps.portal import comparison, queries, statistics
from gongkai.apps.portal.finding import find
from gongkai.apps.publications import queries as publications
from gongkai.apps.search.documents import Filters

router = Router()
FAILS = {404: Problem, 422: Problem, 429: Problem}
PER_PAGE, MOST = 50, 200
LARGEST = 2**63 - 1  # primary key
CODES = r"^[A-Za-z0-9_-]*$"
TEXT = r"^[^\x00]*$"  # PostgreSQL takes no text with a zero in it
Code = Annotated[str, Path(description="机关代码", max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Ident = Annotated[int, Path(description="编号", ge=1, le=LARGEST)]
Year = Annotated[int, Path(description="年度", ge=1900, le=2200)]


class Paged(Schema):
    """Which items, and from where on."""

    agency: str = Field("", description="机关代码", max_length=40, pattern=CODES)
    column: str = Field(
        "", description="栏目代码，含其下级栏目；不填机关的为各机关的这个栏目", max_length=40, pattern=CODES
    )
    year: int | None = Field(None, description="首次公开的年份", ge=1900, le=2200)
    topic: str = Field("", description="主题分类", max_length=60, pattern=TEXT)
    validity: Literal["", "in_force", "amended", "repealed", "lapsed"] = Field("", description="有效性")
    normative: bool | None = Field(None, description="true 只要规范性文件")
    since: date | None = Field(None, description="自这一天起公开或者更新的")
    cursor: int | None = Field(None, description="上一页答复中的 next", ge=1, le=LARGEST)
    size: int = Field(PER_PAGE, description="每页条数", ge=1, le=MOST)


class Asked(Schema):
    """A question with its filters."""

    q: str = Field(
        description="检索词：标题、正文、附件中的词，文号，索引号", min_length=1, max_length=100, pattern=TEXT
    )
    agency: str = Field("", description="机关代码", max_length=40, pattern=CODES)
    column: str = Field("", description="栏目代码", max_length=40, pattern=CODES)
    year: int | None = Field(None, description="首次公开的年份", ge=1900, le=2200)
    order: Literal["relevance", "newest"] = Field("relevance", description="按相关度或者按日期排序")
    page: int = Field(1, description="第几页，每页20条", ge=1, le=500)


def _unknown(request: HttpRequest, known: type[Schema]) -> list[tuple[str, str]]:
    """Parameters that there are not: a filter with a slip in its name must not answer with everything."""
    return [(name, "没有这个参数") for name in request.GET if name not in known.model_fields]


@router.get("/agencies", response={200: list[Agency], **FAILS}, summary="全部机关", tags=["机关"])
def agencies(request: HttpRequest) -> Any:
    """按名称排序。"""
    return reading.agencies()


@router.get("/agencies/{code}", response={200: Agency, **FAILS}, summary="一个机关", tags=["机关"])
def agency(request: HttpRequest, code: Code) -> Any:
    """公开指南载明的联系方式和现在公开的信息数。"""
    one = queries.agency(code)
    items = publications.public_items(one)
    newest = items.values_list("first_public_on", flat=True).first()
    return reading.agency(one, items.count(), newest)


@router.get("/agencies/{code}/columns", response={200: list[Column], **FAILS}, summary="栏目", tags=["机关"])
def columns(request: HttpRequest, code: Code) -> Any:
    """一个机关的栏目，下级栏目在上级之后。"""
    return reading.columns(queries.agency(code))


@router.get(
    "/agencies/{code}/reports",
    response={200: list[ReportLine], **FAILS},
    summary="历年年度报告",
    tags=["年度报告"],
)
def reports(request: HttpRequest, code: Code) -> Any:
    """各年年度报告的现行版本，最近的在前。"""
    one = queries.agency(code)
    editions = {report.year: report.edition for report in comparison.reports(one)}
    return [reading.report_line(line, one, editions.get(line.year)) for line in queries.reports(one)]


@router.get(
    "/agencies/{code}/reports/{year}",
    response={200: Report, **FAILS},
    summary="一年的年度报告",
    tags=["年度报告"],
)
def report(request: HttpRequest, code: Code, year: Year) -> Any:
    """全部指标和正文；由原网站迁移、只有正文的，指标为空。"""
    one = queries.agency(code)
    line = next((line for line in queries.reports(one) if line.year == year), None)
    if line is None:
        raise Http404(f"没有公布{year}年的年度报告")
    return reading.report(line, one, queries.report_of(line.item))


@router.get(
    "/agencies/{code}/statistics", response={200: list[Number], **FAILS}, summary="公开统计", tags=["统计"]
)
def numbers(request: HttpRequest, code: Code) -> Any:
    """公开信息、申请和来信的统计数字，一行一个。"""
    return [reading.statistic(line) for line in statistics.lines(queries.agency(code))]


@router.get("/items", response={200: ItemPage, **FAILS}, summary="公开目录", tags=["信息"])
def items(request: HttpRequest, asked: Query[Paged]) -> Any:
    """最近公开的在前。翻页用答复中的 next，翻页期间新公开的信息不会使已读的重复。"""
    if unknown := _unknown(request, Paged):
        return wrong(*unknown)
    found = queries.everywhere()
    if asked.agency:
        found = found.filter(agency=queries.agency(asked.agency))
    if asked.column:
        found = found.filter(Q(column__code=asked.column) | Q(column__parent__code=asked.column))
    for name, value in (
        ("first_public_on__year", asked.year),
        ("topic", asked.topic),
        ("validity", asked.validity),
        ("is_normative", asked.normative),
    ):
        if value not in ("", None):
            found = found.filter(**{name: value})
    if asked.since:
        found = reading.since(found, asked.since)
    if asked.cursor:
        found = reading.after(found, asked.cursor)
    page = list(found[: asked.size + 1])
    more = len(page) > asked.size
    page = page[: asked.size]
    return {
        "items": [reading.item(one) for one in page],
        "next": page[-1].pk if more else None,
    }


@router.get("/items/{id}", response={200: WholeItem, **FAILS}, summary="一条信息", tags=["信息"])
def item(request: HttpRequest, id: Ident) -> Any:
    """目录元数据、正文、附件、以前的版本、与解读的关联。已经撤下的视为没有。"""
    found = queries.everywhere().filter(pk=id).values_list("agency__code", flat=True).first()
    one = publications.public_item(queries.agency(found), id) if found else None
    if one is None:
        raise Http404("没有这条信息，或者已经撤下")
    return reading.whole(one)


@router.get("/search", response={200: Found, **FAILS, 503: Problem}, summary="检索", tags=["检索"])
def search(request: HttpRequest, asked: Query[Asked]) -> Any:
    """与网站的检索相同。"""
    if unknown := _unknown(request, Asked):
        return wrong(*unknown)
    filters = Filters(agency=asked.agency, column=asked.column, year=asked.year or 0)
    found = find(asked.q, filters, queries.whole, page=str(asked.page), newest=asked.order == "newest")
    if asked.page > max(found.page.paginator.num_pages, 1):
        return problem(404, f"只有{found.page.paginator.num_pages}页")
    return {
        "total": found.total,
        "page": asked.page,
        "pages": found.page.paginator.num_pages,
        "relaxed": found.relaxed,
        "hits": [{"item": reading.item(row.item), "excerpt": row.excerpt} for row in found.rows],
    }
