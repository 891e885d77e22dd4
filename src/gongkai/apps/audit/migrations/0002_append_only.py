"""The log only grows: the database itself refuses to change or delete an entry; and the chain gets its head."""

from django.db import migrations

from gongkai.apps.audit.append_only import AppendOnly


def begin(apps, schema_editor):
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        AppendOnly("entry", refusal="the log is append-only"),
    ]
