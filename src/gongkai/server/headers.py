"""The security headers of a public page, as Django's own middleware sends them, for those who serve its file."""

from __future__ import annotations

from typing import Any

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.test.client import RequestFactory


def public_headers() -> list[tuple[str, str]]:
    """Content policy, frame, referrer and type options, as (name, value)."""

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    answer = SecurityMiddleware(CSPMiddleware(XFrameOptionsMiddleware(page)))
    response: Any = answer(RequestFactory().get("/", secure=True, headers={"X-Forwarded-Proto": "https"}))
    return [(name, value) for name, value in response.items() if name != "Content-Type"]
