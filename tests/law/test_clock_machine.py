"""Ten thousand random histories: the clock takes what may happen, refuses the rest, and counts as one counts by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gongkai.cli.due import answer
from gongkai.law.clock import Clock, Event, run
from gongkai.law.refusals import Refused
from tests.law.histories import Ledger, attempt

HISTORIES, PARTS = 10_000, 4
STEPS = 14
FIRST, LAST = date(2018, 1, 1), date(2026, 6, 30)


class Walk:
    """One history, step by step, with everything that must hold after each."""

    def __init__(self, first: date) -> None:
        self.ledger, self.today, self.clock = Ledger(), first, None

    def step(self, random: Random) -> None:
        """Time passes, something is tried."""
        self.today += timedelta(days=random.choice([0, 0, 1, 1, 2, 3, 5, 8, 13, 30]))
        event = attempt(self.ledger, self.today, random)
        objection = self.ledger.objection(event, self.today)
        try:
            after = run([*self.ledger.events, event], self.today)
        except Refused as refused:
            assert objection, (event, str(refused))
            assert event.name in str(refused) or refused.field, str(refused)
            return
        assert not objection, (event, objection)
        self.ledger.take(event)
        self.check(event, after)
        self.clock = after

    def check(self, event: Event, after: Clock) -> None:
        """State and due date as counted by hand; a due date that moved is explained on that day, by an article."""
        ledger = self.ledger
        assert (after.state, after.due) == (ledger.state(self.today), ledger.due()), event
        if self.clock is not None and self.clock.due != after.due:
            reasons = [step for step in after.steps if step.date == event.date and step.article]
            assert reasons, event
        if after.due is not None:
            assert ledger.delayed == after.due or ledger.calendar.is_workday(after.due)
        assert after.overdue == (after.due is not None and (after.delivered or self.today) > after.due)

    def end(self) -> None:
        """A later look changes nothing but the state; `gongkai due` says the same of the written events."""
        if not self.ledger.events:
            return
        later = run(self.ledger.events, self.today + timedelta(days=90))
        assert later.due == self.ledger.due()
        assert later.drawn()
        written = [
            {k: v for k, v in asdict(event).items() if v or v is False} for event in self.ledger.events
        ]
        said = answer({"events": json.loads(json.dumps(written, default=str)), "today": str(self.today)})
        assert (said["due"], said["state"]) == (
            None if later.due is None else str(later.due),
            self.ledger.state(self.today),
        )


def walk(seed: int, steps: int = STEPS) -> Walk:
    """The history of this number."""
    random = Random(seed)
    made = Walk(FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days)))
    for _ in range(steps):
        made.step(random)
    made.end()
    return made


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_histories_are_counted_as_by_hand_and_refuse_what_may_not_follow(part):
    endings, kinds = set(), set()
    for seed in range(part, HISTORIES, PARTS):
        made = walk(seed)
        endings.add(made.ledger.state(made.today))
        kinds |= {event.type for event in made.ledger.events}
    assert len(endings) == 6
    assert len(kinds) == 20


class ClockMachine(RuleBasedStateMachine):
    """The same walk in the hands of hypothesis, which shortens what it finds."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(date(2024, 9, 10))

    @rule(random=st.randoms(use_true_random=False))
    def something_happens(self, random: Random) -> None:
        self.walk.step(random)

    @invariant()
    def a_later_look_says_the_same(self) -> None:
        self.walk.end()


TestClockMachine = ClockMachine.TestCase
TestClockMachine.settings = settings(max_examples=100, stateful_step_count=STEPS, deadline=None)
