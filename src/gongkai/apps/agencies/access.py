"""The gate of office pages: a login and a post."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from gongkai.apps.agencies.models import Account, Post

View = Callable[..., HttpResponseBase]


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
        @login_required
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            post = request.post  # type: ignore[attr-defined]
            if not post or not post.may(permission):
                return render(request, "agencies/no_post.html", {"permission": permission}, status=403)
            return view(request, *args, **kwargs)

        return gate

    return decorate
