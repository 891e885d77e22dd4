"""Drafting: a letter from the library, its text edited paragraph by paragraph, drafted anew, or made void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from gongkai import letters
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.actions.on_signature import rehearse
from gongkai.apps.inforequests.chain import TEXT
from gongkai.apps.inforequests.models import Letter, LetterState, LetterStep, Request
from gongkai.apps.inforequests.queries.letters import OPEN, composed, digest_of, document_of
from gongkai.law.refusals import Refused

# What a letter itself decides, beside the fields of its type.
ABOUT = ("outcome", "articles", "findings", "decision", "attachments")


@transaction.atomic
def draft_letter(
    actor: Post,
    request: Request,
    *,
    type: str,
    given: Mapping[str, Any],
    today: date,
    seen: int | None = None,
    **about: Any,
) -> Letter:
    """A letter of the case in the agency's own wording, else in the library's.

    type: a code of `gongkai.letters`. given: the fields of that type. about: `ABOUT`; a decision needs outcome and
    articles. Refused when the law would not allow today what the letter is about, or when the same letter is under way.
    """
    row = open_for(actor, request, HANDLE, seen)
    kind = letters.get(type)
    if kind.layout == "form":
        raise Refused(f"{kind.name}是表格，请直接下载打印", field="type")
    fields = {"given": _plain(given), **{name: about[name] for name in ABOUT if about.get(name)}}
    if kind.kind == "decision":
        fields = {"outcome": "", "articles": [], **fields}
    _check_alone(row, kind)
    rehearse(row, kind, fields, today)
    document = composed(row, kind, fields, today, own=True)
    letter = Letter.objects.create(
        request=row,
        type=type,
        fields=fields,
        document=document.to_json(),
        digest=digest_of(document),
        drafted_by=actor,
        changed_by=actor.account,
    )
    _wrote(actor, letter)
    record("request.letter_drafted", actor=actor, subject=row, number=row.label, letter=letter.pk, type=type)
    return letter


@transaction.atomic
def edit_letter(
    actor: Post, letter: Letter, paragraphs: Sequence[tuple[str, str]], *, seen: int | None = None
) -> Letter:
    """The letter with other paragraphs, as (role, text). What was approved on the old text no longer counts.

    A letter in review goes back to the draft; what is signed is never changed.
    """
    row = _open_letter(actor, letter, seen)
    document = document_of(row).edited(paragraphs)
    return _rewritten(actor, row, document)


@transaction.atomic
def redraft_letter(actor: Post, letter: Letter, *, today: date, seen: int | None = None) -> Letter:
    """The letter composed anew from its fields and the case as it stands now; edits of the text are lost."""
    row = _open_letter(actor, letter, seen)
    return _rewritten(actor, row, composed(row.request, letters.get(row.type), row.fields, today, own=True))


@transaction.atomic
def void_letter(actor: Post, letter: Letter, *, reason: str, seen: int | None = None) -> Letter:
    """Gives up a draft; it stays in the case, marked void. A signed letter stands: it is never void."""
    if not reason.strip():
        raise Refused("请写明作废的理由", field="remark")
    row = _open_letter(actor, letter, seen)
    row.state = LetterState.VOID
    row.keep(actor, "state")
    told = {"number": row.request.label, "letter": row.pk, "type": row.type, "reason": reason.strip()}
    record("request.letter_voided", actor=actor, subject=row.request, **told)
    return row


@transaction.atomic
def note_opened(actor: Post, request: Request, what: str) -> None:
    """Logs that a paper naming the applicant was taken out. what: a type of the library or the number of a letter."""
    actor.require_agency(request.agency_id)
    record("request.letter_opened", actor=actor, subject=request, number=request.label, what=what)


def _open_letter(actor: Post, letter: Letter, seen: int | None) -> Letter:
    """The locked letter that may still be changed by this post."""
    case = open_for(actor, letter.request, HANDLE, None)
    row = Letter.locked(letter.pk, seen)
    if row.state not in OPEN:
        raise Refused(f"这件文书{row.get_state_display()}，不能再改动")
    row.request = case
    return row


def _check_alone(case: Request, kind: letters.LetterType) -> None:
    """One decision at a time, and one notice of a kind: two clerks do not write the same letter twice."""
    same = [code for code, one in letters.types().items() if one.kind == "decision"]
    under_way = Letter.objects.filter(
        request=case, state__in=OPEN, type__in=same if kind.kind == "decision" else [kind.code]
    ).first()
    if under_way is not None:
        name = letters.get(under_way.type).name
        raise Refused(f"本件已有在办的“{name}”，请接着办理，或者作废后重拟", field="type")


def _rewritten(actor: Post, row: Letter, document: letters.Letter) -> Letter:
    digest = digest_of(document)
    if digest == row.digest:
        return row
    row.document, row.digest, row.state = document.to_json(), digest, LetterState.DRAFT
    row.keep(actor, "document", "digest", "state")
    _wrote(actor, row)
    case = row.request
    record(
        "request.letter_changed", actor=actor, subject=case, number=case.label, letter=row.pk, digest=digest
    )
    return row


def _wrote(actor: Post, letter: Letter) -> None:
    LetterStep.objects.create(letter=letter, step=TEXT, approved=True, digest=letter.digest, by=actor)


def _plain(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in given.items() if value not in (None, "")}
