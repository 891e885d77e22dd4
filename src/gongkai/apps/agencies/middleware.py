"""Who is acting: the post under which the logged-in account works in this request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.queries import posts_with_roles
from gongkai.apps.look.clock import today


def chosen_post(request: HttpRequest) -> Post | None:
    """The post chosen in this session, else the account's first one in force; None without any."""
    if not request.user.is_authenticated:
        return None
    posts = request.posts = posts_with_roles(request.user, today())  # type: ignore[attr-defined]
    chosen = request.session.get("post")
    return next((post for post in posts if post.pk == chosen), posts[0] if posts else None)


class CurrentPost:
    """Sets `request.post`, read from the database only where a view looks at it, and then `request.posts`: all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post = SimpleLazyObject(lambda: chosen_post(request))  # type: ignore[attr-defined]
        return self.get_response(request)
