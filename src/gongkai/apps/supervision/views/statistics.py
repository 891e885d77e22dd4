"""The statistics page: figures of a year or a part of it, two pictures with their tables, and everything as XLSX."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.disputes.models import STATES, Route
from gongkai.apps.inforequests.models import ApplicantType
from gongkai.apps.look import charts
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm
from gongkai.apps.supervision import sheets
from gongkai.apps.supervision.queries import statistics as queries
from gongkai.apps.supervision.queries.due import Scope, scope
from gongkai.apps.supervision.queries.statistics import HANDLINGS, Statistics
from gongkai.law.clock import CHANNELS
from gongkai.law.outcomes import GROUPS, outcomes

FIRST_YEAR = 2008
# code → name, first and last month
PERIODS = {
    "": ("全年", 1, 12),
    "h1": ("上半年", 1, 6),
    "h2": ("下半年", 7, 12),
    **{f"q{n}": (f"第{'一二三四'[n - 1]}季度", 3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"m{n}": (f"{n}月", n, n) for n in range(1, 13)},
}
FEW = "少于3件不显示"
Table = tuple[str, Sequence[str], list[tuple[Any, ...]]]  # title, heads, rows


class PeriodForm(LookForm):
    """Year, part of it, and for the oversight role the agency."""

    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    period = forms.ChoiceField(
        label="期间", choices=[(code, told[0]) for code, told in PERIODS.items()], required=False
    )
    agency = forms.ChoiceField(label="机关", required=False)

    def __init__(self, *args: Any, day: date, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, f"{year}年") for year in range(day.year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        names = [(str(pk), name) for pk, name in scope.names.items()]
        self.fields["agency"].choices = [("", "全部"), *names]  # type: ignore[attr-defined]
        if len(names) == 1:
            del self.fields["agency"]


@office("supervision.read")
def statistics(request: OfficeRequest) -> HttpResponse:
    """The page, or with `?export=xlsx` the workbook."""
    post, day = request.post, today()
    asked = request.GET.get("agency", "")
    seen = scope(post, int(asked) if asked.isdigit() else None)
    form = PeriodForm({"year": day.year, **request.GET.dict()}, day=day, scope=seen)
    form.is_valid()
    year, period = form.cleaned_data.get("year") or day.year, form.cleaned_data.get("period") or ""
    name, first, last = PERIODS[period]
    found = queries.statistics(
        seen.agencies, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    )
    title = f"{year}年{'' if not period else name}"
    exact = seen.agencies == (seen.own,)
    tables = _tables(found, exact)
    if "export" in request.GET:
        return _workbook(f"申请统计-{title}.xlsx", found, tables)
    query = request.GET.copy()
    query["export"] = "xlsx"
    context = {
        "form": form,
        "title": title,
        "found": found,
        "figures": _figures(found),
        "tables": tables,
        "exact": exact,
        "few": FEW,
        "who": "、".join(seen.names[pk] for pk in seen.agencies)
        if len(seen.agencies) < 4
        else f"{len(seen.agencies)}个机关",
        "export_url": f"?{query.urlencode()}",
        **_pictures(found, title),
    }
    return render(request, "supervision/statistics.html", context)


def _figures(found: Statistics) -> list[tuple[str, str, str]]:
    """(name, figure, how it is counted)."""
    return [
        ("新收", f"{found.received:,}件", "本期内收到"),
        ("上期结转", f"{found.carried_in:,}件", "期初尚未办结"),
        ("办结", f"{found.closed:,}件", "本期内作出处理决定或者终止"),
        ("结转下期", f"{found.carried_out:,}件", "期末尚未办结"),
        ("中位用时", _days(found.median), "收到之日至送达之日的工作日"),
        ("最长用时", _days(found.longest), "同上，含停钟期间"),
        ("按期率", _percent(found.share(found.closed - found.late)), f"超期{found.late:,}件"),
        ("延期率", _percent(found.share(found.extended)), f"延长答复期限{found.extended:,}件"),
        ("补正率", _percent(found.share(found.corrected)), f"要求补正{found.corrected:,}件"),
        ("征求意见", f"{found.letters:,}份", f"办结的申请中{found.consulted:,}件"),
        ("复议诉讼", f"{sum(found.disputes.values()):,}件", "本期在审或者审结"),
        ("申请前已获解答", f"{found.deflected:,}次", "在填写申请时查到了已公开的信息"),
    ]


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f}%"


def _days(days: float | None) -> str:
    return "—" if days is None else f"{days:g}个工作日"


def _tables(found: Statistics, exact: bool) -> list[Table]:
    """What the page and the workbook both print. Applicant types are exact for the agency itself alone."""
    channels, types = found.by(0), found.by(1)
    by_type = [(name, types.get(code, (0, 0))) for code, name in ApplicantType.choices]
    shown = dict(by_type) if exact else queries.suppressed(by_type)
    applicants = [(name, *(FEW if n is None else n for n in numbers)) for name, numbers in shown.items()]
    return [
        ("处理决定", ("处理决定", "件数"), _outcomes(found)),
        (
            "渠道",
            ("渠道", "新收", "办结"),
            [(CHANNELS[code], *channels[code]) for code in CHANNELS if code in channels],
        ),
        ("申请人类型", ("申请人类型", "新收", "办结"), applicants),
        ("复议诉讼", ("类型", *STATES.values(), "合计"), list(_disputes(found))),
    ]


def _outcomes(found: Statistics) -> list[tuple[Any, ...]]:
    rows = [(one.name, found.outcomes[code]) for code, one in outcomes().items() if found.outcomes[code]]
    return [*rows, ("合计", found.closed)]


def _disputes(found: Statistics) -> Iterable[tuple[Any, ...]]:
    for route, name in Route.choices:
        numbers = [found.disputes[route, state] for state in STATES]
        yield (name, *numbers, sum(numbers))


def _pictures(found: Statistics, title: str) -> dict[str, Any]:
    """The flow and the trend with the rows of their tables."""
    flows = sorted(found.flow.items(), key=lambda item: _order(item[0]))
    months = [(f"{month}月", received, closed) for (_, month), (received, closed) in found.months.items()]
    context: dict[str, Any] = {
        "flows": [(CHANNELS[channel], how, GROUPS[group], n) for (channel, how, group), n in flows],
        "months": months,
    }
    if found.closed:
        context["flow"] = charts.svg(
            _flow_spec(flows),
            title=f"{title}办结申请的去向",
            description="从渠道经办理方式到处理决定的件数，数字见下表",
        )
    if found.received or found.closed:
        context["trend"] = charts.svg(
            charts.trend(("收到", "办结"), months),
            title=f"{title}各月收到和办结",
            description="每月两柱：实心为收到，空心为办结，数字见下表",
        )
    return context


def _order(key: tuple[str, str, str]) -> tuple[int, int, int]:
    channel, how, group = key
    return list(CHANNELS).index(channel), HANDLINGS.index(how), list(GROUPS).index(group)


def _flow_spec(flows: list[tuple[tuple[str, str, str], int]]) -> dict[str, Any]:
    before: dict[tuple[str, str], int] = {}
    after: dict[tuple[str, str], int] = {}
    for (channel, how, group), n in flows:
        before[CHANNELS[channel], how] = before.get((CHANNELS[channel], how), 0) + n
        after[how, GROUPS[group]] = after.get((how, GROUPS[group]), 0) + n
    ends = sorted(
        after.items(), key=lambda item: (HANDLINGS.index(item[0][0]), list(GROUPS.values()).index(item[0][1]))
    )
    return charts.flow(
        [("渠道", list(CHANNELS.values())), ("办理", HANDLINGS), ("处理决定", list(GROUPS.values()))],
        [
            [charts.Link(*ends_of, n) for ends_of, n in before.items()],
            [charts.Link(*ends_of, n) for ends_of, n in ends],
        ],
    )


def _workbook(name: str, found: Statistics, tables: list[Table]) -> HttpResponse:
    pages: list[sheets.Sheet] = [("概况", (("指标", 20), ("数值", 18), ("说明", 40)), _figures(found))]
    pages += [(title, [(head, 24) for head in heads], rows) for title, heads, rows in tables]
    months = [(f"{year}年{month}月", *numbers) for (year, month), numbers in found.months.items()]
    pages.append(("各月", (("月份", 16), ("收到", 12), ("办结", 12)), months))
    flows = [
        (CHANNELS[channel], how, GROUPS[group], n)
        for (channel, how, group), n in sorted(found.flow.items(), key=lambda item: _order(item[0]))
    ]
    pages.append(("去向", (("渠道", 20), ("办理", 14), ("处理决定", 16), ("件数", 10)), flows))
    return sheets.answer(name, pages)
