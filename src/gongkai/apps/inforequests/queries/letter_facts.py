"""What a letter of a case must agree with, read from the records: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.law.clock import PARTIES, Clock
from gongkai.law.refusals import Refused
from gongkai.letters.facts import Agency, Facts
from gongkai.letters.library import LetterType
from gongkai.paper.text import chinese_date

# What stands behind 发文代字 in the number of a letter; decisions and notices are two registers.
REGISTERS = {"decision": "公复", "procedural": "公函"}


def facts_of(
    case: Request,
    kind: LetterType,
    about: Mapping[str, Any] | None = None,
    *,
    number: str = "",
    day: date | None = None,
) -> Facts:
    """The facts of a case for one letter of this type.

    about: what the letter decides (`outcome`, `articles`, `findings`, `decision`, `attachments`, as `Letter.fields`
    holds them); without, what the case decided. number, day: of the letter, once it has them.
    """
    about = about or {}
    outcome = about.get("outcome") or (case.outcome if kind.code == "third_party_notice" else "")
    articles = about.get("articles") or (case.articles if kind.code == "third_party_notice" else ())
    return Facts(
        agency=agency_of(case, kind),
        applicant=case.applicant_name,
        applicant_type=case.applicant_type,
        request_number=case.label,
        content=case.content,
        received=received_of(case) or (day if kind.code == "receipt" else None),
        channel=case.channel,
        history=tuple(history(case.events.all(), case)),
        outcome=outcome,
        articles=tuple(articles),
        findings=about.get("findings", ""),
        decision=about.get("decision", ""),
        attachments=tuple(about.get("attachments", ())),
        number=number,
        date=day,
        decided=day if kind.kind == "decision" else case.closed_on,
    )


def received_of(case: Request) -> date | None:
    """The day of receipt; of a fresh handling that of the request which it handles again."""
    return case.received_on or (case.rehandles.received_on if case.rehandles else None)


def agency_of(case: Request, kind: LetterType) -> Agency:
    """Who writes, with the agency's contacts as the disclosure guide prints them."""
    agency = case.agency
    return Agency(
        name=agency.name,
        prefix=agency.document_prefix + REGISTERS.get(kind.kind, "") if agency.document_prefix else "",
        office=agency.office_name,
        address=agency.address,
        postcode=agency.postcode,
        phone=agency.phone,
        email=agency.email,
        authority=agency.reconsideration_authority,
        court=agency.court,
    )


def history(events: Iterable[Event], case: Request) -> list[str]:
    """What happened between receipt and reply, a sentence with its dates each, for the letter."""
    you = "你" if case.applicant_type == "natural_person" else "你单位"
    told: list[str] = []
    parties: dict[str, str] = {}
    for event in events:
        if event.type == "consultation_sent":
            parties[event.fields["id"]] = PARTIES[event.fields["party"]]
        if event.type in SENTENCES:
            told.append(SENTENCES[event.type](event, chinese_date(event.date), you, parties))
    return told


# type of event → its sentence: (event, day, how the applicant is spoken to, consulted parties by letter).
SENTENCES: dict[str, Callable[[Event, str, str, dict[str, str]], str]] = {
    "correction_asked": lambda event, day, you, _: f"本机关于{day}告知{you}补正申请。",
    "correction_received": lambda event, day, you, _: f"本机关于{day}收到{you}的补正材料。",
    "consultation_sent": lambda event, day, you, parties: (
        f"本机关于{day}书面征求{parties[event.fields['id']]}的意见。"
    ),
    "consultation_answered": lambda event, day, you, parties: (
        f"本机关于{day}收到{parties.get(event.fields.get('id', ''), '被征求方')}的意见。"
    ),
    "extended": lambda event, day, you, _: (
        f"本机关于{day}告知{you}延长答复期限{event.fields['days']}个工作日。"
    ),
    "reasons_asked": lambda event, day, you, _: f"本机关于{day}要求{you}说明申请理由。",
    "reasons_received": lambda event, day, you, _: f"本机关于{day}收到{you}的理由说明。",
    "delayed": lambda event, day, you, _: f"本机关于{day}告知{you}延迟答复的合理期限。",
    "fee_noticed": lambda event, day, you, _: f"本机关于{day}向{you}发出收费通知。",
    "fee_paid": lambda event, day, you, _: f"{you}于{day}缴清信息处理费。",
}


def due_after(case: Request, clock: Clock, kind: str, **fields: Any) -> date | None:
    """The due date as it would be if this event happened today; None when the clock would refuse it."""
    event = Event(request=case, type=kind, date=clock.today, fields=fields)
    try:
        return clock_of_events([*case.events.all(), event], clock.today, clock.calendar).due
    except Refused:
        return None
