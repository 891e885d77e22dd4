"""Who follows the log is told of an event after its commit, by name, and can harm nobody (docs/adr/0005)."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongkai.apps.audit import actions
from gongkai.apps.audit.models import Entry


@pytest.fixture
def told(monkeypatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(actions, "followers", [found.append])
    return found


def test_a_follower_is_told_the_name_of_the_event_after_the_commit(
    db, told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.record("item.published")
        assert told == []
    assert told == ["item.published"]


def test_what_was_rolled_back_is_told_to_nobody(db, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actions.record("item.published")
            raise ZeroDivisionError
        actions.record("item.withdrawn")
    assert told == ["item.withdrawn"]


def test_a_follower_that_fails_harms_neither_the_entry_nor_the_next_follower(
    db, told, caplog, django_capture_on_commit_callbacks
):
    def broken(event: str) -> None:
        raise ValueError("no such thing")

    actions.followers.insert(0, broken)
    with django_capture_on_commit_callbacks(execute=True):
        actions.record("item.published")
    assert Entry.objects.get().event == "item.published"
    assert told == ["item.published"]
    assert "no such thing" in caplog.text
