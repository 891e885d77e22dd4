"""The desk and the choice of the post."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.queries import posts_of
from gongkai.apps.audit.queries import state_of
from gongkai.apps.filings.queries import filings_of
from gongkai.apps.look.clock import today
from gongkai.apps.office import queries
from gongkai.apps.supervision.queries.reminders import notices


@office()
def desk(request: OfficeRequest) -> HttpResponse:
    """我的待办: one list ordered by what is due, and the year in the annual report's own columns."""
    day = today()
    kind = request.GET.get("kind", "")
    scope = request.GET.get("scope", "mine")
    kind = kind if kind in queries.KINDS else ""
    scope = scope if scope in queries.SCOPES else "mine"
    reports = list(filings_of(request.post.agency_id))
    state = state_of(request.post.agency_id)
    found = queries.desk(
        request.post, day, reports, kind=kind, scope=scope, page=request.GET.get("page"), state=state
    )
    tabs = [("", "全部", sum(found.counts.values()))]
    tabs += [(code, name, found.counts[code]) for code, name in queries.KINDS.items() if found.counts[code]]
    context = {
        "desk": found,
        "kind": kind,
        "scope": scope,
        "tabs": tabs,
        "scopes": queries.SCOPES.items(),
        "year": queries.year_so_far(request.post.agency, day.year, reports, state=state),
        "posts": request.posts,
        "reminders": notices(request.post, day) if found.reminded else [],
        "may_supervise": request.post.may("supervision.read"),
    }
    return render(request, "office/desk.html", context)


@office()
@require_POST
def choose_post(request: OfficeRequest) -> HttpResponse:
    """Works on under another of one's own posts."""
    chosen = posts_of(request.user, today()).filter(pk=request.POST.get("post") or 0).first()
    if chosen:
        request.session["post"] = chosen.pk
    return redirect("office:desk")
