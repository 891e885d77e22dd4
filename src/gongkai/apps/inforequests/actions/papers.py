"""Papers that the platform writes itself and puts to a case: letters, the archive."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models import Attachment, Event, Request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
NAME_LENGTH = 120


def keep_paper(
    case: Request,
    data: bytes,
    *,
    kind: str,
    name: str,
    media_type: str,
    by: Post | None,
    event: Event | None = None,
) -> Attachment:
    """A file that the platform made, sealed on the disk, with its SHA-256. The caller logs what it is."""
    return Attachment.objects.create(
        request=case,
        event=event,
        kind=kind,
        file=ContentFile(data, name="paper"),
        name=name[-NAME_LENGTH:],
        media_type=media_type,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        added_by=by,
    )
