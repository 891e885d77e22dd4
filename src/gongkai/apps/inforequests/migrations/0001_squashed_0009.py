"""The tables as the first nine migrations leave them, made at once: a new installation builds no table twice."""

import django.db.models.deletion
import django.utils.timezone
import gongkai.apps.agencies.encryption
import gongkai.apps.agencies.files
import gongkai.apps.inforequests.models.files
import gongkai.apps.inforequests.models.outside
from django.conf import settings
from django.db import migrations, models

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("inforequests", "0001_initial"),
        ("inforequests", "0002_append_only"),
        ("inforequests", "0003_case_papers"),
        ("inforequests", "0004_content_marks"),
        ("inforequests", "0005_sealed_letters"),
        ("inforequests", "0006_clock_events"),
        ("inforequests", "0007_open_cases"),
        ("inforequests", "0008_rare_columns"),
        ("inforequests", "0009_desk_by_index"),
    ]

    dependencies = [
        ("agencies", "0004_site_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("content", gongkai.apps.agencies.encryption.EncryptedTextField()),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_on", models.DateField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request_drafts",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请草稿",
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=gongkai.apps.agencies.files.SealedStorage(),
                        upload_to=gongkai.apps.inforequests.models.outside._draft_place,
                    ),
                ),
                ("name", gongkai.apps.agencies.encryption.EncryptedTextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="inforequests.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("submitted", "提交申请"),
                            ("ordered", "责令重新答复"),
                            ("signed_for", "签收"),
                            ("confirmed", "确认收到"),
                            ("correction_asked", "补正告知"),
                            ("correction_received", "收到补正"),
                            ("correction_lapsed", "逾期未补正"),
                            ("consultation_sent", "征求意见"),
                            ("consultation_received", "被征求方收到征求意见书"),
                            ("consultation_answered", "收到意见"),
                            ("extended", "延长答复期限"),
                            ("reasons_asked", "要求说明理由"),
                            ("reasons_received", "收到理由说明"),
                            ("delayed", "告知合理延迟期限"),
                            ("fee_noticed", "收费通知"),
                            ("fee_paid", "缴清费用"),
                            ("fee_lapsed", "逾期未缴费"),
                            ("withdrawn", "撤回申请"),
                            ("decided", "作出处理决定"),
                            ("delivered", "送达"),
                        ],
                        max_length=24,
                        verbose_name="事项",
                    ),
                ),
                ("date", models.DateField(verbose_name="日期")),
                ("fields", models.JSONField(default=dict, verbose_name="内容")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="凭据")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理事项",
                "ordering": ["date", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "申请书"),
                            ("identity", "身份证明"),
                            ("correction", "补正材料"),
                            ("opinion", "征求意见材料"),
                            ("source", "拟提供的信息"),
                            ("released", "遮蔽后的信息"),
                            ("letter", "文书"),
                            ("proof", "送达、缴费等凭证"),
                            ("archive", "案卷"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=gongkai.apps.agencies.files.SealedStorage(),
                        upload_to=gongkai.apps.inforequests.models.files._place,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("for_applicant", models.BooleanField(default=False, verbose_name="申请人可下载")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="上传时间"),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="移除时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="inforequests.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "案卷材料",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("type", models.CharField(max_length=40, verbose_name="文书种类")),
                (
                    "fields",
                    gongkai.apps.agencies.encryption.EncryptedJSONField(
                        default=dict, verbose_name="填写事项"
                    ),
                ),
                (
                    "document",
                    gongkai.apps.agencies.encryption.EncryptedJSONField(default=dict, verbose_name="正文"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="正文摘要")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("in_review", "送审中"),
                            ("signed", "已签发"),
                            ("sent", "已送出"),
                            ("void", "已作废"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="号")),
                ("label", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签发日期")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="送出日期")),
                (
                    "sent_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "直接送达"),
                            ("post", "邮寄送达"),
                            ("electronic", "电子送达"),
                            ("entrusted", "委托送达"),
                        ],
                        max_length=12,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_evidence", models.CharField(blank=True, max_length=200, verbose_name="送达凭据")),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "docx",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inforequests.attachment",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="inforequests.event",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inforequests.attachment",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inforequests.attachment",
                        verbose_name="送达凭证",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LetterStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=12, verbose_name="环节")),
                ("approved", models.BooleanField(verbose_name="通过")),
                ("digest", models.CharField(max_length=64, verbose_name="正文摘要")),
                ("remark", models.CharField(blank=True, max_length=400, verbose_name="意见")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="inforequests.letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书审签",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="登记年度")),
                ("number", models.PositiveIntegerField(verbose_name="登记号")),
                (
                    "applicant_type",
                    models.CharField(
                        choices=[
                            ("natural_person", "自然人"),
                            ("business", "商业企业"),
                            ("research", "科研机构"),
                            ("charity", "社会公益组织"),
                            ("legal_services", "法律服务机构"),
                            ("other_organisation", "其他"),
                        ],
                        max_length=20,
                        verbose_name="申请人类型",
                    ),
                ),
                (
                    "applicant_name",
                    gongkai.apps.agencies.encryption.EncryptedTextField(verbose_name="姓名或者名称"),
                ),
                (
                    "identity_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("id_card", "居民身份证"),
                            ("credit_code", "统一社会信用代码"),
                            ("other", "其他证件"),
                        ],
                        max_length=12,
                        verbose_name="身份证明",
                    ),
                ),
                (
                    "identity_number",
                    gongkai.apps.agencies.encryption.EncryptedTextField(blank=True, verbose_name="证件号码"),
                ),
                (
                    "contact",
                    gongkai.apps.agencies.encryption.EncryptedTextField(blank=True, verbose_name="联系方式"),
                ),
                (
                    "address",
                    gongkai.apps.agencies.encryption.EncryptedTextField(blank=True, verbose_name="通信地址"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "当面提交"),
                            ("registered_mail", "挂号信、特快专递"),
                            ("ordinary_mail", "平常信函"),
                            ("online", "网上提交"),
                            ("email", "电子邮件"),
                            ("fax", "传真"),
                            ("oral", "口头提出"),
                        ],
                        max_length=16,
                        verbose_name="渠道",
                    ),
                ),
                ("content", models.TextField(verbose_name="申请内容")),
                ("form_wanted", models.CharField(blank=True, max_length=40, verbose_name="获取方式")),
                ("delivery_wanted", models.CharField(blank=True, max_length=40, verbose_name="获取途径")),
                ("applicant_key", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "query_code",
                    gongkai.apps.agencies.encryption.EncryptedTextField(blank=True, verbose_name="查询码"),
                ),
                (
                    "notice_email",
                    gongkai.apps.agencies.encryption.EncryptedTextField(blank=True, verbose_name="通知邮箱"),
                ),
                (
                    "identity_checked_on",
                    models.DateField(blank=True, null=True, verbose_name="身份证明核验日期"),
                ),
                ("steps", models.JSONField(blank=True, default=dict, verbose_name="五步判断")),
                (
                    "satisfaction",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="满意度"),
                ),
                ("outcome", models.CharField(blank=True, max_length=40, verbose_name="处理决定")),
                ("articles", models.JSONField(blank=True, default=list, verbose_name="依据")),
                ("remedy_route", models.CharField(blank=True, max_length=40, verbose_name="救济途径")),
                ("letter_number", models.CharField(blank=True, max_length=60, verbose_name="文书编号")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                (
                    "fee",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="通知缴费（元）"
                    ),
                ),
                ("fee_noticed_on", models.DateField(blank=True, null=True, verbose_name="收费通知日期")),
                ("fee_paid_on", models.DateField(blank=True, null=True, verbose_name="缴清日期")),
                ("proactive_on", models.DateField(blank=True, null=True, verbose_name="转主动公开日期")),
                (
                    "proactive_item",
                    models.CharField(blank=True, max_length=60, verbose_name="转主动公开的信息"),
                ),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="归档日期")),
                ("archive_number", models.CharField(blank=True, max_length=60, verbose_name="案卷号")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="收到日期")),
                ("due_cached", models.DateField(blank=True, null=True, verbose_name="到期日")),
                (
                    "state_cached",
                    models.CharField(
                        choices=[
                            ("awaiting_confirmation", "待确认收到"),
                            ("running", "计时中"),
                            ("awaiting_correction", "待补正"),
                            ("consulting", "征求意见中"),
                            ("awaiting_payment", "待缴费"),
                            ("closed", "已办结"),
                        ],
                        max_length=24,
                        verbose_name="状态",
                    ),
                ),
                ("wait_cached", models.DateField(blank=True, null=True, verbose_name="等待至")),
                ("provisional", models.BooleanField(default=False, verbose_name="暂定")),
                ("extended", models.BooleanField(default=False, verbose_name="延期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.department",
                        verbose_name="承办科室",
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="inforequests.request",
                        verbose_name="并入",
                    ),
                ),
                (
                    "rehandles",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rehandlings",
                        to="inforequests.request",
                        verbose_name="重新办理",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="inforequests.request",
                        verbose_name="拆分自",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请",
                "ordering": ["-year", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=24, verbose_name="事项")),
                ("address", gongkai.apps.agencies.encryption.EncryptedTextField(verbose_name="收件地址")),
                ("subject", models.CharField(max_length=120, verbose_name="标题")),
                ("body", gongkai.apps.agencies.encryption.EncryptedTextField(verbose_name="正文")),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "待发送"), ("sent", "已发送"), ("failed", "发送失败")],
                        default="queued",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                ("message_id", models.CharField(blank=True, max_length=120)),
                ("error", models.CharField(blank=True, max_length=200, verbose_name="失败原因")),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="inforequests.event",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="inforequests.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "邮件通知",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="letter",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="inforequests.request"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="inforequests.request"
            ),
        ),
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
        ),
        migrations.AddField(
            model_name="attachment",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="inforequests.request",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=400, verbose_name="需要提供")),
                ("due_on", models.DateField(verbose_name="内部期限")),
                ("asked_on", models.DateField(verbose_name="交办日期")),
                ("answer", models.TextField(blank=True, verbose_name="办理意见")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="回复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.department",
                        verbose_name="承办科室",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="inforequests.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "交办",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Search",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("searched_on", models.DateField(verbose_name="检索日期")),
                ("places", models.CharField(max_length=400, verbose_name="检索范围")),
                ("method", models.CharField(max_length=400, verbose_name="检索方法")),
                ("found", models.BooleanField(verbose_name="是否找到")),
                ("result", models.CharField(max_length=400, verbose_name="检索结果")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="searches",
                        to="inforequests.request",
                    ),
                ),
                (
                    "searched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "检索记录",
                "ordering": ["searched_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "补正"),
                            ("withdrawal", "撤回申请"),
                            ("reasons", "说明理由"),
                            ("publish", "建议主动公开"),
                            ("satisfaction", "评价"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                ("content", models.TextField(blank=True, verbose_name="内容")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="评分")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提交时间")),
                ("handled_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="处理意见")),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="inforequests.event",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="inforequests.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请人来文",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("marks", models.JSONField(default=list, verbose_name="遮蔽处")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="复核无残留时间")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "released",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="released_from",
                        to="inforequests.attachment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="inforequests.attachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "区分处理",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Deflection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("index_number", models.CharField(max_length=60, verbose_name="索引号")),
                ("words", models.CharField(max_length=60, verbose_name="检索词")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deflections",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请前已获解答",
                "indexes": [models.Index(fields=["agency", "on"], name="inforequest_agency__d06a4d_idx")],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("type", models.CharField(max_length=40, verbose_name="文书种类")),
                ("text", models.TextField(verbose_name="文本")),
                ("since", models.DateField(verbose_name="启用日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_templates",
                        to="agencies.agency",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "文书模板",
                "ordering": ["type", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "type", "since"), name="letter_template_once_a_day"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                fields=["agency", "received_on", "rehandles", "applicant_type", "channel"],
                name="request_by_receipt",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                fields=[
                    "agency",
                    "closed_on",
                    "rehandles",
                    "received_on",
                    "applicant_type",
                    "channel",
                    "outcome",
                    "extended",
                ],
                name="request_by_closing",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["agency", "due_cached"], name="inforequest_agency__5911da_idx"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["agency", "applicant_key"], name="inforequest_agency__b03ea9_idx"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("delivered_on", None)),
                fields=["agency", "due_cached"],
                name="request_undelivered_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("split_from__isnull", False)),
                fields=["split_from"],
                name="request_split_from",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)),
                fields=["joined_to"],
                name="request_joined_to",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("rehandles__isnull", False)),
                fields=["rehandles"],
                name="request_rehandles",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("fee_noticed_on__isnull", False)),
                fields=["agency", "fee_noticed_on"],
                name="request_fee_noticed_on",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("fee_paid_on__isnull", False)),
                fields=["agency", "fee_paid_on"],
                name="request_fee_paid_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                fields=("agency", "year", "number"), name="request_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="request_closed_with_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "queued_at"], name="inforequest_state_725a92_idx"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["state", "request"], name="letter_by_state"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["signed", "sent"]), _negated=True),
                    models.Q(("label", ""), _negated=True),
                    _connector="OR",
                ),
                name="letter_signed_with_number",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["type", "date"], name="event_by_type_and_date"),
        ),
        migrations.AddIndex(
            model_name="contentmark",
            index=models.Index(fields=["agency", "mark", "request"], name="content_mark"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["department", "answered_on", "due_on"], name="inforequest_departm_b8835c_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("answered_on", None)), fields=["request"], name="assignment_unanswered"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                ),
                name="assignment_answered_in_words",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("event", None), ("handled_on", None)),
                fields=["kind", "request"],
                name="submission_waiting",
            ),
        ),
        AppendOnly("event", refusal="events are append-only"),
        AppendOnly("search", refusal="search records are append-only"),
        AppendOnly("letterstep", refusal="review steps are append-only"),
    ]
