"""Verdicts and returned lists only grow: the database itself refuses to change or delete one."""

from django.db import migrations

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("auditroom", "0001_initial")]
    operations = [AppendOnly("verdict", "return", refusal="verdicts and returned lists are append-only")]
