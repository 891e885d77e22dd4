"""What the records already say for the fields of a letter, so that a clerk types only what nobody knows yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.letter_facts import due_after
from gongkai.law.clock import Clock
from gongkai.law.sources import setting
from gongkai.letters.library import LetterType

# Worked out from the clock whenever the letter is composed, and never typed.
COMPUTED = {"receipt": ("due", "query_code"), "extension": ("due", "new_due")}


def prefill(case: Request, clock: Clock, kind: LetterType, post: Post) -> dict[str, Any]:
    """Initial values of the letter's fields, by name; what the records do not say is absent."""
    own = {"approver": _approver(post)} if kind.code == "extension" else {}
    shown = {field.name for field in kind.fields}
    known = {name: make(case, clock) for name, make in KNOWN.get(kind.code, {}).items()}
    return {name: value for name, value in (known | own).items() if name in shown and value not in (None, "")}


def computed(case: Request, clock: Clock, kind: LetterType, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `COMPUTED` for this letter, from the clock of today and what was given beside them."""
    if kind.code == "receipt":
        kind_of_receipt = "signed_for" if case.channel == "registered_mail" else "confirmed"
        due = clock.due if case.received_on else due_after(case, clock, kind_of_receipt)
        return {"due": due, "query_code": case.query_code}
    if kind.code == "extension":
        days = int(given.get("days") or 0)
        extended = due_after(case, clock, "extended", days=days, approved_by="x") if days else None
        return {"due": clock.due, "new_due": extended}
    return {}


def _approver(post: Post) -> str:
    """The one who may agree to an extension: the post itself, else the first of its agency that may."""
    if post.may("inforequests.extend"):
        return post.account.display_name
    heads = Post.objects.filter(
        agency_id=post.agency_id, grants__role="second_reviewer", grants__revoked_at=None, until=None
    ).select_related("account")
    head = heads.order_by("pk").first()
    return head.account.display_name if head else ""


def _last(case: Request, kind: str) -> Event | None:
    return next((event for event in reversed(case.events.all()) if event.type == kind), None)


def _day_of(kind: str) -> Callable[[Request, Clock], date | None]:
    def day(case: Request, clock: Clock) -> date | None:
        event = _last(case, kind)
        return event.date if event else None

    return day


def _field_of(kind: str, name: str) -> Callable[[Request, Clock], Any]:
    def value(case: Request, clock: Clock) -> Any:
        event = _last(case, kind)
        return event.fields.get(name) if event else None

    return value


def _correction_until(case: Request, clock: Clock) -> date:
    return clock.calendar.add(clock.today, int(setting("correction_period", clock.today).value))


def _opinion(case: Request, clock: Clock) -> str:
    event = _last(case, "consultation_answered")
    return "refused" if event and event.fields.get("consents") is False else "" if event else "silent"


def _places(case: Request, clock: Clock) -> str:
    return "；".join(dict.fromkeys(one.places for one in case.searches.all()))


def _methods(case: Request, clock: Clock) -> str:
    return "；".join(f"{one.searched_on}，{one.method}" for one in case.searches.all())


def _fee_number(case: Request, clock: Clock) -> str:
    event = _last(case, "fee_noticed")
    return event.evidence if event else ""


def _wait_until(case: Request, clock: Clock) -> date | None:
    return clock.wait_until


# type of letter → field → what the case says.
KNOWN: dict[str, dict[str, Callable[[Request, Clock], Any]]] = {
    "correction": {"until": _correction_until},
    "reasons": {"until": _correction_until},
    "extension": {"days": lambda case, clock: 20},
    "delay": {"explained": _day_of("reasons_received")},
    "consult_other_agency": {
        "days": lambda case, clock: setting("consultation_without_term", clock.today).value
    },
    "consult_notice": {
        "whom": _field_of("consultation_sent", "party"),
        "sent": _day_of("consultation_sent"),
    },
    "third_party_notice": {
        "party": _field_of("consultation_sent", "name"),
        "consulted": _day_of("consultation_sent"),
        "opinion": _field_of("consultation_answered", "opinion"),
    },
    "denied_third_party": {"consulted": _day_of("consultation_sent"), "opinion": _opinion},
    "does_not_exist": {"search_scope": _places, "search_method": _methods},
    "unavailable_still_unclear": {
        "asked": _day_of("correction_asked"),
        "corrected": _day_of("correction_received"),
    },
    "not_processed_excessive": {"asked": _day_of("reasons_asked")},
    "closed_not_corrected": {
        "asked": _day_of("correction_asked"),
        "until": _field_of("correction_asked", "until"),
    },
    "closed_fee_unpaid": {
        "noticed": _day_of("fee_noticed"),
        "notice_number": _fee_number,
        "amount": _field_of("fee_noticed", "amount"),
        "until": _wait_until,
    },
}
