"""承办 → 公开机构 → 法制审核 → 签发: each step on exactly this text; the last one numbers, records and prints."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai import letters
from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.actions.on_signature import happen_on_signature
from gongkai.apps.inforequests.actions.papers import DOCX, PDF, keep_paper
from gongkai.apps.inforequests.chain import (
    EXTEND,
    ISSUE,
    SUBMIT,
    Step,
    approvals,
    authors,
    awaited,
    chain_of,
    four_eyes,
)
from gongkai.apps.inforequests.models import (
    AttachmentKind,
    Event,
    Letter,
    LetterState,
    LetterStep,
    Request,
)
from gongkai.apps.inforequests.queries.letter_facts import agency_of
from gongkai.apps.inforequests.queries.letters import document_of, lint_of, type_of
from gongkai.apps.inforequests.sealing import sealed
from gongkai.law.refusals import Refused

FOUR_EYES = "条例第十七条、第四十五条"


@transaction.atomic
def submit_letter(
    actor: Post, letter: Letter, *, today: date, warnings_read: bool = False, seen: int | None = None
) -> Letter:
    """Sends a draft on. A notice that only the clerk issues is signed at once.

    Refused while lint finds errors, or warnings that were not read.
    """
    row, chain = _locked(actor, letter, HANDLE, seen)
    if row.state != LetterState.DRAFT:
        raise Refused(f"这件文书{row.get_state_display()}，不能送审")
    _check_text(row, today, warnings_read=warnings_read)
    _step(actor, row, SUBMIT, approved=True, remark="已阅提示" if warnings_read else "")
    row.state = LetterState.IN_REVIEW
    row.keep(actor, "state")
    _log("request.letter_submitted", actor, row)
    return _approve(actor, row, ISSUE, chain, today, "") if chain == (ISSUE,) else row


@transaction.atomic
def approve_letter(
    actor: Post, letter: Letter, *, today: date, remark: str = "", seen: int | None = None
) -> Letter:
    """Approves the awaited step of exactly the present text; after the last step the letter is signed and numbered.

    Refused for who wrote the text or approved before (four eyes), and when the text, or what the case says, no longer
    passes lint.
    """
    row, chain = _locked(actor, letter, "", seen)
    step = awaited(row.steps.all(), row.digest, chain)
    if row.state != LetterState.IN_REVIEW or step is None:
        raise Refused(f"这件文书{row.get_state_display()}，没有待办的环节")
    actor.require(step.permission)
    _check_eyes(actor, row, step, chain)
    _check_text(row, today, warnings_read=True)
    return _approve(actor, row, step, chain, today, remark)


@transaction.atomic
def send_back_letter(actor: Post, letter: Letter, *, remark: str, seen: int | None = None) -> Letter:
    """Returns the letter to the drafter with a remark; the chain starts anew."""
    row, chain = _locked(actor, letter, "", seen)
    step = awaited(row.steps.all(), row.digest, chain)
    if row.state != LetterState.IN_REVIEW or step is None:
        raise Refused(f"这件文书{row.get_state_display()}，没有待办的环节")
    actor.require(step.permission)
    if not remark.strip():
        raise Refused("请写明退回意见，让承办人知道改什么", field="remark")
    _step(actor, row, step.code, approved=False, remark=remark)
    row.state = LetterState.DRAFT
    row.keep(actor, "state")
    _log("request.letter_sent_back", actor, row, step=step.code)
    return row


def _locked(
    actor: Post, letter: Letter, permission: str, seen: int | None
) -> tuple[Letter, tuple[Step, ...]]:
    """The letter and its case, both locked, and the chain that it goes through."""
    case = open_for(actor, letter.request, permission or "office.read", None)
    row = Letter.locked(letter.pk, seen)
    row.request = case
    return row, chain_of(type_of(row), row.fields.get("outcome", ""), case.agency)


def _check_text(row: Letter, today: date, *, warnings_read: bool) -> None:
    found = lint_of(row, row.request, today)
    errors = [one for one in found if one.level == "error"]
    if errors:
        more = f"（另有{len(errors) - 1}处）" if len(errors) > 1 else ""
        raise Refused(f"文书还有必改之处：{errors[0].message.rstrip('。')}{more}", article=errors[0].article)
    if found and not warnings_read:
        raise Refused(f"有{len(found)}条提示，请逐条阅读并勾选“已阅提示”", field="warnings_read")


def _check_eyes(actor: Post, row: Letter, step: Step, chain: tuple[Step, ...]) -> None:
    if step == EXTEND:
        named = row.fields["given"].get("approver", "")
        if named != actor.account.display_name:
            raise Refused(
                f"告知书写明由{named}同意延期，请由其本人批准，或者退回改写批准人", article="条例第三十三条"
            )
    if not four_eyes(chain):
        return
    if actor.account_id in authors(row.steps.all(), row.drafted_by.account_id):
        raise Refused("拟稿人不能审签自己的文书，请由他人办理", article=FOUR_EYES)
    if any(one.by.account_id == actor.account_id for one in approvals(row.steps.all(), row.digest).values()):
        raise Refused("您已办理前一环节，各环节须由不同的人办理", article=FOUR_EYES)


def _approve(
    actor: Post, row: Letter, step: Step, chain: tuple[Step, ...], today: date, remark: str
) -> Letter:
    _step(actor, row, step.code, approved=True, remark=remark)
    _log("request.letter_reviewed", actor, row, step=step.code)
    if step == chain[-1]:
        _sign(actor, row, today)
    else:
        row.keep(actor, "state")
    return row


def _sign(actor: Post, row: Letter, today: date) -> None:
    """Number, event and files belong together: all of them, or none."""
    case, kind = row.request, type_of(row)
    row.year = today.year
    row.number, row.label = _number(row, case, kind, today)
    document = document_of(row).numbered(row.label if kind.numbered else "", today)
    row.document, row.signed_on, row.state = document.to_json(), today, LetterState.SIGNED
    row.event = happen_on_signature(actor, case, kind, row.fields, label=row.label, today=today)
    if final := [one for one in lint_of(row, case, today) if one.level == "error"]:
        raise Refused(f"签发未成：{final[0].message}", article=final[0].article)
    row.docx, row.pdf = _files(actor, row, document, row.event)
    row.keep(actor)
    _log(
        "request.letter_signed",
        actor,
        row,
        label=row.label,
        digest=row.digest,
        docx=row.docx.digest,
        pdf=row.pdf.digest,
    )


def _number(row: Letter, case: Request, kind: letters.LetterType, today: date) -> tuple[int | None, str]:
    """The next number of the register that no letter on paper has taken: the register stays whole."""
    if not kind.numbered:
        return None, f"{case.label}{kind.title}"[:60]
    agency = agency_of(case, kind)
    if not agency.prefix:
        raise Refused("机关资料中没有发文代字，无法编号，请先到“机构与人员”补全")
    while True:
        number = take_numbers(case.agency, f"letter.{kind.kind}", today.year)[0]
        label = agency.number(today.year, number)
        if not Request.objects.filter(agency=case.agency, letter_number=label).exists():
            return number, label


def _files(actor: Post, row: Letter, document: letters.Letter, event: Event | None) -> list:  # type: ignore[type-arg]
    title = f"{type_of(row).title}（{row.label}）"
    written = [
        (letters.write_docx(document), DOCX, "docx"),
        (sealed(letters.write_pdf(document), row), PDF, "pdf"),
    ]
    return [
        keep_paper(
            row.request,
            data,
            kind=AttachmentKind.LETTER,
            name=f"{title}.{ending}",
            media_type=media_type,
            by=actor,
            event=event,
        )
        for data, media_type, ending in written
    ]


def _step(actor: Post, row: Letter, step: str, *, approved: bool, remark: str) -> None:
    LetterStep.objects.create(
        letter=row, step=step, approved=approved, digest=row.digest, remark=remark.strip(), by=actor
    )


def _log(event: str, actor: Post, row: Letter, **told: object) -> None:
    case = row.request
    record(event, actor=actor, subject=case, number=case.label, letter=row.pk, type=row.type, **told)
