"""What the page of one case shows: the derivation of its clock, what if, what happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.law.clock import DELIVERIES, PARTIES, TYPES, Clock
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition

DAYS_OFF = "其间"  # how the clock begins its step on days off and make-up days
STOPPING = {"consultation_sent", "correction_asked", "fee_noticed", "reasons_asked"}


def excluded_reason(clock: Clock) -> str:
    """Why the hatched days do not count."""
    return "、".join(dict.fromkeys(part.why for part in clock.excluded))


def derivation(clock: Clock) -> list[dict[str, str]]:
    """The steps of the clock, each with its day and the first clause of its sentence as its title."""
    steps = []
    for step in clock.steps:
        title, _, rest = re.sub(r"[，；：]", "\n", step.text, count=1).partition("\n")
        if step.text.startswith(DAYS_OFF):
            title, rest = "放假与调休", step.text
        steps.append({"title": f"{step.date:%m-%d} {title}", "article": step.article, "sentence": rest})
    return steps


def what_if(request: Request, clock: Clock) -> list[tuple[str, date]]:
    """(what if, the day that would follow): extension, the end of a wait today, and the ways of delivery."""
    answers: list[tuple[str, date | None]] = []
    if clock.state in ("running", "consulting") and not clock.extended and not clock.overdue:
        days = edition(clock.edition).term("extension").number
        answers.append((f"延长{days}个工作日（工作机构负责人同意并告知）", clock.what_if(days)))
    if ending := _ending(request, clock):
        words, events = ending
        answers.append((words, _due_after(request, clock, events)))
    if clock.due and clock.delivered is None and clock.state != "awaiting_confirmation":
        answers.append(("邮寄送达：交邮日不晚于", clock.due))
        answers.append(("电子送达：发出日不晚于", clock.due))
    return [(words, day) for words, day in answers if day]


def _ending(request: Request, clock: Clock) -> tuple[str, list[Event]] | None:
    """What would set a waiting clock going again today."""
    if clock.state == "consulting":
        answer = {"type": "consultation_answered", "date": clock.today}
        return "今天收到全部意见", [
            Event(fields={"id": letter.fields["id"]}, **answer) for letter in open_letters(request)
        ]
    words, kind = {
        "awaiting_confirmation": ("今天双方确认收到", "confirmed"),
        "awaiting_correction": ("今天收到补正", "correction_received"),
        "awaiting_payment": ("今天缴清费用", "fee_paid"),
    }.get(clock.state, ("", ""))
    if (kind, request.channel) == ("confirmed", "registered_mail"):
        words, kind = "今天签收", "signed_for"
    return (words, [Event(type=kind, date=clock.today)]) if kind else None


def _due_after(request: Request, clock: Clock, more: list[Event]) -> date | None:
    try:
        return clock_of_events([*request.events.all(), *more], clock.today, clock.calendar).due
    except Refused:
        return None


def open_letters(request: Request) -> list[Event]:
    """The consultation letters without an opinion."""
    return _letters_without(request, "consultation_answered")


def undelivered_letters(request: Request) -> list[Event]:
    """The consultation letters of which nobody recorded when the party got them."""
    return [one for one in _letters_without(request, "consultation_received") if "received" not in one.fields]


def _letters_without(request: Request, kind: str) -> list[Event]:
    events = list(request.events.all())
    done = {event.fields.get("id") for event in events if event.type == kind}
    return [event for event in events if event.type == "consultation_sent" and event.fields["id"] not in done]


def timeline(request: Request, clock: Clock) -> list[dict[str, Any]]:
    """What happened, in order, and at the end what is to be done, as `look/timeline.html` takes it."""
    letters = {
        event.fields["id"]: event.fields["name"]
        for event in request.events.all()
        if event.type == "consultation_sent"
    }
    events = [
        {
            "day": event.date,
            "state": "paused" if event.type in STOPPING else "done",
            "title": TYPES[event.type],
            "note": "；".join(_notes(event, letters)),
        }
        for event in request.events.all()
    ]
    if clock.delivered is None:
        events.append({"day": clock.today, "state": "in_hand", "title": clock.next_step, "note": "今天"})
    return events


def _notes(event: Event, letters: dict[str, str]) -> Iterator[str]:
    for name, value in event.fields.items():
        if name in NOTES and (note := NOTES[name](value)):
            yield note
    if event.type in ("consultation_answered", "consultation_received"):
        yield letters.get(event.fields.get("id", ""), "")
    if event.evidence:
        yield f"凭据：{event.evidence}"
    recorded = timezone.localdate(event.recorded_at)
    if event.recorded_by is None:
        yield "申请人在网上提交"
    elif recorded != event.date:
        yield f"{recorded:%Y-%m-%d}由{event.recorded_by.account.display_name}登记"


# field of an event → its words, "" for nothing to say.
NOTES: dict[str, Callable[[Any], str]] = {
    "party": lambda code: PARTIES[code],
    "name": str,
    "received": lambda day: f"对方{day}收到",
    "until": lambda day: f"至{day}",
    "matters": str,
    "content_before": lambda text: f"补正前：{text}",
    "consents": lambda consents: "同意公开" if consents else "不同意公开",
    "opinion": str,
    "days": lambda days: f"{days}个工作日",
    "reason": str,
    "approved_by": lambda name: f"{name}批准",
    "amount": lambda yuan: f"{yuan}元",
    "outcome": lambda code: outcomes()[code].name,
    "by": lambda code: DELIVERIES[code],
}
