"""Reads of the papers of a case: the list, one paper, who may open it, and what is marked on it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.inforequests.models import (
    Attachment,
    AttachmentKind,
    Making,
    MakingState,
    Request,
    Withholding,
)

# Papers that name the applicant, or somebody else whose identity they prove.
PERSONAL = (AttachmentKind.APPLICATION, AttachmentKind.IDENTITY, AttachmentKind.CORRECTION)
# What a clerk may mark: what would be handed to the applicant.
MARKABLE = (AttachmentKind.SOURCE, AttachmentKind.OTHER)
READERS = ("inforequests.handle", "inforequests.review", "inforequests.legal", "inforequests.sign")


def papers(case: Request) -> QuerySet[Attachment]:
    """The papers of a case that are not taken away, with who added them and what is marked on them."""
    marked = Prefetch("withholdings", Withholding.objects.order_by("pk"))
    return (
        case.attachments.filter(removed_at=None)
        .select_related("added_by__account")
        .prefetch_related(marked, "released_from__source")
    )


def paper(agency: Agency, pk: int, number: int) -> Attachment:
    """One paper of a case of the agency; 404 for another agency's, another case's, or one taken away."""
    found = (
        Attachment.objects.filter(pk=number, request_id=pk, request__agency=agency, removed_at=None)
        .select_related("request__agency")
        .first()
    )
    if found is None:
        raise Http404("本件没有这份材料")
    return found


def may_open(post: Post, paper: Attachment) -> bool:
    """True when the post may read the paper: those that name a person only with the right to see identities."""
    if paper.kind in PERSONAL:
        return post.may("inforequests.see_identity")
    return any(post.may(permission) for permission in READERS)


def is_markable(paper: Attachment) -> bool:
    """True for a paper that could go to the applicant as it is."""
    return paper.kind in MARKABLE


def data_of(paper: Attachment) -> bytes:
    """The bytes of a paper, unsealed."""
    with paper.file.storage.open(str(paper.file.name)) as stored:
        return bytes(stored.read())


def withholding(source: Attachment) -> Withholding | None:
    """What is marked on a paper now: the last record of it; None when nothing ever was."""
    return Withholding.objects.filter(source=source).select_related("released").order_by("pk").last()


def marks_of(source: Attachment) -> list[dict[str, Any]]:
    """The marks on a paper now, as `gongkai.redaction` takes them."""
    found = withholding(source)
    return list(found.marks) if found else []


def failed_orders(post: Post) -> QuerySet[Making]:
    """The orders of this post that ended without a file, while nobody took the paper up again: no later order, no
    change of its marks, the paper still there and the request neither withdrawn nor answered."""
    later = Making.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    taken_up = Withholding.objects.filter(source=OuterRef("source"), made_at__gt=OuterRef("finished_at"))
    return Making.objects.filter(
        ~Exists(later),
        ~Exists(taken_up),
        state=MakingState.FAILED,
        ordered_by=post,
        source__request__agency=post.agency_id,
        source__removed_at=None,
        source__request__delivered_on=None,
    ).exclude(source__request__events__type="withdrawn")


def state_of(marks: list[dict[str, Any]]) -> str:
    """A short name of these marks: a page that was drawn on others is out of date."""
    return hashlib.sha256(json.dumps(marks, sort_keys=True).encode()).hexdigest()[:16]
