"""The gate of office pages: a login and a post."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from gongkai.apps.agencies.models import Account, Post

View = Callable[..., HttpResponseBase]
SIGNED_OUT = "登录已过期，请在新窗口登录后再试，本页的内容还在"


class OfficeRequest(HttpRequest):
    """A request as views behind the gate receive it (for types only; the middleware sets the attributes)."""

    user: Account
    post: Post
    posts: list[Post]
    htmx: HtmxDetails


def office(permission: str = "office.read") -> Callable[[View], View]:
    """Decorates an office view: asks for a login, then for a post in force that carries the permission.

    This keeps people off pages that are not theirs; what may be *done* is asked again in each action.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return signed_out(request)
            post = request.post
            if not post or not post.may(permission):
                return render(request, "agencies/no_post.html", {"permission": permission}, status=403)
            return view(request, *args, **kwargs)

        return gate

    return decorate


def signed_out(request: OfficeRequest) -> HttpResponse:
    """The answer to somebody whose login has run out: the way to log in, and nothing that was typed is lost.

    What a form sent comes back on a page that sends it again after the login. A script is told by 401, and a part of
    a page that asks for itself has the whole page asked for anew.
    """
    if request.method in {"GET", "HEAD"}:
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return redirect_to_login(request.get_full_path())
    if (
        request.htmx
        or "X-Requested-With" in request.headers
        or request.headers.get("Accept", "").startswith("application/json")
    ):
        return JsonResponse({"error": SIGNED_OUT}, status=401)
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "typed": [one for one in typed if one[0] != "csrfmiddlewaretoken"],
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
    }
    answer = render(request, "agencies/signed_out.html", context, status=401)
    answer["Cache-Control"] = "no-store"
    return answer
