"""How many subscribe to what; who they are is shown to nobody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.subscriptions import queries


@office()
def overview(request: OfficeRequest) -> HttpResponse:
    """The agency's confirmed subscribers, by column and search."""
    rows = queries.counted(request.post.agency_id)
    context = {"rows": rows, "agency": request.post.agency, "total": sum(row.total for row in rows)}
    return render(request, "subscriptions/overview.html", context)
