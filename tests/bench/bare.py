"""The least that Django can answer: one view, no middleware."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse


class Bare(WSGIHandler):
    """Answers everything with two words."""

    def get_response(self, request: WSGIRequest) -> HttpResponse:
        """A bare HttpResponse."""
        return HttpResponse("测速", headers={"Content-Length": "6"})


application = Bare()
