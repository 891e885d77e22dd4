"""What goes into the file of a case, read from its records; and whether a sealed one is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai import letters
from gongkai.apps.agencies.files import SealBrokenError
from gongkai.apps.audit.models import Entry
from gongkai.apps.audit.queries import of_subject
from gongkai.apps.inforequests.casefile import pack
from gongkai.apps.inforequests.casefile.pack import Part, json_part, safe_name
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Event, LetterState, Request
from gongkai.apps.inforequests.queries.cases import clock_of
from gongkai.apps.inforequests.queries.letters import document_of, letters_of, masked, type_of
from gongkai.apps.inforequests.queries.page import excluded_reason
from gongkai.law.articles import cite
from gongkai.law.clock import CHANNELS, TYPES

# Papers that show who applied; a copy with the identity masked goes without them.
NAMING = (
    AttachmentKind.IDENTITY,
    AttachmentKind.APPLICATION,
    AttachmentKind.CORRECTION,
    AttachmentKind.OPINION,
    AttachmentKind.PROOF,
    AttachmentKind.OTHER,
)
MASK = "（已遮蔽）"
PIECE = 1 << 20


def parts_of(case: Request, today: date, *, mask: bool = False) -> Iterator[Part]:
    """Every part of the file but its index: letters and papers first, then the records. mask: without who applied."""
    yield from _papers(case, mask)
    yield json_part("records/request", "申请登记", "记录", str(today), _registration(case, mask))
    yield json_part(
        "records/events", "办理事项", "记录", str(today), [_event(one, mask) for one in case.events.all()]
    )
    yield json_part("records/clock", "期限推算", "记录", str(today), _derivation(case, today))
    yield json_part("records/letters", "文书与审签", "记录", str(today), [*_letters(case, mask)])
    yield json_part("records/work", "检索与交办", "记录", str(today), _work(case))
    yield json_part("records/log", "操作日志", "记录", str(today), [*_log(case)])


def left_out(case: Request) -> list[str]:
    """The papers that a masked copy goes without."""
    return [paper.get_kind_display() for paper in _attached(case) if paper.kind in NAMING]


def _attached(case: Request) -> list[Attachment]:
    kept = case.attachments.filter(removed_at=None).exclude(kind=AttachmentKind.ARCHIVE)
    return list(kept.order_by("pk"))


def _papers(case: Request, mask: bool) -> Iterator[Part]:
    for place, paper in enumerate(_attached(case), 1):
        if mask and (paper.kind in NAMING or paper.kind == AttachmentKind.LETTER):
            continue
        with paper.file.open("rb") as file:
            data = file.read()
        on = str(timezone.localdate(paper.added_at))
        path = f"papers/{place:02d}-{safe_name(paper.name)}"
        yield Part(path, paper.name, paper.get_kind_display(), on, data)
    if mask:
        yield from _masked_letters(case)


def _masked_letters(case: Request) -> Iterator[Part]:
    for letter in letters_of(case):
        if letter.state in (LetterState.SIGNED, LetterState.SENT):
            title = f"{type_of(letter).title}（{letter.label}，遮蔽副本）.pdf"
            data = letters.write_pdf(masked(document_of(letter), case))
            yield Part(f"papers/{safe_name(title)}", title, "文书", str(letter.signed_on), data)


def _registration(case: Request, mask: bool) -> dict[str, Any]:
    person = {
        "applicant_name": case.applicant_name,
        "identity_number": case.identity_number,
        "contact": case.contact,
        "address": case.address,
        "notice_email": case.notice_email,
    }
    if mask:
        person = dict.fromkeys(person, MASK) | {"applicant_name": case.masked_name}
    return person | {
        "number": case.label,
        "agency": case.agency.name,
        "applicant_type": case.applicant_type,
        "channel": CHANNELS[case.channel],
        "content": case.content,
        "form_wanted": case.form_wanted,
        "delivery_wanted": case.delivery_wanted,
        "received_on": _iso(case.received_on),
        "outcome": case.outcome,
        "articles": case.articles,
        "articles_cited": [cite(article) for article in case.articles],
        "remedy_route": case.remedy_route,
        "letter_number": case.letter_number,
        "closed_on": _iso(case.closed_on),
        "delivered_on": _iso(case.delivered_on),
        "fee": str(case.fee) if case.fee is not None else "",
        "fee_paid_on": _iso(case.fee_paid_on),
        "steps": case.steps,
    }


def _event(event: Event, mask: bool) -> dict[str, Any]:
    fields = dict(event.fields)
    if mask and "name" in fields:
        fields["name"] = MASK
    return {
        "type": event.type,
        "name": TYPES[event.type],
        "date": str(event.date),
        "fields": fields,
        "evidence": event.evidence,
        "recorded_by": event.recorded_by.account.display_name if event.recorded_by else "申请人",
        "recorded_at": event.recorded_at.isoformat(),
    }


def _derivation(case: Request, today: date) -> dict[str, Any]:
    clock = clock_of(case, today)
    return {
        "edition": clock.edition,
        "received": _iso(clock.received),
        "due": _iso(clock.due),
        "extended": clock.extended,
        "on_time": clock.on_time,
        "excluded": [
            {
                "since": str(part.since),
                "until": str(part.until),
                "working_days": part.working_days,
                "why": part.why,
            }
            for part in clock.excluded
        ],
        "excluded_reason": excluded_reason(clock),
        "steps": [
            {"date": str(step.date), "text": step.text, "article": step.article} for step in clock.steps
        ],
        "warnings": [{"text": one.text, "article": one.article} for one in clock.warnings],
    }


def _letters(case: Request, mask: bool) -> Iterator[dict[str, Any]]:
    for letter in letters_of(case):
        document = document_of(letter)
        yield {
            "type": letter.type,
            "name": type_of(letter).name,
            "state": letter.get_state_display(),
            "number": letter.label,
            "digest": letter.digest,
            "signed_on": _iso(letter.signed_on),
            "sent_on": _iso(letter.sent_on),
            "sent_by": letter.get_sent_by_display(),
            "sent_evidence": letter.sent_evidence,
            "text": (masked(document, case) if mask else document).text(),
            "steps": [
                {
                    "step": one.step,
                    "approved": one.approved,
                    "digest": one.digest,
                    "remark": one.remark,
                    "by": one.by.account.display_name,
                    "at": one.at.isoformat(),
                }
                for one in letter.steps.all()
            ],
        }


def _work(case: Request) -> dict[str, Any]:
    return {
        "searches": [
            {
                "searched_on": str(one.searched_on),
                "places": one.places,
                "method": one.method,
                "found": one.found,
                "result": one.result,
                "by": one.searched_by.account.display_name,
            }
            for one in case.searches.select_related("searched_by__account")
        ],
        "assignments": [
            {
                "department": one.department.name,
                "task": one.task,
                "due_on": str(one.due_on),
                "asked_on": str(one.asked_on),
                "answer": one.answer,
                "answered_on": _iso(one.answered_on),
            }
            for one in case.assignments.select_related("department")
        ],
    }


def _log(case: Request) -> Iterator[dict[str, Any]]:
    for entry in of_subject(f"inforequests.request:{case.pk}").order_by("seq"):
        yield {
            "seq": entry.seq,
            "at": entry.at.isoformat(),
            "event": entry.event,
            "words": entry.words,
            "by": entry.actor_name,
            "data": entry.data,
            "previous": entry.previous,
            "digest": entry.digest,
        }


def _iso(day: date | None) -> str:
    return str(day) if day else ""


def archive_of(case: Request) -> Attachment | None:
    """The sealed file of the case; None before it was archived."""
    return case.attachments.filter(kind=AttachmentKind.ARCHIVE).order_by("pk").last()


def archive_problems(archive: Attachment) -> list[str]:
    """What is wrong with a sealed file: its seal, its digest as recorded and as logged, each part. Empty: whole."""
    try:
        with archive.file.open("rb") as file:
            digest = hashlib.sha256()
            while piece := file.read(PIECE):
                digest.update(piece)
            file.seek(0)
            found = pack.problems(file)
    except (SealBrokenError, FileNotFoundError):
        return ["案卷文件在磁盘上被改动、截短或者丢失，封存已失效"]
    if digest.hexdigest() != archive.digest:
        found.insert(0, "案卷与登记的摘要不符")
    subject = f"inforequests.request:{archive.request_id}"
    logged = Entry.objects.filter(subject=subject, event="request.archived").order_by("seq").last()
    if logged is None or logged.data.get("sha256") != archive.digest:
        found.append("案卷与操作日志中的摘要不符")
    return found


def unripe(case: Request) -> str:
    """Why the case cannot be archived yet; empty when it can (条例 art. 45)."""
    if case.closed_on is None:
        return "本件尚未办结，作出处理决定并送达之后归档"
    if case.delivered_on is None:
        return "答复尚未登记送达，送达之后归档"
    under_way = case.letters.filter(state__in=[LetterState.DRAFT, LetterState.IN_REVIEW, LetterState.SIGNED])
    if open_letter := under_way.first():
        return f"还有文书{open_letter.get_state_display()}，请先送出或者作废，再归档"
    return ""
