"""The oversight view: counts by agency and department, and the rows behind each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Department
from gongkai.apps.look.clock import today
from gongkai.apps.look.listing import Filters, Listing
from gongkai.apps.supervision import sheets
from gongkai.apps.supervision.queries import due as queries
from gongkai.apps.supervision.queries.kinds import KINDS, Kind

ALL = ("", "全部")
NO_DEPARTMENT = "none"
HEADS = (
    ("事项", 30),
    ("机关", 20),
    ("承办", 20),
    ("状态", 16),
    ("到期日", 12),
    ("期限", 18),
)


@dataclass(frozen=True)
class Line:
    """One line of the table of counts: its name, its cells (bucket, count, address), its sum."""

    name: str
    cells: list[tuple[str, int, str]]
    total: int
    url: str = ""


@office("supervision.read")
def due(request: OfficeRequest) -> HttpResponse:
    """What is due, and when; filters in the address, the list as XLSX."""
    post, day = request.post, today()
    asked = request.GET.get("agency", "")
    scope = queries.scope(post, int(asked) if asked.isdigit() else None)
    counts = queries.counts(scope, day)
    kind = KINDS.get(request.GET.get("kind", ""), KINDS["request"])
    departments = _departments(scope, counts)
    listing = Listing(request, queries.listed(scope, kind, day), _filters(kind, scope, departments))
    if listing.exporting:
        rows = (queries.row(kind, found, scope, day) for found in listing.everything)
        return sheets.answer(f"督办-{kind.name}-{day}.xlsx", [(kind.name, HEADS, map(_cells, rows))])
    by_agency = len(scope.agencies) > 1
    context = {
        "listing": listing,
        "rows": [queries.row(kind, found, scope, day) for found in listing.rows],
        "kind": kind,
        "tabs": _tabs(kind, counts, asked),
        "buckets": queries.BUCKETS,
        "lines": _by_agency(kind, scope, counts)
        if by_agency
        else _by_department(kind, scope, counts, departments),
        "by_agency": by_agency,
        "agencies": scope.names if post.may("supervision.oversee") else {},
        "chosen": scope.names[scope.agencies[0]] if not by_agency else "",
        "foreign": not by_agency and scope.agencies[0] != scope.own,
        "day": day,
    }
    return render(request, "supervision/due.html", context)


def _filters(kind: Kind, scope: queries.Scope, departments: dict[int, str]) -> type[Filters]:
    """By bucket, agency and department; the kind stands in the address beside them."""

    class DueFilters(Filters):
        kind = forms.CharField(widget=forms.HiddenInput)
        due = forms.ChoiceField(label="期限", choices=[ALL, *queries.BUCKETS.items()])
        agency = forms.ChoiceField(
            label="机关", choices=[ALL, *((str(pk), name) for pk, name in scope.names.items())]
        )
        department = forms.ChoiceField(
            label="承办",
            choices=[
                ALL,
                (NO_DEPARTMENT, "未转科室"),
                *((str(pk), name) for pk, name in departments.items()),
            ],
        )

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if len(scope.names) == 1:
                del self.fields["agency"]
            if not kind.department or not departments:
                del self.fields["department"]

        def chosen(self) -> dict[str, Any]:
            return {name: value for name, value in super().chosen().items() if name != "kind"}

        def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
            chosen = self.chosen()
            if "due" in chosen:
                rows = rows.filter(bucket=chosen["due"])
            if "department" in chosen:
                value = None if chosen["department"] == NO_DEPARTMENT else int(chosen["department"])
                rows = rows.filter(Q(**{kind.department: value}))
            return rows

    return DueFilters


def _departments(scope: queries.Scope, counts: queries.Counts) -> dict[int, str]:
    """The departments that have something open, when one agency is shown."""
    if len(scope.agencies) > 1:
        return {}
    known = {department for _, _, department in counts if department}
    rows = Department.objects.filter(agency_id=scope.agencies[0], pk__in=known)
    return {row.pk: row.name for row in rows}


def _tabs(kind: Kind, counts: queries.Counts, agency: str) -> list[dict[str, Any]]:
    """One tab a kind, with how many are open and how many are late."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (code, _, _), by_bucket in counts.items():
        found[code][0] += sum(by_bucket.values())
        found[code][1] += by_bucket["late"]
    return [
        {
            "name": one.name,
            "n": found[one.code][0],
            "late": found[one.code][1],
            "url": _url(one, agency=agency),
            "current": one is kind,
        }
        for one in KINDS.values()
        if found[one.code][0] or one is kind or one.code == "request"
    ]


def _by_agency(kind: Kind, scope: queries.Scope, counts: queries.Counts) -> list[Line]:
    lines = [
        _line(name, kind, _summed(counts, kind, {pk}), agency=str(pk), here=_url(kind, agency=str(pk)))
        for pk, name in scope.names.items()
    ]
    return [*lines, _line("合计", kind, _summed(counts, kind, set(scope.names)))]


def _by_department(
    kind: Kind, scope: queries.Scope, counts: queries.Counts, departments: dict[int, str]
) -> list[Line]:
    agency = str(scope.agencies[0]) if len(scope.names) > 1 else ""
    lines = [
        _line(name, kind, counts[kind.code, scope.agencies[0], pk], agency=agency, department=str(pk))
        for pk, name in departments.items()
        if (kind.code, scope.agencies[0], pk) in counts
    ]
    if lines:
        rest = counts.get((kind.code, scope.agencies[0], None), dict.fromkeys(queries.BUCKETS, 0))
        lines.insert(0, _line("未转科室", kind, rest, agency=agency, department=NO_DEPARTMENT))
    return [*lines, _line("合计", kind, _summed(counts, kind, set(scope.agencies)), agency=agency)]


def _summed(counts: queries.Counts, kind: Kind, agencies: Iterable[int]) -> dict[str, int]:
    chosen = [
        found for (code, agency, _), found in counts.items() if code == kind.code and agency in agencies
    ]
    return {bucket: sum(found[bucket] for found in chosen) for bucket in queries.BUCKETS}


def _line(name: str, kind: Kind, found: dict[str, int], *, here: str = "", **chosen: str) -> Line:
    cells = [(bucket, n, _url(kind, due=bucket, **chosen)) for bucket, n in found.items()]
    return Line(name, cells, sum(found.values()), here)


def _url(kind: Kind, **chosen: str) -> str:
    return f"?{urlencode({'kind': kind.code, **{name: value for name, value in chosen.items() if value}})}"


def _cells(row: queries.Row) -> tuple[str | date | None, ...]:
    return row.title, row.agency, row.department, row.state, row.due, row.words
