"""Pages of requests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import office
from gongkai.apps.inforequests import queries
from gongkai.apps.look.clock import today


@office()
def index(request: HttpRequest) -> HttpResponse:
    rows = queries.listing(request.post.agency_id)  # type: ignore[attr-defined]
    return render(request, "inforequests/list.html", {"rows": rows[:50]})


@office()
def case(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.case(request.post.agency, pk)  # type: ignore[attr-defined]
    return render(
        request, "inforequests/case.html", {"case": found, "clock": queries.clock_of(found, today())}
    )
