"""Papers put to a case. The file is checked as it streams through and lies sealed on the disk."""

from __future__ import annotations

from typing import Any

from django.core.files import File
from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.uploads import check_upload
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Event, Request


@transaction.atomic
def attach(
    actor: Post,
    request: Request,
    upload: File[Any],
    *,
    kind: str = AttachmentKind.OTHER,
    event: Event | None = None,
    field: str = "file",
) -> Attachment:
    """Keeps a paper of a case. kind: an `AttachmentKind`; event: what it proves. Refused at `field` by the file's name."""
    actor.require("inforequests.handle")
    actor.require_agency(request.agency_id)
    return keep_upload(request, upload, kind=kind, by=actor, event=event, field=field)


def keep_upload(
    request: Request,
    upload: File[Any],
    *,
    kind: str,
    by: Post | None,
    event: Event | None = None,
    field: str = "file",
) -> Attachment:
    """The checked and sealed paper; by: None for the applicant. The caller has asked whether it may be put here.

    The log tells kind, size and digest; a file's name may be a person's and stays out of it.
    """
    checked = check_upload(upload, field=field)
    kept = Attachment(
        request=request,
        event=event,
        kind=kind,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        digest=checked.digest,
        added_by=by,
    )
    kept.file.save(checked.name, upload, save=False)
    stored, storage = str(kept.file.name), kept.file.storage
    try:
        kept.save()
    except BaseException:
        storage.delete(stored)
        raise
    told = {"number": request.label, "kind": str(kind), "size": checked.size, "digest": checked.digest}
    record("request.paper_added", actor=by, agency=request.agency, subject=request, **told)
    return kept
