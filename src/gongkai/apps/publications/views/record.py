"""The files of an item."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.publications import queries


@office()
def attachment(request: OfficeRequest, pk: int) -> HttpResponse:
    """An attachment for reading in the office; never shown in the page itself."""
    file = queries.attachment_for(request.post, pk)
    if file is None:
        raise Http404
    stored = file.file.open("rb")
    return FileResponse(stored, as_attachment=True, filename=file.name, content_type=file.media_type)  # type: ignore[return-value]
