"""Which letters a case needs now, and which it may have: read off its state, its events and the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai import letters
from gongkai.apps.inforequests.models import Letter, LetterState, Request
from gongkai.apps.inforequests.queries.letters import OPEN
from gongkai.law.clock import Clock
from gongkai.letters.library import LetterType

# The verb of a case → the letter with which it is done; the other way round below.
LETTER_OF = {
    "ask_correction": "correction",
    "send_consultation": "consult_third_party",
    "extend": "extension",
    "ask_reasons": "reasons",
    "delay": "delay",
    "notice_fee": "fee",
    "lapse_correction": "closed_not_corrected",
    "lapse_fee": "closed_fee_unpaid",
}
CONSULTATIONS = ("consult_third_party", "consult_joint_author", "consult_other_agency")
VERB_OF = {code: verb for verb, code in LETTER_OF.items()} | dict.fromkeys(CONSULTATIONS, "send_consultation")
# Notices that may be drafted while the clock runs, whatever else happens.
RUNNING = ("correction", *CONSULTATIONS, "extension", "reasons", "fee")
ANY_TIME = ("record_corrected", "record_transferred")


@dataclass(frozen=True, slots=True)
class Needed:
    """A letter that the case asks for. code: of the library, "" for the decision, whose letter follows the outcome."""

    code: str
    name: str
    why: str


def needed(case: Request, clock: Clock, written: Sequence[Letter]) -> list[Needed]:
    """What to write now, the most urgent first; empty when nothing is due to be written."""
    if clock.edition != "711" or case.archived_on:
        return []
    have = {letter.type for letter in written if letter.state != LetterState.VOID}
    found = [one for one in _needed(case, clock) if one[0] not in have]
    if any(letters.get(code).kind == "decision" for code in have):
        found = [one for one in found if one[0]]
    return [Needed(code, letters.get(code).title if code else "处理决定文书", why) for code, why in found]


def _needed(case: Request, clock: Clock) -> list[tuple[str, str]]:
    happened = {event.type for event in case.events.all()}
    found = []
    over = clock.wait_until is not None and clock.wait_until < clock.today
    if clock.state == "awaiting_correction" and over:
        found.append(("closed_not_corrected", f"补正期限已于{clock.wait_until}届满，未收到补正"))
    if clock.state == "awaiting_payment" and over:
        found.append(("closed_fee_unpaid", f"缴费期限已于{clock.wait_until}届满，未缴费"))
    if clock.state == "consulting":
        found.append(("consult_notice", "征求意见所需时间不计入期限，应告知申请人"))
    if clock.state == "running" and not clock.next_step.startswith("判断是否需要补正"):
        found.append(("", clock.next_step))
    if clock.state != "closed":
        found.append(("receipt", "收到申请后交申请人，写明登记号、答复期限和查询码"))
    if "reasons_received" in happened and "delayed" not in happened and clock.state == "running":
        found.append(("delay", "申请理由合理但不能按期答复的，须告知延迟的期限"))
    if case.outcome in ("granted", "granted_in_part") and _opposed(case):
        found.append(("third_party_notice", "第三方不同意而决定公开的，须书面告知其内容和理由"))
    return found


def _opposed(case: Request) -> bool:
    return any(
        event.type == "consultation_answered" and event.fields.get("consents") is False
        for event in case.events.all()
    )


def further(
    case: Request, clock: Clock, now: Sequence[Needed], written: Sequence[Letter]
) -> list[LetterType]:
    """The other notices that the state of the case allows to draft, without those under way."""
    if clock.edition != "711" or case.archived_on:
        return []
    codes = [*ANY_TIME]
    if clock.state in ("running", "consulting"):
        codes = [*RUNNING, *codes]
    happened = {event.type for event in case.events.all()}
    once = {
        "correction": "correction_asked",
        "extension": "extended",
        "fee": "fee_noticed",
        "reasons": "reasons_asked",
    }
    shown = {one.code for one in now} | {letter.type for letter in written if letter.state in OPEN}
    return [letters.get(code) for code in codes if code not in shown and once.get(code) not in happened]
