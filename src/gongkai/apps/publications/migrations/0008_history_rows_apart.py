"""The rows of a batch stand in a table of their own, beside the items that they became."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations

DEFAULTS = {
    "key": "", "column": "", "title": "", "date": "", "channels": [], "document_number": "", "issued_on": "",
    "summary": "", "body": "", "body_html": "", "keywords": "", "topic": "", "genre": "", "content_source": "",
    "source_url": "", "is_normative": False, "validity": "in_force",
}


def move_rows(apps, schema_editor):
    batches = apps.get_model("publications", "HistoryBatch").objects
    lines = apps.get_model("publications", "HistoryRow").objects
    items = apps.get_model("publications", "Item").objects
    for batch in batches.all():
        rows = [DEFAULTS | row for row in batch.rows]
        made = list(items.filter(imported=batch).order_by("pk").values_list("pk", flat=True))
        made = made if len(made) == len(rows) else [None] * len(rows)
        lines.bulk_create(
            [
                lines.model(
                    batch=batch, agency_id=batch.agency_id, number=number, day=row["date"], data=row, item_id=pk
                )
                for number, (row, pk) in enumerate(zip(rows, made), start=1)
            ],
            batch_size=500,
        )
        if batch.approved_at is None:
            running = hashlib.sha256()
            for row in rows:
                text = json.dumps([row, []], ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
                running.update(text.encode() + b"\n")
            batch.digest = running.hexdigest()
            batch.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("publications", "0007_deliveries_history_rows")]
    operations = [
        migrations.RunPython(move_rows, migrations.RunPython.noop),
        migrations.RemoveField("historybatch", "rows"),
    ]
