"""What every office page shows: the post, the day, the navigation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai.apps.look.clock import today
from gongkai.apps.office.navigation import navigation, words_of


def office(request: HttpRequest) -> dict[str, Any]:
    """`post`, `today`, `today_words` and `nav` on office pages; nothing on public ones."""
    if not request.path.startswith("/office/") or not getattr(request, "post", None):
        return {}
    day = today()
    return {
        "post": request.post,  # type: ignore[attr-defined]
        "today": day,
        "today_words": words_of(day),
        "nav": navigation(request.post, request.path),  # type: ignore[attr-defined]
    }
