"""Reads of letters: one letter as data, what lint says of it, the agency's wording, what the case needs now."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from gongkai import letters
from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Letter, LetterState, LetterStep, LetterTemplate, Request
from gongkai.apps.inforequests.queries.cases import clock_of
from gongkai.apps.inforequests.queries.letter_facts import facts_of
from gongkai.apps.inforequests.queries.letter_prefill import computed
from gongkai.letters.letter import Paragraph
from gongkai.letters.library import LetterType

OPEN = (LetterState.DRAFT, LetterState.IN_REVIEW)
# What the platform words itself: the remedy follows from the articles, the rest from the agency's own record.
FIXED = ("remedy", "signature", "date", "contact")


def with_steps(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with their steps and the people in them."""
    steps = Prefetch("steps", LetterStep.objects.select_related("by__account"))
    return rows.select_related("drafted_by__account", "docx", "pdf", "proof", "event").prefetch_related(steps)


def letters_of(case: Request) -> list[Letter]:
    """Every letter of the case in order, void ones too."""
    return list(with_steps(Letter.objects.filter(request=case)))


def letter_of(case: Request, pk: int) -> Letter:
    """One letter of the case; 404 when it belongs to another."""
    found = with_steps(Letter.objects.filter(request=case, pk=pk)).first()
    if found is None:
        raise Http404("本件没有这件文书")
    found.request = case
    return found


def document_of(letter: Letter) -> letters.Letter:
    """The letter as `gongkai.letters` knows it."""
    return letters.Letter.from_json(letter.document)


def type_of(letter: Letter) -> LetterType:
    """Its type in the library."""
    return letters.get(letter.type)


def composed(
    case: Request, kind: LetterType, fields: Mapping[str, Any], today: date, *, own: bool
) -> letters.Letter:
    """The letter as written from these fields today. own: in the agency's wording where it has one."""
    given = fields["given"] | computed(case, clock_of(case, today), kind, fields["given"])
    template = wording(case.agency, kind.code, today) if own else None
    return letters.compose(kind.code, facts_of(case, kind, fields, day=today), given, template).numbered(
        "", today
    )


def digest_of(document: letters.Letter) -> str:
    """SHA-256 of what reviewers judge: everything but number and date, which come with the signature."""
    undated = tuple(
        replace(paragraph, text="") if paragraph.role == "date" else paragraph
        for paragraph in document.paragraphs
    )
    words = replace(document, number="", paragraphs=undated).to_json()
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lint_of(letter: Letter, case: Request, today: date) -> list[letters.Finding]:
    """What stands against the letter, errors first, judged by the records of the case as they are now."""
    kind = type_of(letter)
    signed = letter.state in (LetterState.SIGNED, LetterState.SENT)
    day = letter.signed_on or today
    facts = facts_of(case, kind, letter.fields, number=letter.label if signed else "", day=day)
    return letters.lint(document_of(letter), facts, final=signed and kind.signed)


def masked(document: letters.Letter, case: Request) -> letters.Letter:
    """The letter as a screen shows it: a natural person's name is 王**, as everywhere in the office."""
    return _renamed(document, case.applicant_name, case.masked_name)


def unmasked_text(text: str, case: Request) -> str:
    """What was typed over a masked letter, with the name back in its place."""
    return text.replace(case.masked_name, case.applicant_name)


def _renamed(document: letters.Letter, old: str, new: str) -> letters.Letter:
    if old == new or not old:
        return document
    paragraphs = tuple(
        Paragraph(one.role, one.text.replace(old, new), tuple(cell.replace(old, new) for cell in one.cells))
        for one in document.paragraphs
    )
    return replace(document, addressee=document.addressee.replace(old, new), paragraphs=paragraphs)


def wording(agency: Agency, code: str, day: date) -> str | None:
    """The agency's own template of this type in force on that day; None where the library's holds."""
    own = (
        LetterTemplate.objects.filter(
            Q(until=None) | Q(until__gt=day), agency=agency, type=code, since__lte=day
        )
        .order_by("-since")
        .first()
    )
    return own.text if own else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph beside the library's wording. kind: same | added | removed."""

    kind: str
    text: str


def differences(letter: Letter, case: Request, today: date) -> Iterator[Difference]:
    """The letter against what the library would write from the same facts, paragraph by paragraph."""
    library = composed(case, type_of(letter), letter.fields, letter.signed_on or today, own=False)
    before = [one.plain for one in masked(library, case).paragraphs if one.role != "date"]
    after = [one.plain for one in masked(document_of(letter), case).paragraphs if one.role != "date"]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Difference("same", text) for text in before[a:b])
        else:
            yield from (Difference("removed", text) for text in before[a:b])
            yield from (Difference("added", text) for text in after[c:d])


def decision_letter(case: Request) -> Letter | None:
    """The signed letter that closed the case; None when it was decided on paper or is not decided."""
    return (
        Letter.objects.filter(
            request=case,
            state__in=(LetterState.SIGNED, LetterState.SENT),
            event__type__in=("decided", "correction_lapsed", "fee_lapsed"),
        )
        .order_by("pk")
        .last()
    )
