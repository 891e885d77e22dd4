"""The least that a Django project can answer: one address, one view, no middleware."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def two_words(request: HttpRequest) -> HttpResponse:
    """A bare HttpResponse."""
    return HttpResponse("测速", headers={"Content-Length": "6"})


urlpatterns = [path("", two_words)]
settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
application = get_wsgi_application()
