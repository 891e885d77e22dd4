"""Who is acting: the post under which the logged-in account works in this request."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path
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


class PageAbove:
    """A page of the office that only takes a form, opened by its address (a reload, the way back after a login), leads
    to the page above it instead of to an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            parts = request.path.strip("/").split("/")
            above = (f"/{'/'.join(parts[:end])}/" for end in range(len(parts) - 1, 0, -1))
            if parts[0] == "office" and (page := next(filter(is_valid_path, above), None)):
                return HttpResponseRedirect(page)
        return answer


class CurrentPost:
    """Sets `request.post`, read from the database only where a view looks at it, and then `request.posts`: all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post = SimpleLazyObject(lambda: chosen_post(request))  # type: ignore[attr-defined]
        return self.get_response(request)
