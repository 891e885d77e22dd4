"""What the applicant hands in on the tracking page, and what the desk makes of the part that takes a decision.

No post acts in the first half: who gave number and query code is the applicant. What comes within its term takes
effect on the day it arrives (条例 arts 30, 35); the rest waits for the clerk as a `Submission`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.applying import LONGEST
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.closing import WITHDRAWN, ended, withdrawn_as
from gongkai.apps.inforequests.actions.happening import HANDLE, append, open_for
from gongkai.apps.inforequests.actions.registering import mark_content
from gongkai.apps.inforequests.citizen_files import PAPERS, check_citizen_file
from gongkai.apps.inforequests.models import (
    Attachment,
    AttachmentKind,
    Event,
    Request,
    Submission,
    SubmissionKind,
)
from gongkai.apps.inforequests.queries.cases import clock_of
from gongkai.law.refusals import Refused

FILES = 6
SCORES = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}


@transaction.atomic
def correct(request: Request, *, content: str, uploads: Iterable[Any] = (), today: date) -> Submission:
    """The applicant corrects the application (条例 art. 30): content as it shall read now, further papers.

    Within the period that was set it counts from today; after it, the clerk decides about the reasons for the
    delay. Refused when nothing is asked for, or nothing was changed.
    """
    row = Request.locked(request.pk)
    clock = clock_of(row, today)
    if clock.state != "awaiting_correction":
        raise Refused("本件现在不需要补正。需要补充说明的，请与本机关联系", article="条例第三十条")
    content = _checked_text(content, "content", "补正后的申请内容")
    uploads = list(uploads)
    if content == row.content and not uploads:
        raise Refused(
            "内容没有变化，请按补正通知修改，或者上传补正材料", article="条例第三十条", field="content"
        )
    event = None
    if clock.wait_until is None or today <= clock.wait_until:
        event = _take_correction(row, content, row.content, today, today)
    submission = _submit(row, SubmissionKind.CORRECTION, content, event)
    _keep_files(row, event, uploads)
    return submission


@transaction.atomic
def give_reasons(request: Request, *, content: str, today: date) -> Submission:
    """The applicant says why so many applications are needed (条例 art. 35)."""
    row = Request.locked(request.pk)
    content = _checked_text(content, "content", "理由")
    event = append(row, "reasons_received", today, by=None, today=today)
    return _submit(row, SubmissionKind.REASONS, content, event)


@transaction.atomic
def withdraw(request: Request, *, today: date, content: str = "") -> Submission:
    """The applicant gives the application up, which ends it; refused by the clock once it is closed."""
    row = Request.locked(request.pk)
    changes = ended(today, withdrawn_as(row, today), [WITHDRAWN], "")
    event = append(row, "withdrawn", today, by=None, today=today, changes=changes, log="request.closed")
    return _submit(row, SubmissionKind.WITHDRAWAL, content.strip()[:LONGEST], event)


@transaction.atomic
def rate(request: Request, *, score: int, content: str = "") -> Submission:
    """How content the applicant is, from 5 to 1, once and after the decision."""
    row = Request.locked(request.pk)
    if row.closed_on is None:
        raise Refused("申请还没有办结，办结后再评价")
    if row.satisfaction is not None:
        raise Refused("这件申请已经评价过了，每件评价一次")
    if score not in SCORES:
        raise Refused("请选择满意程度", field="score")
    row.satisfaction = score
    row.keep(None, "satisfaction")
    return _submit(row, SubmissionKind.SATISFACTION, content.strip()[:LONGEST], None, score)


@transaction.atomic
def suggest_publication(request: Request, *, content: str, today: date) -> Submission:
    """The applicant suggests that the information be published for everybody (条例 art. 44)."""
    row = Request.locked(request.pk)
    if row.closed_on is None:
        raise Refused("申请办结后可以提出建议", article="条例第四十四条")
    if row.submissions.filter(kind=SubmissionKind.PUBLISH, handled_on=None).exists():
        raise Refused("您的建议已经收到，正在审核，不需要重复提出", article="条例第四十四条")
    return _submit(row, SubmissionKind.PUBLISH, _checked_text(content, "content", "建议和理由"), None)


@transaction.atomic
def handle(actor: Post, submission: Submission, *, accept: bool, answer: str, today: date) -> Submission:
    """What the desk makes of a message that waits: a late correction (art. 30) or a suggestion (art. 44).

    accept: a late correction has good reasons, and counts from the day it arrived; a suggestion is taken up.
    answer: told to the applicant on the tracking page.
    """
    row = open_for(actor, submission.request, HANDLE, None)
    found = Submission.objects.select_for_update().get(pk=submission.pk, request=row)
    if found.handled_on or found.event_id:
        raise Refused("这件来文已经处理过了")
    answer = answer.strip()
    if not answer:
        raise Refused("请填写处理意见，申请人在查询页可以看到", field="answer")
    if len(answer) > 400:
        raise Refused(f"处理意见最多400个字，现为{len(answer)}个字", field="answer")
    if accept and found.kind == SubmissionKind.CORRECTION:
        arrived = timezone.localdate(found.at)
        found.event = _take_correction(row, found.content, row.content, arrived, today, actor)
    found.handled_by, found.handled_on, found.answer = actor, today, answer
    found.save(update_fields=["handled_by", "handled_on", "answer", "event"])
    told = {"number": row.label, "kind": found.kind, "accepted": accept}
    record("request.message_handled", actor=actor, subject=row, **told)
    return found


@transaction.atomic
def fetch(request: Request, attachment: Attachment) -> None:
    """Records that the applicant took a file away, which proves electronic delivery."""
    told = {"number": request.label, "digest": attachment.digest}
    agency: Agency = request.agency
    record("request.file_fetched", agency=agency, subject=request, **told)


def _take_correction(
    row: Request, content: str, before: str, arrived: date, today: date, actor: Post | None = None
) -> Event:
    changed = content != before
    event = append(
        row,
        "correction_received",
        arrived,
        by=actor,
        today=today,
        evidence="申请人在查询页提交" if actor else "",
        fields={"content_before": before} if changed else {},
        changes={"content": content} if changed else {},
    )
    if changed:
        mark_content(row)
    return event


def _submit(
    row: Request, kind: SubmissionKind, content: str, event: Event | None, score: int | None = None
) -> Submission:
    submission = Submission.objects.create(request=row, kind=kind, content=content, event=event, score=score)
    record("request.message_received", agency=row.agency, subject=row, number=row.label, kind=submission.kind)
    return submission


def _keep_files(row: Request, event: Event | None, uploads: list[Any]) -> None:
    if len(uploads) > FILES:
        raise Refused(f"最多上传{FILES}个文件，现为{len(uploads)}个", field="papers")
    for upload in uploads:
        check_citizen_file(upload, PAPERS, "papers")
        keep_upload(row, upload, kind=AttachmentKind.CORRECTION, by=None, event=event, field="papers")


def _checked_text(text: str, field: str, label: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(f"请填写{label}", field=field)
    if len(text) > LONGEST:
        raise Refused(f"最多{LONGEST}个字，现为{len(text)}个字，请精简", field=field)
    return text
