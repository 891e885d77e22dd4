"""邮件订阅: ask, confirm, change, leave. What the pages say is the same whether an address is known or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.apps.agencies.models import Agency
from gongkai.apps.look.forms import refuse
from gongkai.apps.portal import queries
from gongkai.apps.portal.addresses import site
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.forms.subscribing import RhythmForm, SubscribeForm
from gongkai.apps.portal.frame import Trail, frame
from gongkai.apps.portal.limits import allowed
from gongkai.apps.publications.models import Column
from gongkai.apps.subscriptions import actions
from gongkai.apps.subscriptions import queries as subscriptions
from gongkai.apps.subscriptions.models import Subscription
from gongkai.law.refusals import Refused

ASKED_AN_HOUR = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form, within an agency or over all of them; ?column= and ?q= are filled in beforehand."""
    agency = queries.agency(code) if code else None
    columns = _columns(agency) if agency else []
    asked = {"column": request.GET.get("column", ""), "query": request.GET.get("q", "")[:100]}
    form = SubscribeForm(request.POST or None, initial=asked | {"rhythm": "at_once"}, columns=columns)
    if request.method == "POST" and _asked(request, agency, columns, form):
        return redirect(
            "portal:subscribed_agency" if agency else "portal:subscribed", *([code] if code else [])
        )
    context = {**frame(agency, trail=[("邮件订阅", "")]), "form": form}
    return render(request, "portal/subscribe.html", context, status=422 if request.method == "POST" else 200)


def _columns(agency: Agency) -> list[Column]:
    return [column for shelf in queries.shelves(agency) for column, _ in shelf.rows()]


def _asked(request: HttpRequest, agency: Agency | None, columns: list[Column], form: SubscribeForm) -> bool:
    if not form.is_valid():
        return False
    chosen = form.cleaned_data
    column = next((one for one in columns if one.code == chosen.get("column")), None)
    try:
        if not allowed(request, "subscribe", times=ASKED_AN_HOUR):
            raise Refused(f"同一网络地址每小时最多提交{ASKED_AN_HOUR}次订阅，请稍后再试")
        actions.subscribe(chosen["address"], agency, column, chosen["query"], rhythm=chosen["rhythm"])
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


@public
def feeds(request: HttpRequest, code: str) -> HttpResponse:
    """阅读器订阅: the feeds of the agency and of each column."""
    agency = queries.agency(code)
    context = {**frame(agency, trail=[("阅读器订阅", "")]), "columns": _columns(agency), "root": site()}
    return render(request, "portal/feeds.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
def subscribed(request: HttpRequest, code: str = "") -> HttpResponse:
    """Look into your mailbox."""
    agency = queries.agency(code) if code else None
    context = {**frame(agency, trail=_trail(agency, "等待确认")), "confirm_days": 3}
    return render(request, "portal/subscribed.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an e-mail. Opening it does nothing: programs that read mail open links too."""
    row = subscriptions.by_token(token)
    if row is None:
        return _gone(request)
    changing = request.method == "POST" and "confirm" not in request.POST
    form = RhythmForm(request.POST if changing else None, initial={"rhythm": row.rhythm})
    done = ""
    try:
        if changing and form.is_valid():
            row, done = actions.change_rhythm(token, form.cleaned_data["rhythm"]), "发送方式已经更改"
        elif request.method == "POST" and not changing:
            row, done = actions.confirm(token), "订阅已经生效"
    except Refused:
        return _gone(request)
    context = {**_page(row), "row": row, "form": form, "done": done}
    return render(request, "portal/subscription.html", context, status=422 if form.errors else 200)


@csrf_exempt  # mail programs press this button themselves (RFC 8058); the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press deletes the subscription; opening the address only asks. A link that is none says the same."""
    row = subscriptions.by_token(token)
    if request.method == "POST":
        actions.leave(token)
        return render(request, "portal/unsubscribed.html", _page(row))
    return redirect("portal:subscription", token) if row else _gone(request)


def _page(row: Subscription | None) -> dict[str, object]:
    agency = queries.agency(row.agency.code) if row and row.agency else None
    return frame(agency, trail=_trail(agency, "我的订阅"))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/unsubscribed.html", {**_page(None), "invalid": True}, status=404)


def _trail(agency: Agency | None, title: str) -> Trail:
    args = [agency.code] if agency else []
    return [
        ("邮件订阅", reverse("portal:subscribe_agency" if agency else "portal:subscribe", args=args)),
        (title, ""),
    ]
