"""What a letter makes happen on the case on the day of its signature: the letter is the evidence of its own event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.actions.closing import check_basis, check_searched, ended
from gongkai.apps.inforequests.actions.happening import append
from gongkai.apps.inforequests.actions.progress import (
    ask_correction,
    ask_reasons,
    confirm,
    delay,
    extend,
    notice_fee,
    send_consultation,
)
from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.letters.library import LetterType

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """The verb behind a notice. told: its arguments from the fields of the letter; also: what the clock asks besides."""

    verb: Callable[..., Request]
    told: Callable[[Given], dict[str, Any]] = lambda given: {}
    also: Mapping[str, str] | None = None


def _until(given: Given) -> dict[str, Any]:
    return {"until": date.fromisoformat(given["until"])}


def _party(party: str) -> Callable[[Given], dict[str, Any]]:
    def told(given: Given) -> dict[str, Any]:
        days = {"days": int(given["days"])} if given.get("days") else {}
        return {"party": party, "name": given["party"], **days}

    return told


LETTER_ID = {"id": "this"}
# type of letter → what its signature does to the case.
ACTS: dict[str, Act] = {
    "receipt": Act(confirm),
    "correction": Act(ask_correction, lambda given: _until(given) | {"matters": given["matters"]}),
    "reasons": Act(ask_reasons),
    "delay": Act(delay, _until),
    "extension": Act(
        extend,
        lambda given: {"days": int(given["days"]), "reason": given["reason"]},
        {"approved_by": "this"},
    ),
    "consult_third_party": Act(send_consultation, _party("third_party"), LETTER_ID),
    "consult_joint_author": Act(send_consultation, _party("joint_author"), LETTER_ID),
    "consult_other_agency": Act(send_consultation, _party("other_agency"), LETTER_ID),
    "fee": Act(notice_fee, lambda given: {"amount": Decimal(given["amount"])}),
}


def rehearse(case: Request, kind: LetterType, fields: Mapping[str, Any], today: date) -> None:
    """Refused, as it would be on signature, when the law does not allow today what this letter does to the case."""
    event = _event(case, kind, fields, today)
    if event is not None:
        before = list(case.events.all())
        clock_of_events([*before, event], today, kept=len(before))


def _event(case: Request, kind: LetterType, fields: Mapping[str, Any], today: date) -> Event | None:
    if kind.kind == "decision":
        told: dict[str, Any] = {}
        cited = check_basis(case, today, fields["outcome"], fields["articles"])
        check_searched(case, cited)
        if kind.event == "decided":
            told = {"outcome": fields["outcome"], "articles": cited}
        return Event(request=case, type=kind.event, date=today, fields=told)
    if kind.code not in ACTS or _known_already(case, kind):
        return None
    act = ACTS[kind.code]
    told = {name: value for name, value in act.told(fields["given"]).items() if name != "amount"}
    event = _receipt(case) if kind.code == "receipt" else kind.event
    return Event(request=case, type=event, date=today, fields=told | dict(act.also or {}))


def happen_on_signature(
    actor: Post, case: Request, kind: LetterType, fields: Mapping[str, Any], *, label: str, today: date
) -> Event | None:
    """The event that the signed letter proves, its number the evidence; None for a letter that moves nothing."""
    if kind.kind == "decision":
        return _close(actor, case, kind, fields, label, today)
    if kind.code not in ACTS or _known_already(case, kind):
        return None
    act = ACTS[kind.code]
    act.verb(actor, case, day=today, today=today, evidence=label, **act.told(fields["given"]))
    return case.events.order_by("pk").last()


def _close(
    actor: Post, case: Request, kind: LetterType, fields: Mapping[str, Any], label: str, today: date
) -> Event:
    """The decision, or the end of a case whose applicant let a term pass. The signer has been asked for already."""
    outcome = fields["outcome"]
    cited = check_basis(case, today, outcome, fields["articles"])
    check_searched(case, cited)
    return append(
        case,
        kind.event,
        today,
        by=actor,
        today=today,
        evidence=label,
        fields={"outcome": outcome, "articles": cited} if kind.event == "decided" else {},
        changes=ended(today, outcome, cited, label),
        log="request.closed",
    )


def _known_already(case: Request, kind: LetterType) -> bool:
    """A receipt for a request that was received already confirms nothing new."""
    return kind.code == "receipt" and case.received_on is not None


def _receipt(case: Request) -> str:
    return "signed_for" if case.channel == "registered_mail" else "confirmed"
