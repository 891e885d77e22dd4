"""Pages of the mailbox and of responses."""

from django.http import Http404, HttpRequest, HttpResponse


def letters(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise Http404


register = letter = assign = identity = responses = new_response = response = letters
