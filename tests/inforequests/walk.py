"""A random history of one request through the real actions, with everything that must hold after each step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit import queries as log
from gongkai.apps.audit.models import Head
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import ApplicantType, Event, Request
from gongkai.apps.inforequests.queries.moves import CACHED, cached
from gongkai.cli.due import answer
from gongkai.law import clock as law
from gongkai.law.refusals import Refused
from tests.law.histories import Ledger, attempt

LAST = date(2026, 11, 22)
PROOF = "凭据"
OUTCOMES = {
    "correction_lapsed": "closed_not_corrected",
    "fee_lapsed": "closed_fee_unpaid",
    "withdrawn": {False: "closed_other", True: "closed_otherwise"},
}


class DeskWalk:
    """One request; `step` lets time pass and tries something; what the law allows happens, the rest leaves no trace."""

    def __init__(self, clerk: Post, head: Post, first: date) -> None:
        self.clerk, self.head, self.first, self.today = clerk, head, first, first
        self.ledger, self.request = Ledger(), None
        self.closed: tuple[date, str] | None = None

    def step(self, random: Random) -> None:
        self.today = min(self.today + timedelta(days=random.choice([0, 0, 1, 1, 2, 3, 5, 8, 13, 30])), LAST)
        if self.ledger.decided and random.randint(0, 3) == 0:
            self._start_again(random)
            return
        event = self._sayable(attempt(self.ledger, self.today, random))
        if event is None:
            return
        allowed = not self.ledger.objection(event, self.today)
        before = self._traces()
        try:
            request = self._act(event, random)
        except Refused as refused:
            assert not allowed, (event, str(refused))
            assert self._traces() == before, event
            return
        assert allowed, event
        self.ledger.take(event)
        self.request = Request.objects.get(pk=request.pk)
        self._check(event, before)

    def _start_again(self, random: Random) -> None:
        """A ruling orders a new reply: a fresh handling with a history of its own."""
        until = random.choice([None, self.today + timedelta(days=random.randint(1, 40))])
        self.request = actions.rehandle(
            self.clerk, self.request, ordered_on=self.today, until=until, today=self.today, evidence=PROOF
        )
        self.ledger, self.closed = Ledger(), None
        self.ledger.take(law.Event("ordered", self.today, until=until))
        assert self.request.due_cached == self.ledger.due()

    def _sayable(self, event: law.Event) -> law.Event | None:
        """The event as far as the desk's verbs can say it: letters are numbered, an order comes from a closed case."""
        if event.type == "ordered" or (event.type == "correction_asked" and event.until is None):
            return None
        if event.type == "submitted" or not self.request:
            return event if event.type == "submitted" and self.request is None else None
        if event.type == "consultation_sent":
            ident = str(len(self.ledger.letters) + 1)
            return law.Event(
                event.type,
                event.date,
                party=event.party,
                id=ident,
                received=event.received,
                days=event.days,
            )
        if event.type == "decided" and self.ledger.ended and self.ledger.old:
            return replace(event, outcome="closed_otherwise", articles=("申请人撤回申请",))
        wanted = "signed_for" if self.request.channel == "registered_mail" else "confirmed"
        return None if event.type in ("signed_for", "confirmed") and event.type != wanted else event

    def _act(self, event: law.Event, random: Random) -> Request:
        how: dict[str, Any] = {"day": event.date, "today": self.today, "evidence": PROOF}
        if event.type == "submitted":
            return self._register(event, random)
        assert self.request is not None
        how["seen"] = self.request.version
        verb, given = VERBS[event.type]
        actor = self.head if event.type == "extended" else self.clerk
        return verb(actor, self.request, **how, **given(event))

    def _register(self, event: law.Event, random: Random) -> Request:
        return actions.register(
            self.clerk,
            today=self.today,
            channel=event.channel,
            submitted_on=event.date,
            applicant_type=random.choice(ApplicantType.values),
            applicant_name="某申请人",
            content="某煤矿重大隐患挂牌督办通知书",
        )

    def _traces(self) -> tuple[Any, ...]:
        """Everything that a refused act must leave as it was."""
        row = Request.objects.filter(pk=self.request.pk).values().get() if self.request else None
        return row, Event.objects.count(), Head.objects.values_list("seq", flat=True).get()

    def _check(self, event: law.Event, before: tuple[Any, ...]) -> None:
        request, ledger = self.request, self.ledger
        assert request is not None
        assert Event.objects.count() == before[1] + 1
        assert Head.objects.get().seq == before[2] + 1
        assert (request.due_cached, request.state_cached) == (ledger.due(), ledger.state(self.today)), event
        fresh = queries.clock_of(request, self.today)
        assert {name: getattr(request, name) for name in CACHED} == cached(fresh)
        if before[0] and before[0]["due_cached"] != request.due_cached:
            assert [one for one in fresh.steps if one.date == event.date and one.article], event
        if self.closed is None and (ledger.decided or ledger.ended):
            self.closed = (event.date, self._outcome(event))
        assert (request.closed_on, request.outcome) == (self.closed or (None, "")), event
        assert request.delivered_on == (event.date if event.type == "delivered" else before_delivered(before))

    def _outcome(self, event: law.Event) -> str:
        named = OUTCOMES.get(event.type, event.outcome)
        return named if isinstance(named, str) else named[self.ledger.old]

    def end(self) -> None:
        """`gongkai due` says the same of the written events; the years balance; the log is whole."""
        assert log.verify().whole
        if self.request is None:
            return
        written = json.loads(json.dumps([one.for_clock() for one in self.request.events.all()], default=str))
        said = answer({"events": written, "today": str(self.today)})
        due = self.request.due_cached
        assert said["due"] == (str(due) if due else None)
        assert said["state"] == self.ledger.state(self.today)
        check_balance(self.request.agency_id, range(self.first.year, self.today.year + 2))


