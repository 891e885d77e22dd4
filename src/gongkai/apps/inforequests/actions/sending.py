"""送达: a signed letter goes out with proof; the day that counts starts the terms of the remedies (国办公开办函〔2015〕235号)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.closing import deliver
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.models import (
    Attachment,
    AttachmentKind,
    Event,
    Letter,
    LetterState,
    Request,
    SentBy,
    Withholding,
)
from gongkai.apps.inforequests.queries.letters import type_of
from gongkai.apps.inforequests.queries.papers import marks_of, withholding
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused

NORM = "国办公开办函〔2015〕235号"
PARTIAL = "条例第三十七条"
# As what the clock counts a delivery: entrusted is in person, by somebody else's hand.
COUNTS_AS = {SentBy.ENTRUSTED: "in_person"}
# What may be handed over with a letter.
GIVEN = (AttachmentKind.SOURCE, AttachmentKind.RELEASED, AttachmentKind.OTHER)


@transaction.atomic
def send_letter(
    actor: Post,
    letter: Letter,
    *,
    day: date,
    by: str,
    today: date,
    evidence: str = "",
    proof: File[Any] | None = None,
    attachments: Sequence[int] = (),
    seen: int | None = None,
) -> Letter:
    """The letter went out on that day: by post through the postal enterprise the day of posting, electronically the day
    of sending, else the day of the signature. A reply is delivered thereby, and the terms of its remedies begin.

    by: a `SentBy`. evidence: item number, address or signature; proof: the scan of it. attachments: papers of the case
    that go with it; they and the letter are from now on for the applicant to download. Refused for an unsigned letter,
    without proof, and for a paper that has passages to withhold.
    """
    case = open_for(actor, letter.request, HANDLE, None)
    row = Letter.locked(letter.pk, seen)
    row.request = case
    _check_letter(row, day, today)
    _check_proof(by, evidence, proof)
    given = _given(row, attachments)
    event = _delivered(actor, row, day, by, evidence, today)
    if proof is not None:
        row.proof = keep_upload(
            case, proof, kind=AttachmentKind.PROOF, by=actor, event=event or row.event, field="proof"
        )
    row.state, row.sent_on, row.sent_by = LetterState.SENT, day, by
    row.sent_evidence = evidence.strip()
    row.keep(actor, "state", "sent_on", "sent_by", "sent_evidence", "proof")
    if type_of(row).to == "applicant":
        shown = [*given, row.pdf] if row.pdf else given
        Attachment.objects.filter(pk__in=[paper.pk for paper in shown]).update(for_applicant=True)
    record(
        "request.letter_sent",
        actor=actor,
        subject=case,
        number=case.label,
        letter=row.pk,
        label=row.label,
        by=by,
        date=str(day),
        attachments=[paper.digest for paper in given],
    )
    return row


def _check_letter(row: Letter, day: date, today: date) -> None:
    if row.state == LetterState.SENT:
        raise Refused(f"{row.label}已于{row.sent_on}送出")
    if row.state != LetterState.SIGNED or row.signed_on is None:
        raise Refused("这件文书还没有签发，不能送出")
    if not row.signed_on <= day <= today:
        raise Refused(f"送出日期应在签发之日（{row.signed_on}）至今天（{today}）之间", field="date")


def _check_proof(by: str, evidence: str, proof: File[Any] | None) -> None:
    if by not in SentBy.values:
        raise Refused("请选择送达方式", field="by")
    if by == SentBy.POST and not evidence.strip():
        raise Refused(
            "邮寄送达须通过邮政企业，请填写挂号信或者特快专递的邮件单号，以交邮之日为准",
            article=NORM,
            field="evidence",
        )
    if by == SentBy.ELECTRONIC and not evidence.strip():
        raise Refused("电子送达请写明发往何处、发送记录编号", article=NORM, field="evidence")
    if by in (SentBy.IN_PERSON, SentBy.ENTRUSTED) and proof is None:
        raise Refused("请上传受送达人签名或者盖章的送达回证", article=NORM, field="proof")


def _given(row: Letter, chosen: Sequence[int]) -> list[Attachment]:
    """The papers that go with the letter, each allowed to leave."""
    papers = list(Attachment.objects.filter(request=row.request, pk__in=chosen, removed_at=None))
    if len(papers) != len(set(chosen)):
        raise Refused("所选材料已不在本件中，请重新选择", field="attachments")
    outcome = outcomes().get(row.fields.get("outcome", ""))
    for paper in papers:
        if paper.kind not in GIVEN:
            raise Refused(f"“{paper.name}”是{paper.get_kind_display()}，不能随文书送出", field="attachments")
        if outcome and outcome.group == "D" and paper.kind != AttachmentKind.OTHER:
            raise Refused(f"处理决定为不予公开，不能送出“{paper.name}”", field="attachments")
        refuse_withheld(paper)
    return papers


def refuse_withheld(paper: Attachment) -> None:
    """Refused for a paper with passages to withhold, and for a file made without them that nobody has searched, or
    whose marks were changed since (条例 art. 37)."""
    if marks_of(paper):
        raise Refused(f"“{paper.name}”有遮蔽处，只能送出遮蔽后的文件", article=PARTIAL, field="attachments")
    if paper.kind != AttachmentKind.RELEASED:
        return
    made = Withholding.objects.filter(released=paper).order_by("pk").last()
    if made is None or made.checked_at is None:
        raise Refused(f"“{paper.name}”遮蔽后尚未复核，不能送出", article=PARTIAL, field="attachments")
    if withholding(made.source) != made:
        raise Refused(
            f"“{paper.name}”生成之后遮蔽处有改动，请重新生成后送出", article=PARTIAL, field="attachments"
        )


def _delivered(actor: Post, row: Letter, day: date, by: str, evidence: str, today: date) -> Event | None:
    """The delivery of the reply, once; a notice on the way delivers nothing."""
    case: Request = row.request
    closes = row.event is not None and row.event.type in ("decided", "correction_lapsed", "fee_lapsed")
    if not closes or case.delivered_on is not None or type_of(row).to != "applicant":
        return None
    said = evidence.strip() or f"{row.label}送达回证"
    deliver(actor, case, day=day, by=COUNTS_AS.get(SentBy(by), by), evidence=said, today=today)
    return case.events.order_by("pk").last()
