"""Tables that only grow: the migration operation that makes the database itself refuse a change or a deletion."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

# One function serves every table of a PostgreSQL database; the trigger hands it the words.
FUNCTION = (
    "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0]; END $$"
)


class AppendOnly(Operation):
    """`AppendOnly("event", refusal="events are append-only")`: rows of these models are inserted, never touched.

    models: names of models of the migration's own app. refusal: what the database answers; plain English.
    Safe to repeat. On SQLite an AlterField rebuilds the table and loses its triggers: end such a migration with
    this operation again.
    """

    reversible = True

    def __init__(self, *models: str, refusal: str) -> None:
        if "'" in refusal:
            raise ValueError("a refusal stands inside SQL quotes")
        self.models, self.refusal = models, refusal

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        """How the operation is written down again."""
        return type(self).__name__, list(self.models), {"refusal": self.refusal}

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Refuse to change or delete rows of {', '.join(self.models)}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Sets the triggers, replacing those that stand."""
        for table in self._tables(app_label, to_state):
            self._drop(schema_editor, table)
            self._create(schema_editor, table)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Takes the triggers away."""
        for table in self._tables(app_label, from_state):
            self._drop(schema_editor, table)

    def _tables(self, app_label: str, state: Any) -> list[str]:
        return [state.apps.get_model(app_label, name)._meta.db_table for name in self.models]

    def _create(self, schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
                )
            return
        schema_editor.execute(FUNCTION)
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION append_only_refuse('{self.refusal}')"
        )

    def _drop(self, schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            return
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
