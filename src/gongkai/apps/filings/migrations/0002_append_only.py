"""Notes and snapshots only grow: the database itself refuses to change or delete one."""

from django.db import migrations

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("filings", "0001_initial")]
    operations = [AppendOnly("note", "snapshot", refusal="notes and snapshots are append-only")]
