import django.db.models.deletion
from django.db import migrations, models

import gongkai.apps.agencies.encryption


class Migration(migrations.Migration):

    dependencies = [
        ('inforequests', '0004_content_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='proof',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inforequests.attachment', verbose_name='送达凭证'),
        ),
        migrations.AddField(
            model_name='letter',
            name='sent_by',
            field=models.CharField(blank=True, choices=[('in_person', '直接送达'), ('post', '邮寄送达'), ('electronic', '电子送达'), ('entrusted', '委托送达')], max_length=12, verbose_name='送达方式'),
        ),
        migrations.AddField(
            model_name='letter',
            name='sent_evidence',
            field=models.CharField(blank=True, max_length=200, verbose_name='送达凭据'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='document',
            field=gongkai.apps.agencies.encryption.EncryptedJSONField(default=dict, verbose_name='正文'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='fields',
            field=gongkai.apps.agencies.encryption.EncryptedJSONField(default=dict, verbose_name='填写事项'),
        ),
    ]
