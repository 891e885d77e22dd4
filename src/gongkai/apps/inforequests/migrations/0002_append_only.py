"""What happened to a request stays: the database itself refuses to change or delete an event."""

from django.db import migrations

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("inforequests", "0001_initial")]
    operations = [AppendOnly("event", refusal="events are append-only")]
