"""区分处理: passages of a paper are marked, and a new file is made in which they are really gone (条例 art. 37)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.actions.papers import keep_paper
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Request, Withholding
from gongkai.apps.inforequests.queries.papers import data_of, is_markable, marks_of, state_of, withholding
from gongkai.law.refusals import Refused
from gongkai.redaction import Leak, Progress, Redacted, leaks, mark_from, redact
from gongkai.redaction.marks import check

LAW = "条例第三十七条"
NAMED = 3  # leaks that the refusal names


@transaction.atomic
def mark(actor: Post, source: Attachment, marks: Sequence[Mapping[str, Any]], *, seen: str) -> Withholding:
    """Keeps all marks on a paper as they are now to be; an empty list takes them all off.

    seen: `state_of` the marks that the page showed. Refused when somebody else marked meanwhile, when a mark has no
    legal basis, reason or place, and for a paper that is not to be handed over.
    """
    case = open_source(actor, source, seen)
    wanted = [mark_from(one) for one in marks]
    if wanted:
        check(wanted)
    row = withholding(source)
    if row is None or row.released_id is not None:
        row = Withholding(source=source)
    row.marks = [one.data() for one in wanted]
    row.made_by, row.made_at = actor, timezone.now()
    row.save()
    articles = sorted({one.article for one in wanted})
    told = {"number": case.label, "paper": source.digest, "marks": len(wanted), "articles": articles}
    record("request.marked", actor=actor, subject=case, **told)
    return row


def withhold(actor: Post, source: Attachment, *, seen: str) -> Withholding:
    """Makes the file without the marked passages and keeps it (`made_without`, `keep`)."""
    return keep(actor, source, made_without(actor, source, seen=seen), seen)


def made_without(
    actor: Post, source: Attachment, *, seen: str, progress: Progress = lambda done, total: None
) -> Redacted:
    """The file without the marked passages, once it is searched and nothing of them is found.

    Refused, and the search logged, when anything of what is withheld is still to be found in the new file. The file
    is made outside of any transaction: it takes time, and nobody else has to wait for it.
    """
    open_source(actor, source, seen)
    marks = marks_of(source)
    made = redact(data_of(source), source.name, [mark_from(one) for one in marks], progress)
    if found := leaks(made.data, made.name, made.secrets):
        _log_leak(actor, source, found)
        raise Refused(_leaking(found), article=LAW, field="marks")
    return made


@transaction.atomic
def keep(actor: Post, source: Attachment, made: Redacted, seen: str) -> Withholding:
    """Keeps the file that was made, in place of earlier ones. Refused when the marks are no longer those seen."""
    case = open_source(actor, source, seen)
    row = withholding(source)
    if row is None:
        raise Refused("没有标注遮蔽处，请先标出不予公开的内容", article=LAW, field="marks")
    if row.released_id is not None:
        row = Withholding(source=source, marks=row.marks)
    _supersede(source)
    row.released = keep_paper(
        case, made.data, kind=AttachmentKind.RELEASED, name=made.name, media_type=made.media_type, by=actor
    )
    row.made_by, row.checked_at = actor, timezone.now()
    row.save()
    told = {"paper": source.digest, "released": row.released.digest, "marks": len(row.marks)}
    record("request.withheld", actor=actor, subject=case, number=case.label, **told)
    return row


def _supersede(source: Attachment) -> None:
    """The earlier files made of the same paper go out of sight, but for those that the applicant has."""
    earlier = Attachment.objects.filter(released_from__source=source, for_applicant=False, removed_at=None)
    earlier.update(removed_at=timezone.now())


def open_source(actor: Post, source: Attachment, seen: str) -> Request:
    """The case, after asking whether this post may mark this paper, and whether the marks are still those seen."""
    actor.require(HANDLE)
    actor.require_agency(source.request.agency_id)
    if not is_markable(source) or source.removed_at is not None:
        raise Refused(f"“{source.name}”不是拟提供的信息，不需要遮蔽")
    with transaction.atomic():
        case = open_for(actor, source.request, HANDLE, None)
        row = withholding(source)
        if state_of(list(row.marks) if row else []) != seen:
            by = row.made_by.account.display_name if row else "他人"
            raise Refused(f"{by}刚刚改动了遮蔽处，请核对后再标注", field="marks")
    return case


@transaction.atomic
def _log_leak(actor: Post, source: Attachment, found: Sequence[Leak]) -> None:
    """That something was found, and how often; not what."""
    case = source.request
    record(
        "request.leak_found",
        actor=actor,
        subject=case,
        number=case.label,
        paper=source.digest,
        found=len(found),
    )


def _leaking(found: Sequence[Leak]) -> str:
    named = "；".join(str(one) for one in found[:NAMED]) + ("等" if len(found) > NAMED else "")
    return (
        f"遮蔽后的文件没有通过复核，未予保存：{named}。请一并遮蔽；已逐处核对、可以保留的，"
        "重新标注该处并勾选“其他位置的相同文字可以保留”"
    )
