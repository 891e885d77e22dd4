"""Tables that only grow, in the database as migrated."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.audit.append_only import AppendOnly

pytestmark = pytest.mark.django_db

TABLES = [
    "audit_entry",
    "auditroom_return",
    "auditroom_verdict",
    "filings_note",
    "filings_snapshot",
    "inforequests_event",
    "publications_review",
    "publications_revision",
]


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_only_grows_still_has_its_triggers_after_all_migrations(table):
    kinds = ("no_update", "no_delete") if connection.vendor == "sqlite" else ("append_only",)
    assert {f"{table}_{kind}" for kind in kinds} <= triggers()


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_operation_may_be_repeated_and_taken_back():
    operation = AppendOnly("entry", refusal="the log is closed")
    # The real editor of SQLite wants no transaction around it; the test has one.
    editor, state = SimpleNamespace(connection=connection, execute=execute), SimpleNamespace(apps=apps)
    before = triggers()
    operation.database_forwards("audit", editor, state, state)
    assert triggers() == before
    record("chain.verified")
    with pytest.raises(DatabaseError, match="the log is closed"), transaction.atomic():
        execute("DELETE FROM audit_entry")
    operation.database_backwards("audit", editor, state, state)
    assert before - triggers() == {name for name in before if name.startswith("audit_entry_")}
    execute("DELETE FROM audit_entry")


def test_a_refusal_with_a_quote_is_not_put_into_sql():
    with pytest.raises(ValueError, match="quotes"):
        AppendOnly("entry", refusal="it's final")
