"""The desk and the choice of the post."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.queries import posts_of
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
    found = queries.found_for(request.post, day)
    rows = queries.desk(request.post, day, found, kind=kind, scope=scope, page=request.GET.get("page"))
    tabs = [("", "全部", sum(rows.counts.values()))]
    tabs += [(code, name, rows.counts[code]) for code, name in queries.KINDS.items() if rows.counts[code]]
    context = {
        "desk": rows,
        "kind": kind,
        "scope": scope,
        "tabs": tabs,
        "scopes": queries.SCOPES.items(),
        "year": queries.year_so_far(request.post.agency, day.year, found),
        "posts": request.posts,
        "reminders": notices(found),
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
