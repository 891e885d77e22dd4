"""The calendar to subscribe to: its page for the person, and the file for calendar programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.supervision import actions
from gongkai.apps.supervision.queries import feed as queries


@office()
def feed(request: OfficeRequest) -> HttpResponse:
    """Says what a feed is; a POST opens one and shows its address, this once."""
    address = ""
    if request.method == "POST":
        token = actions.open_feed(request.post)
        address = request.build_absolute_uri(reverse("supervision:calendar", args=[token]))
    context = {
        "address": address,
        "feed": request.post.calendar_feeds.filter(revoked_at=None).first(),
        "trail": [("督办", reverse("supervision:due")), ("日程订阅", "")],
    }
    answer = render(request, "supervision/feed.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@office()
def revoke(request: OfficeRequest) -> HttpResponse:
    """Ends the address."""
    if actions.revoke_feed(request.post):
        messages.success(request, "已停用，原地址不再能够读取")
    return redirect("supervision:feed")


@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; anybody else finds nothing."""
    day = today()
    found = queries.feed_of(token, day)
    if found is None or not found.post.may("office.read"):
        raise Http404("没有这个日程")
    answer = HttpResponse(queries.calendar(found.post, day), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    answer["Content-Disposition"] = "inline; filename=due.ics"
    return answer
