"""Pages of the registers."""

from django.http import Http404, HttpRequest, HttpResponse


def index(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise Http404


listing = new = import_sheet = template = entry = edit = void = index
