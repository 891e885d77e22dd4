"""A decision made on paper before the platform wrote the letters: recorded with number, proof and scan, for history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.closing import decide
from gongkai.apps.inforequests.models import AttachmentKind, Request
from gongkai.law.refusals import Refused

ARTICLE = "条例第四十五条"


@transaction.atomic
def record_paper_decision(
    actor: Post,
    request: Request,
    *,
    day: date,
    outcome: str,
    articles: Sequence[str],
    letter_number: str,
    evidence: str,
    scan: File[Any] | None,
    today: date,
    seen: int | None = None,
) -> Request:
    """The decision as the paper says it. Refused without the letter's number, what proves its day, and its scan."""
    if not letter_number.strip():
        raise Refused("请填写答复书的文号", article=ARTICLE, field="letter_number")
    if not evidence.strip():
        raise Refused("请写明凭据，例如签发稿、发文登记簿", article=ARTICLE, field="evidence")
    if scan is None:
        raise Refused("请上传答复书的扫描件", article=ARTICLE, field="scan")
    row = decide(
        actor,
        request,
        day=day,
        outcome=outcome,
        articles=articles,
        letter_number=letter_number,
        evidence=evidence,
        today=today,
        seen=seen,
    )
    decided = row.events.filter(type="decided").last()
    keep_upload(row, scan, kind=AttachmentKind.LETTER, by=actor, event=decided, field="scan")
    return row
