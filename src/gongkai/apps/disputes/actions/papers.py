"""Papers of a dispute: checked as they stream through, sealed on the disk, every look in the log."""

from __future__ import annotations

from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.uploads import check_upload
from gongkai.apps.audit.actions import record
from gongkai.apps.disputes.actions.holding import HANDLE, open_for
from gongkai.apps.disputes.models import Dispute, Paper, PaperKind
from gongkai.law.refusals import Refused


@transaction.atomic
def add_paper(actor: Post, dispute: Dispute, upload: File[Any], *, kind: str = PaperKind.OTHER) -> Paper:
    """Keeps a paper of a dispute. Refused at `file` by its name when it is not what it says."""
    row, _ = open_for(actor, dispute, None)
    if kind not in PaperKind.values:
        raise Refused("请选择材料的类别", field="kind")
    checked = check_upload(upload)
    paper = Paper(
        dispute=row,
        kind=kind,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        digest=checked.digest,
        added_by=actor,
    )
    paper.file.save(checked.name, upload, save=False)
    stored, storage = str(paper.file.name), paper.file.storage
    try:
        paper.save()
        record("dispute.paper_added", actor=actor, subject=row, kind=kind, digest=checked.digest)
    except BaseException:
        storage.delete(stored)
        raise
    return paper


@transaction.atomic
def remove_paper(actor: Post, paper: Paper) -> None:
    """Takes a paper that was put here by mistake out of sight; file and entry stay."""
    row, _ = open_for(actor, paper.dispute, None)
    if paper.removed_at is None:
        paper.removed_at = timezone.now()
        paper.save(update_fields=["removed_at"])
        record("dispute.paper_removed", actor=actor, subject=row, paper=paper.pk, digest=paper.digest)


@transaction.atomic
def open_paper(actor: Post, paper: Paper) -> File[Any]:
    """The file in clear for those who handle disputes; the look is logged."""
    actor.require(HANDLE)
    actor.require_agency(paper.dispute.agency_id)
    record("dispute.paper_opened", actor=actor, subject=paper.dispute, paper=paper.pk, digest=paper.digest)
    opened: File[Any] = paper.file.open("rb")
    return opened
