"""Conditional answers: a page is sent again only after something was recorded, on a new day, or by a new release.

The end of the log is the version of everything that the public may see: whatever changes it, is logged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from gongkai import __version__
from gongkai.apps.audit.memory import last_change
from gongkai.apps.look.clock import today

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Decorates a public page without a form: GET and HEAD only, an ETag, and 304 while nothing has changed.

    `plain` on the result is the view itself, whose answer is written to a file.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        etag = quote_etag(f"{__version__}-{today():%Y%m%d}-{last_change()}")
        response = get_conditional_response(request, etag=etag) or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    answer.plain = view  # type: ignore[attr-defined]
    return answer
