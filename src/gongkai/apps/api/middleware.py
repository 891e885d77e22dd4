"""What every answer of the API has: a limit, CORS, an ETag; and no way to write."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from gongkai.apps.api.problems import problem
from gongkai.apps.portal.limits import allowed

ROOT = "/api/v1/"
PER_MINUTE = 120
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}


class PublicApi:
    """Stands before everything under /api/v1/, and lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        response = self._answer(request)
        for name, value in CORS.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(
                status=204, headers={"Allow": "GET, HEAD, OPTIONS", "Access-Control-Max-Age": "86400"}
            )
        if request.method not in ("GET", "HEAD"):
            response = problem(405, "接口只能读取，请用 GET")
            response["Allow"] = "GET, HEAD, OPTIONS"
            return response
        if not allowed(request, "api", times=PER_MINUTE, seconds=60):
            response = problem(429, f"每个网络地址每分钟最多{PER_MINUTE}次，请稍后再试")
            response["Retry-After"] = "60"
            return response
        return _conditional(request, self.get_response(request))


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the digest of its content; 304 for a caller that has it already."""
    if response.status_code != 200 or response.streaming:
        return response
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response) or response
    patch_cache_control(answer, public=True, max_age=60)
    return answer
