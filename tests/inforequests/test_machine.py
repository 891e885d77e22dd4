"""Random lawful histories through the real actions and the database: nothing unlawful gets in, everything agrees."""

from __future__ import annotations

import os
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from gongkai.apps.inforequests import actions
from tests.inforequests.walk import LAST, DeskWalk

pytestmark = [pytest.mark.django_db, pytest.mark.long]

HISTORIES = int(os.environ.get("HISTORIES", "60"))  # `make proofs NAMES=histories` walks ten thousand
STEPS = 14
FIRST = date(2018, 1, 1)


def test_a_random_history_leaves_events_caches_log_and_tables_in_agreement(clerk, make_post):
    head = make_post("second_reviewer", name="李处")
    for seed in range(HISTORIES):
        with transaction.atomic():
            random = Random(seed)
            walk = DeskWalk(clerk, head, FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days)))
            for _ in range(STEPS):
                walk.step(random)
            walk.end()
            assert actions.recompute_due_dates(walk.today) == []
            transaction.set_rollback(True)


def test_hypothesis_finds_no_history_that_disagrees(clerk, make_post):
    head = make_post("second_reviewer", name="李处")

    class DeskMachine(RuleBasedStateMachine):
        """Each history in a savepoint of its own, rolled back at its end."""

        def __init__(self) -> None:
            super().__init__()
            self.savepoint = transaction.savepoint()
            self.walk = DeskWalk(clerk, head, date(2024, 9, 10))

        @rule(random=st.randoms(use_true_random=False))
        def something_happens(self, random: Random) -> None:
            self.walk.step(random)

        def teardown(self) -> None:
            self.walk.end()
            transaction.savepoint_rollback(self.savepoint)

    run_state_machine_as_test(
        DeskMachine,
        settings=settings(
            max_examples=max(10, HISTORIES // 10),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
