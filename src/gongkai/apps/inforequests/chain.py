"""Who looks at a letter before it goes out: 承办 → 公开机构 → 法制审核 → 签发, as one table, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import LetterStep
from gongkai.law.outcomes import outcomes
from gongkai.letters.library import LetterType

# Steps that are no judgement: somebody wrote this text; somebody sent it on.
TEXT, SUBMIT = "text", "submit"
CLOSING = {"correction_lapsed", "fee_lapsed"}
LEGAL_REVIEW = ("denials", "all", "none")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain and the permission that it needs."""

    code: str
    name: str
    permission: str


REVIEW = Step("review", "公开机构审核", "inforequests.review")
LEGAL = Step("legal", "法制审核", "inforequests.legal")
SIGN = Step("sign", "签发", "inforequests.sign")
# 条例 art. 33: the head of the disclosure office agrees to more time.
EXTEND = Step("extend", "负责人批准", "inforequests.extend")
# A notice on the way says what the case says already; the clerk issues it.
ISSUE = Step("issue", "核发", "inforequests.handle")
STEPS = {step.code: step for step in (REVIEW, LEGAL, SIGN, EXTEND, ISSUE)}


def chain_of(kind: LetterType, outcome: str, agency: Agency) -> tuple[Step, ...]:
    """The steps that a letter of this type needs, in order; the last one signs it."""
    if kind.event == "extended":
        return (EXTEND,)
    if kind.kind != "decision" and kind.event not in CLOSING:
        return (ISSUE,)
    return (REVIEW, LEGAL, SIGN) if legal_review(agency, outcome) else (REVIEW, SIGN)


def four_eyes(chain: tuple[Step, ...]) -> bool:
    """True when nobody may judge what he wrote himself, nor twice: wherever the letter ends with 签发."""
    return SIGN in chain


def legal_review(agency: Agency, outcome: str) -> bool:
    """Whether legal review is asked for, by the setting: denials (also in part), all, or none; agency by agency."""
    said = {
        name.strip(): value.strip()
        for name, _, value in (part.rpartition("=") for part in settings.GONGKAI_LEGAL_REVIEW.split(";"))
    }
    rule = said.get(agency.code, said.get("", "denials"))
    if rule not in LEGAL_REVIEW:
        raise ValueError(f"GONGKAI_LEGAL_REVIEW knows {', '.join(LEGAL_REVIEW)}, not {rule}")
    denies = outcome in outcomes() and (outcomes()[outcome].group == "D" or outcome == "granted_in_part")
    return rule == "all" or (rule == "denials" and denies)


def approvals(steps: Iterable[LetterStep], digest: str) -> dict[str, LetterStep]:
    """The approvals that count, by step: given since the letter was last sent on, on exactly the text of this digest.

    steps: those of one letter, in order.
    """
    given: dict[str, LetterStep] = {}
    for one in steps:
        if one.step == SUBMIT:
            given = {}
        elif one.step in STEPS and one.approved and one.digest == digest:
            given[one.step] = one
    return given


def awaited(steps: Iterable[LetterStep], digest: str, chain: tuple[Step, ...]) -> Step | None:
    """The step that the letter waits for; None when every step is done."""
    given = approvals(steps, digest)
    return next((step for step in chain if step.code not in given), None)


def authors(steps: Iterable[LetterStep], drafter: int) -> set[int]:
    """The accounts that wrote the letter or some text of it. drafter: the account that began it."""
    return {drafter, *(one.by.account_id for one in steps if one.step in (TEXT, SUBMIT))}
