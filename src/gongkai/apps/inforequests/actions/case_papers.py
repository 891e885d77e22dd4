"""Opening and taking away papers of a case."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.models import Attachment, AttachmentKind
from gongkai.apps.inforequests.queries.papers import data_of, may_open
from gongkai.law.refusals import Refused

# Papers that letters, the file of the case or the applicant rest on.
FIXED = (AttachmentKind.LETTER, AttachmentKind.ARCHIVE, AttachmentKind.APPLICATION, AttachmentKind.PROOF)


@transaction.atomic
def open_paper(actor: Post, paper: Attachment) -> bytes:
    """The bytes of a paper, with a line in the log. Refused for a post that may not read it."""
    actor.require_agency(paper.request.agency_id)
    if not may_open(actor, paper):
        raise Refused(
            f"“{paper.name}”含有个人信息，由有权查看身份信息的人员打开", article="个人信息保护法第五十一条"
        )
    case = paper.request
    told = {"number": case.label, "kind": paper.kind, "digest": paper.digest}
    record("request.paper_opened", actor=actor, subject=case, **told)
    return data_of(paper)


@transaction.atomic
def remove_paper(actor: Post, paper: Attachment) -> Attachment:
    """Takes a paper out of sight; its bytes and its record stay. Refused for one that something rests on."""
    case = open_for(actor, paper.request, HANDLE, None)
    row = Attachment.objects.select_for_update().get(pk=paper.pk)
    if row.removed_at is not None:
        raise Refused(f"“{row.name}”已经移除")
    if row.for_applicant or row.kind in FIXED or row.event_id is not None:
        raise Refused(f"“{row.name}”是办理过程的依据或者已送申请人，不能移除", article="条例第四十五条")
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    record(
        "request.paper_removed",
        actor=actor,
        subject=case,
        number=case.label,
        kind=row.kind,
        digest=row.digest,
    )
    return row
