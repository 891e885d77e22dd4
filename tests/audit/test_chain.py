"""The log: append-only, sealed, provable."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.apps.audit import queries
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.models import Entry, Head

pytestmark = pytest.mark.django_db


def test_an_untouched_chain_verifies_and_counts_its_entries(clerk):
    for _ in range(3):
        record("login.succeeded", actor=clerk)
    verdict = queries.verify()
    assert verdict.whole
    assert verdict.entries == 3


def test_an_empty_log_is_whole():
    assert queries.verify().whole


def test_an_event_outside_the_vocabulary_is_not_logged():
    with pytest.raises(ValueError, match="vocabulary"):
        record("item.looked_at")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor_name='x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(statement):
    record("chain.verified")
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get().actor_name == ""


def _tamper(*statements: str) -> None:
    """Somebody with the database in their hands: triggers off, then the change."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute("DROP TRIGGER audit_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "broken_at", "reason"),
    [
        ("UPDATE audit_entry SET actor_name='别人' WHERE seq=2", 2, "第2条内容与摘要不符"),
        ("UPDATE audit_entry SET previous='0' WHERE seq=3", 3, "第3条与前一条不相接"),
        ("DELETE FROM audit_entry WHERE seq=2", 2, "缺少第2条"),
        ("DELETE FROM audit_entry WHERE seq=3", 3, "日志末尾缺失：应有3条，实有2条"),
    ],
)
def test_a_changed_moved_or_missing_entry_is_named(statement, broken_at, reason):
    for _ in range(3):
        record("chain.verified")
    _tamper(statement)
    verdict = queries.verify()
    assert not verdict.whole
    assert verdict.broken_at == broken_at
    assert verdict.reason == reason


def test_an_entry_of_a_failed_transaction_leaves_no_trace():
    with pytest.raises(RuntimeError), transaction.atomic():
        record("chain.verified")
        raise RuntimeError
    assert Entry.objects.count() == 0
    assert Head.objects.get().seq == 0
    assert queries.verify().whole
