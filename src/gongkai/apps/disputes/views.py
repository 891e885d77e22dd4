"""Pages of disputes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import office
from gongkai.apps.disputes import queries


@office()
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "disputes/list.html", {"rows": queries.listing(request.post.agency_id)})  # type: ignore[attr-defined]


@office()
def complaints(request: HttpRequest) -> HttpResponse:
    return render(request, "disputes/complaints.html", {"rows": queries.complaints(request.post.agency_id)})  # type: ignore[attr-defined]


@office()
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "disputes/dispute.html", {"dispute": queries.dispute(request.post.agency, pk)})  # type: ignore[attr-defined]
