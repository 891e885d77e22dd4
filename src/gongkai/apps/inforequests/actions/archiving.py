"""归档: one sealed package a case; afterwards the case is read only. Copies of it for a court (条例 art. 45)."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import IO

from django.core.files import File
from django.db import transaction

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.actions.papers import ZIP
from gongkai.apps.inforequests.casefile import pack
from gongkai.apps.inforequests.casefile.index import write_index
from gongkai.apps.inforequests.casefile.pack import Part
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Request
from gongkai.apps.inforequests.queries.casefile import (
    archive_of,
    archive_problems,
    left_out,
    parts_of,
    unripe,
)
from gongkai.law.refusals import Refused

IN_MEMORY = 16 << 20
ARTICLE = "条例第四十五条"


@transaction.atomic
def archive(actor: Post, request: Request, *, today: date, seen: int | None = None) -> Attachment:
    """Seals everything of a closed and delivered case into one file; from then on the case is read only.

    Refused before the reply was delivered, and while a letter is under way.
    """
    row = open_for(actor, request, HANDLE, seen)
    if reason := unripe(row):
        raise Refused(reason, article=ARTICLE)
    number = take_numbers(row.agency, "archive", today.year)[0]
    row.archive_number = f"{row.agency.document_prefix}公档〔{today.year}〕{number}号"
    row.archived_on = today
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as out:
        manifest = _write(out, row, today, mask=False)
        digest, size = _digest(out)
        kept = Attachment.objects.create(
            request=row,
            kind=AttachmentKind.ARCHIVE,
            file=File(out, name="archive"),
            name=f"{row.archive_number}.zip",
            media_type=ZIP,
            size=size,
            digest=digest,
            added_by=actor,
        )
    row.keep(actor, "archived_on", "archive_number")
    told = {"number": row.label, "archive": row.archive_number, "sha256": digest, "manifest": manifest}
    record("request.archived", actor=actor, subject=row, **told)
    return kept


@transaction.atomic
def export_archive(
    actor: Post, request: Request, *, purpose: str, mask: bool, today: date
) -> tuple[IO[bytes], str]:
    """A copy of the file for a court or a reconsideration authority, and its name; who took it and for what is logged.

    mask: without who applied; made anew, with letters in which the name is masked. Else exactly what was sealed.
    """
    actor.require(HANDLE)
    actor.require_agency(request.agency_id)
    if not mask:
        actor.require("inforequests.see_identity")
    sealed = archive_of(request)
    if sealed is None:
        raise Refused("本件尚未归档，请先归档再导出", article=ARTICLE)
    if not purpose.strip():
        raise Refused("请写明调取的机关和用途，例如“××法院（2026）行初12号”", field="purpose")
    copy: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed to the caller
    if mask:
        _write(copy, request, today, mask=True)
    else:
        with sealed.file.open("rb") as file:
            while piece := file.read(1 << 20):
                copy.write(piece)
    digest, _ = _digest(copy)
    told = {"number": request.label, "purpose": purpose.strip(), "masked": mask, "sha256": digest}
    record("request.exported", actor=actor, subject=request, **told)
    return copy, f"{request.archive_number}{'（遮蔽身份）' if mask else ''}.zip"


@transaction.atomic
def verify_archive(actor: Post, request: Request) -> list[str]:
    """What is wrong with the sealed file, a sentence each; empty when it is whole. The look is logged."""
    actor.require_agency(request.agency_id)
    sealed = archive_of(request)
    if sealed is None:
        raise Refused("本件尚未归档", article=ARTICLE)
    found = archive_problems(sealed)
    record(
        "request.archive_verified",
        actor=actor,
        subject=request,
        number=request.label,
        whole=not found,
        found=found,
    )
    return found


def _write(out: IO[bytes], case: Request, today: date, *, mask: bool) -> str:
    """Writes the package, one part in memory at a time and the index last; the digest of the manifest."""
    about = {"archive": case.archive_number, "number": case.label, "agency": case.agency.name, "masked": mask}
    return pack.write(out, _with_index(case, today, mask), about)


def _with_index(case: Request, today: date, mask: bool) -> Iterator[Part]:
    lines = []
    for part in parts_of(case, today, mask=mask):
        lines.append(pack.listed(part))
        yield part
    notes = ["各件的SHA-256印在名称之下；manifest.json载明全部各件的摘要，整卷的摘要记入操作日志。"]
    if mask:
        notes.append(f"本副本遮蔽申请人身份，未附：{'、'.join(left_out(case)) or '无'}。")
    facts = [
        ("登记号", case.label),
        ("案卷号", case.archive_number),
        ("申请人", case.masked_name if mask else case.applicant_name),
        ("收到日期", str(case.received_on or "")),
        ("处理决定", case.outcome_name),
        ("文书编号", case.letter_number),
        ("办结日期", str(case.closed_on)),
        ("送达日期", str(case.delivered_on)),
    ]
    data = write_index(case.agency.name, "政府信息公开申请案卷目录", facts, lines, notes, today)
    yield Part("00-index.pdf", "案卷目录", "目录", str(today), data)


def _digest(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size; the file stands at its start again."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := file.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    return digest.hexdigest(), size
