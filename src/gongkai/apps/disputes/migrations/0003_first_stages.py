"""A dispute registered before stages were kept has one, with what was known of it."""

from django.db import migrations

KINDS = {"reconsideration": "reconsideration"}


def give_stages(apps, schema_editor):
    dispute, stage = apps.get_model("disputes", "Dispute"), apps.get_model("disputes", "Stage")
    rows = dispute.objects.filter(stages=None)
    stage.objects.bulk_create(
        (
            stage(
                dispute=row,
                kind=KINDS.get(row.route, "first_instance"),
                case_number=row.case_number,
                authority=row.authority,
                filed_on=row.filed_on,
                accepted_on=row.accepted_on,
                decided_on=row.decided_on,
                result=row.result,
                summary=row.notes,
            )
            for row in rows.iterator()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("disputes", "0002_stages")]

    operations = [migrations.RunPython(give_stages, migrations.RunPython.noop)]
