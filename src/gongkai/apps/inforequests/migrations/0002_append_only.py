"""What happened to a request stays: the database itself refuses to change or delete an event."""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER inforequests_event_no_update BEFORE UPDATE ON inforequests_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER inforequests_event_no_delete BEFORE DELETE ON inforequests_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION inforequests_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER inforequests_event_append_only BEFORE UPDATE OR DELETE ON inforequests_event FOR EACH ROW EXECUTE FUNCTION inforequests_event_refuse()",
)


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER inforequests_event_no_update")
        schema_editor.execute("DROP TRIGGER inforequests_event_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER inforequests_event_append_only ON inforequests_event")
        schema_editor.execute("DROP FUNCTION inforequests_event_refuse()")


class Migration(migrations.Migration):
    dependencies = [("inforequests", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