def before_delivered(before: tuple[Any, ...]) -> date | None:
    return before[0]["delivered_on"] if before[0] else None


def check_balance(agency_id: int, years: Iterable[int]) -> None:
    """新收 + 上年结转 = 办结 + 结转下年, for each type of applicant in each of these years."""
    for year in years:
        rows = {
            kind: Counter(queries.counted(agency_id, year, kind).values_list("applicant_type", flat=True))
            for kind in ("request.received", "request.carried_in", "request.closed", "request.carried_out")
        }
        for column in ApplicantType.values:
            said = {kind.removeprefix("request."): count[column] for kind, count in rows.items()}
            assert said["received"] + said["carried_in"] == said["closed"] + said["carried_out"], (year, said)


def nothing(event: law.Event) -> dict[str, Any]:
    return {}


Verb = tuple[Callable[..., Request], Callable[[law.Event], dict[str, Any]]]
# event → the desk's verb and what it is told besides day and proof.
VERBS: dict[str, Verb] = {
    "signed_for": (actions.confirm, nothing),
    "confirmed": (actions.confirm, nothing),
    "correction_asked": (actions.ask_correction, lambda one: {"until": one.until, "matters": "请写明文号"}),
    "correction_received": (actions.receive_correction, lambda one: {"content": "某办发〔2024〕3号"}),
    "correction_lapsed": (actions.lapse_correction, nothing),
    "consultation_sent": (
        actions.send_consultation,
        lambda one: {"party": one.party, "name": "某公司", "received": one.received, "days": one.days},
    ),
    "consultation_received": (actions.deliver_consultation, lambda one: {"id": one.id}),
    "consultation_answered": (
        actions.answer_consultation,
        lambda one: {"id": one.id, "consents": one.consents},
    ),
    "extended": (actions.extend, lambda one: {"days": one.days, "reason": "检索量大"}),
    "reasons_asked": (actions.ask_reasons, nothing),
    "reasons_received": (actions.receive_reasons, nothing),
    "delayed": (actions.delay, lambda one: {"until": one.until}),
    "fee_noticed": (
        actions.notice_fee,
        lambda one: {"amount": Decimal(4700), "delivered": one.delivered},
    ),
    "fee_paid": (actions.pay_fee, nothing),
    "fee_lapsed": (actions.lapse_fee, nothing),
    "withdrawn": (actions.record_withdrawal, nothing),
    "decided": (
        actions.decide,
        lambda one: {"outcome": one.outcome, "articles": ARTICLES.get(one.outcome, list(one.articles))},
    ),
    "delivered": (actions.deliver, lambda one: {"by": one.by}),
}
# The desk asks for an article that carries the outcome; an end without decision has its own.
ARTICLES = {"closed_not_corrected": ["30"], "closed_fee_unpaid": ["42"], "closed_other": ["申请人撤回申请"]}
