"""The index of alike applications; earlier rows get their codes and marks."""

import django.db.models.deletion
from django.db import migrations, models

BATCH = 500


def fill(apps, schema_editor):
    from gongkai.apps.inforequests.codes import applicant_keys, new_query_code
    from gongkai.textcheck.likeness import marks

    Request = apps.get_model("inforequests", "Request")
    ContentMark = apps.get_model("inforequests", "ContentMark")
    pks = list(Request.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        rows = list(Request.objects.filter(pk__in=pks[start : start + BATCH]))
        for row in rows:
            row.query_code = row.query_code or new_query_code()
            who = (row.applicant_type, row.applicant_name, row.identity_number, row.contact)
            row.applicant_key = next(iter(applicant_keys(*who)), "")
        Request.objects.bulk_update(rows, ["query_code", "applicant_key"])
        ContentMark.objects.bulk_create(
            ContentMark(agency_id=row.agency_id, request_id=row.pk, mark=mark)
            for row in rows
            for mark in marks(row.content)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_legal_reviewer"),
        ("inforequests", "0003_case_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BigIntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="content_marks",
                        to="inforequests.request",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "mark", "request"], name="content_mark")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
