"""Reviews and revisions only grow: the database itself refuses to change or delete one."""

from django.db import migrations

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [AppendOnly("review", "revision", refusal="reviews and revisions are append-only")]
