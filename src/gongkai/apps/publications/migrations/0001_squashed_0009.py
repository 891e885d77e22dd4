"""The tables as the first nine migrations leave them, made at once: a new installation builds no table twice."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import gongkai.apps.agencies.encryption
import gongkai.apps.publications.models.delivery
from django.conf import settings
from django.db import migrations, models

from gongkai.apps.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("publications", "0001_initial"),
        ("publications", "0002_append_only"),
        ("publications", "0003_next_versions_chains_orders"),
        ("publications", "0004_check_lists_records_remarks"),
        ("publications", "0005_duties_normative_topics_knowledge_cleanup"),
        ("publications", "0006_pictures_working_copies"),
        ("publications", "0007_deliveries_history_rows"),
        ("publications", "0008_history_rows_apart"),
        ("publications", "0009_newest_anywhere"),
    ]

    dependencies = [
        ("agencies", "0004_site_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gazette", "政府公报"),
                            ("website", "政府网站"),
                            ("weibo", "政务微博"),
                            ("wechat", "政务微信"),
                            ("other", "其他方式"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "发布渠道",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="channel_once")],
            },
        ),
        migrations.CreateModel(
            name="ChannelAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("app_id", models.CharField(blank=True, max_length=120, verbose_name="AppID")),
                ("secret", gongkai.apps.agencies.encryption.EncryptedTextField(verbose_name="密钥")),
                ("cover", models.CharField(blank=True, max_length=120, verbose_name="默认封面素材编号")),
                (
                    "address",
                    models.GenericIPAddressField(blank=True, null=True, verbose_name="服务器公网IP地址"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="登记时间"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="publications.channel",
                    ),
                ),
            ],
            options={
                "verbose_name": "渠道接口",
            },
        ),
        migrations.CreateModel(
            name="Column",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("scope_code", models.CharField(blank=True, max_length=10, verbose_name="条例依据")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guide", "政府信息公开指南"),
                            ("system", "政府信息公开制度"),
                            ("statutory", "法定主动公开内容"),
                            ("annual_report", "政府信息公开年报"),
                            ("other", "其他栏目"),
                        ],
                        default="other",
                        max_length=13,
                        verbose_name="类别",
                    ),
                ),
                ("closed_on", models.DateField(editable=False, null=True, verbose_name="停用日期")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="columns",
                        to="agencies.agency",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="publications.column",
                        verbose_name="上级栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "栏目",
                "ordering": ["order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("agency", "code"), name="column_once")],
            },
        ),
        migrations.CreateModel(
            name="CleanupList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("rules", models.JSONField(default=list, verbose_name="选取规则")),
                ("until", models.DateField(null=True, verbose_name="公开日期截至")),
                ("looked_through", models.PositiveIntegerField(default=0, verbose_name="检查条数")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cleanup_lists",
                        to="agencies.agency",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publications.column",
                        verbose_name="栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "清理清单",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ChainRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="启用日期")),
                ("first", models.BooleanField(default=True, verbose_name="初审")),
                ("second", models.BooleanField(default=True, verbose_name="复审")),
                (
                    "legal",
                    models.CharField(
                        choices=[("never", "不要求"), ("normative", "规范性文件"), ("always", "全部信息")],
                        default="never",
                        max_length=9,
                        verbose_name="合法性审核",
                    ),
                ),
                (
                    "head",
                    models.CharField(
                        choices=[
                            ("never", "不要求"),
                            ("important", "标为重要的信息"),
                            ("always", "全部信息"),
                        ],
                        default="never",
                        max_length=9,
                        verbose_name="主要负责人审定",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="依据或者理由")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="提出时间"
                    ),
                ),
                ("consented_at", models.DateTimeField(editable=False, null=True, verbose_name="同意时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain_rules",
                        to="agencies.agency",
                    ),
                ),
                (
                    "consented_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain_rules",
                        to="publications.column",
                        verbose_name="适用栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "审查环节设置",
                "ordering": ["-since", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                ("reason", models.CharField(max_length=100, verbose_name="事由")),
                (
                    "named_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="登记时间"
                    ),
                ),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="提前结束")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to="agencies.post",
                        verbose_name="代理人",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "审查代理",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="deputy_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("principal", models.F("deputy")), _negated=True),
                        name="deputy_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="序号")),
                ("matter", models.CharField(max_length=120, verbose_name="公开事项")),
                ("content", models.TextField(max_length=1000, verbose_name="公开内容")),
                ("article", models.CharField(max_length=300, verbose_name="公开依据")),
                (
                    "limit",
                    models.CharField(
                        choices=[("forming", "自形成或者变更之日起"), ("yearly", "每年定期")],
                        max_length=7,
                        verbose_name="公开时限",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="工作日数")),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="月")),
                ("day", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="日")),
                ("channels", models.JSONField(default=list, verbose_name="公开渠道")),
                (
                    "audience",
                    models.CharField(
                        choices=[("everyone", "全社会"), ("particular", "特定群体")],
                        default="everyone",
                        max_length=10,
                        verbose_name="公开对象",
                    ),
                ),
                ("keyword", models.CharField(blank=True, max_length=40, verbose_name="标题含")),
                ("since", models.DateField(verbose_name="列入日期")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="删除日期")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
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
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="publications.column",
                        verbose_name="公开栏目",
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
                        verbose_name="责任科室",
                    ),
                ),
            ],
            options={
                "verbose_name": "标准规范清单事项",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("agency", "matter", "column"),
                        name="duty_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("days__gt", 0), ("limit", "forming"), ("month", None)),
                            models.Q(
                                ("day__range", (1, 31)),
                                ("days", None),
                                ("limit", "yearly"),
                                ("month__range", (1, 12)),
                            ),
                            _connector="OR",
                        ),
                        name="duty_has_a_time_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="迁移理由")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("count", models.PositiveIntegerField(verbose_name="条数")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="提交时间")),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("refused_at", models.DateTimeField(null=True, verbose_name="不批准时间")),
                ("refusal", models.CharField(blank=True, max_length=300, verbose_name="不批准的理由")),
                ("paused_at", models.DateTimeField(null=True, verbose_name="暂停时间")),
                ("imported_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history_batches",
                        to="agencies.agency",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                        verbose_name="批准人",
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                        verbose_name="不批准人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "历史信息迁移批次",
                "ordering": ["-begun_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("refused_at", None)),
                        fields=("agency", "digest"),
                        name="batch_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("document", "一般信息"), ("annual_report", "年度报告")],
                        default="document",
                        editable=False,
                        max_length=13,
                        verbose_name="类型",
                    ),
                ),
                (
                    "drafted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="起草时间"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("summary", models.TextField(blank=True, verbose_name="内容概述")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("payload", models.JSONField(editable=False, null=True)),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("formed_on", models.DateField(blank=True, null=True, verbose_name="形成或变更日期")),
                ("keywords", models.CharField(blank=True, max_length=120, verbose_name="关键词")),
                ("topic", models.CharField(blank=True, max_length=60, verbose_name="主题分类")),
                ("genre", models.CharField(blank=True, max_length=30, verbose_name="体裁分类")),
                ("content_source", models.CharField(blank=True, max_length=100, verbose_name="信息来源")),
                (
                    "disclosure_attribute",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proactive", "主动公开"),
                            ("on_request", "依申请公开"),
                            ("denied", "不予公开"),
                        ],
                        max_length=10,
                        verbose_name="公开属性",
                    ),
                ),
                ("attribute_reason", models.TextField(blank=True, verbose_name="属性理由")),
                ("attribute_article", models.CharField(blank=True, max_length=60, verbose_name="属性依据")),
                ("is_normative", models.BooleanField(default=False, verbose_name="规范性文件")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("is_important", models.BooleanField(default=False, verbose_name="重要信息")),
                (
                    "interpretation_required",
                    models.BooleanField(default=False, verbose_name="须同步发布解读"),
                ),
                ("amendment", models.CharField(blank=True, max_length=300, verbose_name="更正或者更新说明")),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("in_force", "有效"),
                            ("amended", "已修改"),
                            ("repealed", "废止"),
                            ("lapsed", "失效"),
                        ],
                        default="in_force",
                        editable=False,
                        max_length=8,
                        verbose_name="有效性",
                    ),
                ),
                (
                    "validity_since",
                    models.DateField(editable=False, null=True, verbose_name="有效性变更日期"),
                ),
                (
                    "validity_basis",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="有效性变更依据"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("in_review", "审查中"),
                            ("approved", "待发布"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤下"),
                            ("discarded", "已废弃"),
                            ("merged", "已更新到原页"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("draft", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="稿次")),
                ("chain", models.JSONField(default=list, editable=False, verbose_name="审查环节")),
                (
                    "awaiting",
                    models.CharField(blank=True, editable=False, max_length=7, verbose_name="待办环节"),
                ),
                (
                    "index_number",
                    models.CharField(blank=True, editable=False, max_length=40, verbose_name="索引号"),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="发布时间")),
                ("first_public_on", models.DateField(editable=False, null=True, verbose_name="首次公开日期")),
                ("amended_at", models.DateTimeField(editable=False, null=True, verbose_name="更新时间")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="撤下时间")),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="撤下理由"),
                ),
                ("reevaluate_on", models.DateField(editable=False, null=True, verbose_name="复评日期")),
                (
                    "uninterpreted_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="暂不同步解读的理由"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="agencies.agency",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                        verbose_name="作者",
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
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="publications.column",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="publications.historybatch",
                    ),
                ),
                (
                    "interpretation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="publications.item",
                        verbose_name="所解读的文件",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_versions",
                        to="publications.item",
                        verbose_name="原件",
                    ),
                ),
            ],
            options={
                "verbose_name": "主动公开信息",
                "indexes": [
                    models.Index(
                        fields=["agency", "first_public_on", "column", "is_normative"], name="item_by_year"
                    ),
                    models.Index(fields=["agency", "state", "first_public_on"], name="item_by_state"),
                    models.Index(fields=["agency", "-changed_at", "-id"], name="item_by_change"),
                    models.Index(fields=["state", "-first_public_on", "-id"], name="item_newest"),
                    models.Index(fields=["column", "state", "first_public_on"], name="item_by_column"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("index_number", ""), _negated=True),
                        fields=("agency", "index_number"),
                        name="index_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "in_review", "approved"])),
                        fields=("replaces",),
                        name="one_next_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_public_on__isnull", False),
                                ("published_at__isnull", False),
                                ("state__in", ["published", "withdrawn"]),
                                models.Q(("index_number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["published", "withdrawn"]), _negated=True),
                                ("first_public_on__isnull", True),
                                ("index_number", ""),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="public_has_number_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                ("key", models.CharField(blank=True, max_length=300, verbose_name="原系统编号")),
                ("day", models.DateField(verbose_name="原发布日期")),
                (
                    "data",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="数据"
                    ),
                ),
                ("files", models.JSONField(default=list, verbose_name="附件")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="publications.historybatch",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history_row",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "历史信息",
                "ordering": ["batch", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("item", None)),
                        fields=["batch", "day", "number"],
                        name="history_row_left",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "number"), name="history_row_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("agency", "key"),
                        name="history_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("kept", "仍不公开"), ("disclose", "情势变化，转为主动公开")],
                        max_length=8,
                        verbose_name="评估结论",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("next_on", models.DateField(null=True, verbose_name="下次评估日期")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "evaluator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "不公开信息评估",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="应急理由")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("due_on", models.DateField(verbose_name="补审期限")),
                ("objected_at", models.DateTimeField(null=True, verbose_name="补审异议时间")),
                ("completed_at", models.DateTimeField(null=True, verbose_name="补审完成时间")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="了结时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emergency",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "应急发布",
            },
        ),
        migrations.CreateModel(
            name="DutyEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rows", models.JSONField(verbose_name="清单")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_editions",
                        to="agencies.agency",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_edition",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "标准规范清单版本",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=gongkai.apps.publications.models.delivery.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待推送"),
                            ("sending", "推送中"),
                            ("sent", "已推送"),
                            ("failed", "未成功"),
                            ("unknown", "待核实"),
                            ("cancelled", "已取消"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("in_doubt", models.BooleanField(default=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                (
                    "next_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="下次办理时间"),
                ),
                ("remote", models.JSONField(default=dict)),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="网址")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="原因")),
                (
                    "ordered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                ("tried_at", models.DateTimeField(null=True, verbose_name="首次推送时间")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="推送时间")),
                ("remove_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True, verbose_name="删除时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="publications.channel",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "渠道推送",
                "ordering": ["-ordered_at", "-pk"],
                "indexes": [
                    models.Index(fields=["agency", "-ordered_at", "-id"], name="delivery_by_agency"),
                    models.Index(fields=["state", "next_at"], name="delivery_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "channel"), name="delivered_once_a_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="CleanupLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found", models.JSONField(default=list, verbose_name="发现")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "保留"),
                            ("expire", "标注失效"),
                            ("correct", "更正"),
                            ("withdraw", "撤下"),
                        ],
                        max_length=8,
                        verbose_name="处理意见",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                ("judged_at", models.DateTimeField(null=True, verbose_name="判定时间")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="复核时间")),
                ("done_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                ("failed", models.CharField(blank=True, max_length=300, verbose_name="未能办理的原因")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "cleanup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="publications.cleanuplist",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cleanup_lines",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "清理事项",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("cleanup", "item"), name="cleanup_once_a_list"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), models.Q(("verdict", ""), _negated=True), _connector="OR"
                        ),
                        name="confirmed_after_verdict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft", models.PositiveSmallIntegerField(verbose_name="稿次")),
                ("digest", models.CharField(max_length=64)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("submit", "送审"),
                            ("explain", "补充说明"),
                            ("publish", "发布"),
                            ("emergency", "应急发布"),
                        ],
                        max_length=9,
                        verbose_name="关口",
                    ),
                ),
                ("findings", models.JSONField(verbose_name="校核结果")),
                ("explanations", models.JSONField(default=dict, verbose_name="说明")),
                ("lexicon", models.CharField(max_length=64, verbose_name="词库摘要")),
                ("lists", models.JSONField(verbose_name="词库版本")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "校核记录",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["item", "digest"], name="check_by_content")],
            },
        ),
        migrations.CreateModel(
            name="ChannelTask",
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
                            ("record", "登记发布凭证"),
                            ("failed", "处理未成功的推送"),
                            ("update", "更正渠道上的旧内容"),
                            ("remove", "撤下渠道上的内容"),
                        ],
                        max_length=6,
                    ),
                ),
                ("why", models.CharField(max_length=300, verbose_name="事由")),
                (
                    "opened_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间"),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                ("outcome", models.CharField(blank=True, max_length=200, verbose_name="办理情况")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="publications.channel",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channel_tasks",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "渠道待办",
                "ordering": ["opened_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["agency", "opened_at"],
                        name="task_open_by_agency",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("item", "channel", "kind"),
                        name="one_open_channel_task",
                    )
                ],
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
                ("file", models.FileField(max_length=200, upload_to="publications/%Y/%m")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("digest", models.CharField(max_length=64)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "name"), name="attachment_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowledgeEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter_number", models.CharField(blank=True, max_length=40, verbose_name="来信编号")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knowledge",
                        to="agencies.agency",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knowledge_entry",
                        to="publications.item",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, related_name="+", to="publications.item")),
            ],
            options={
                "verbose_name": "政策问答",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ListEdition",
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
                        choices=[("words", "词库"), ("leaders", "领导名单")],
                        max_length=7,
                        verbose_name="类别",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                (
                    "rows",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="条目"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("reason", models.CharField(max_length=200, verbose_name="依据或者理由")),
                (
                    "proposed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间"),
                ),
                ("consented_at", models.DateTimeField(null=True, verbose_name="同意时间")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="放弃时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_editions",
                        to="agencies.agency",
                    ),
                ),
                (
                    "consented_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "自有词库",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "number"), name="list_edition_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("consented_at", None), ("dropped_at", None)),
                        fields=("agency", "kind"),
                        name="one_open_list_edition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NormativeDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "type",
                    models.CharField(
                        choices=[("rules", "规章"), ("normative_document", "行政规范性文件")],
                        default="normative_document",
                        max_length=18,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("major", models.BooleanField(default=False, verbose_name="重大行政决策")),
                ("expert_required", models.BooleanField(default=False, verbose_name="须专家论证")),
                ("risk_required", models.BooleanField(default=False, verbose_name="须风险评估")),
                ("trial", models.BooleanField(default=False, verbose_name="暂行或者试行")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("project", "已立项"),
                            ("drafting", "起草中"),
                            ("comments", "征求意见中"),
                            ("comments_closed", "意见待反馈"),
                            ("comments_done", "征求意见完成"),
                            ("legal", "合法性审核中"),
                            ("legal_passed", "合法性审核通过"),
                            ("discussed", "集体审议通过"),
                            ("issued", "已印发待公布"),
                            ("published", "已公布"),
                            ("repealed", "已废止"),
                            ("lapsed", "已失效"),
                            ("dropped", "已终止"),
                        ],
                        default="project",
                        editable=False,
                        max_length=15,
                        verbose_name="阶段",
                    ),
                ),
                ("comments_until", models.DateField(editable=False, null=True, verbose_name="征求意见截止")),
                (
                    "document_number",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="文号"),
                ),
                (
                    "registration_number",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="统一登记号"),
                ),
                ("issued_on", models.DateField(editable=False, null=True, verbose_name="印发日期")),
                ("valid_until", models.DateField(editable=False, null=True, verbose_name="有效期至")),
                ("filed_on", models.DateField(editable=False, null=True, verbose_name="备案日期")),
                ("ended_on", models.DateField(editable=False, null=True, verbose_name="废止或者失效日期")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_documents",
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
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.department",
                        verbose_name="起草科室",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_document",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "规范性文件",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["agency", "stage", "valid_until"], name="normative_by_stage")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("document_number", ""), _negated=True),
                        fields=("agency", "document_number"),
                        name="normative_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("registration_number", ""), _negated=True),
                        fields=("agency", "registration_number"),
                        name="normative_registration_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NormativeEvent",
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
                            ("opened", "立项"),
                            ("taken_over", "既有文件入册"),
                            ("drafted", "完成起草"),
                            ("comments_opened", "公开征求意见"),
                            ("comments_closed", "征求意见结束"),
                            ("comments_replied", "公布意见采纳情况"),
                            ("comments_waived", "依法不征求意见"),
                            ("experts_argued", "专家论证"),
                            ("risk_assessed", "风险评估"),
                            ("legal_submitted", "送合法性审核"),
                            ("legal_passed", "合法性审核通过"),
                            ("legal_returned", "合法性审核退回"),
                            ("discussed", "集体审议通过"),
                            ("discussion_failed", "集体审议未通过"),
                            ("issued", "统一登记、编号、印发"),
                            ("published", "公布"),
                            ("filed", "报送备案"),
                            ("evaluated", "实施评估"),
                            ("amended", "修改"),
                            ("repealed", "废止"),
                            ("lapsed", "失效"),
                            ("dropped", "终止制定"),
                        ],
                        max_length=17,
                        verbose_name="环节",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                ("data", models.JSONField(default=dict)),
                (
                    "evidence",
                    models.FileField(
                        blank=True, max_length=200, upload_to="normative/%Y/%m", verbose_name="依据材料"
                    ),
                ),
                ("evidence_name", models.CharField(blank=True, max_length=120)),
                ("evidence_digest", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="publications.normativedocument",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "规范性文件办理记录",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=90)),
                ("title", models.CharField(max_length=120, verbose_name="文件名")),
                ("file", models.FileField(max_length=200, upload_to="pictures/%Y/%m")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="上传时间"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "图片",
                "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="picture_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("content", models.JSONField(verbose_name="内容")),
                ("files", models.JSONField(default=list, verbose_name="附件")),
                ("digest", models.CharField(max_length=64)),
                ("public_since", models.DateTimeField(verbose_name="公开时间")),
                (
                    "replaced_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="更新时间"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="更正或者更新说明")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_versions",
                        to="publications.item",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publications.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "公开过的版本",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="public_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("released_on", models.DateField(editable=False, verbose_name="发布日期")),
                (
                    "released_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="发布时间"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="publications.channel",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "渠道发布",
                "ordering": ["released_on", "pk"],
                "indexes": [
                    models.Index(fields=["agency", "released_on", "channel"], name="release_by_year")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "channel"), name="released_once_a_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("place", models.CharField(max_length=120, verbose_name="地点或者期号")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "file",
                    models.FileField(blank=True, max_length=200, upload_to="publications/evidence/%Y/%m"),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="名称")),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveIntegerField(default=0, verbose_name="大小")),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="publications.release",
                    ),
                ),
            ],
            options={
                "verbose_name": "发布凭证",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft", models.PositiveSmallIntegerField(verbose_name="稿次")),
                ("step", models.CharField(max_length=7, verbose_name="环节")),
                ("field", models.CharField(max_length=10, verbose_name="位置")),
                ("quote", models.CharField(max_length=300, verbose_name="所批文字")),
                ("before", models.CharField(blank=True, max_length=60)),
                ("after", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=500, verbose_name="批注")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="收回时间")),
                ("ticked_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="publications.item",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "批注",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("draft", models.PositiveSmallIntegerField(verbose_name="稿次")),
                ("digest", models.CharField(max_length=64)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("secrecy", "保密审查"),
                            ("first", "初审"),
                            ("second", "复审"),
                            ("legal", "合法性审核"),
                            ("final", "终审"),
                            ("head", "主要负责人审定"),
                        ],
                        max_length=7,
                        verbose_name="环节",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("approved", "通过"), ("sent_back", "退回修改")],
                        max_length=9,
                        verbose_name="结论",
                    ),
                ),
                ("opinion", models.TextField(blank=True, verbose_name="意见")),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="依据")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="publications.item",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "审查",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "approved")),
                        fields=("item", "draft", "step"),
                        name="step_approved_once_a_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "approved")),
                        fields=("item", "draft", "account"),
                        name="one_step_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("draft", models.PositiveSmallIntegerField(verbose_name="稿次")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField(verbose_name="内容")),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "修改记录",
                "ordering": ["-version"],
                "constraints": [models.UniqueConstraint(fields=("item", "version"), name="revision_once")],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
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
                        choices=[("release", "定时发布"), ("withdrawal", "定时撤下")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                (
                    "ordered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                ("done_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="取消时间")),
                ("failed", models.CharField(blank=True, max_length=400, verbose_name="未能办理的原因")),
                ("channels", models.ManyToManyField(blank=True, related_name="+", to="publications.channel")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedules",
                        to="publications.item",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "定时任务",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None), ("done_at", None), ("failed", "")),
                        fields=("item", "kind"),
                        name="one_open_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("closed_on", models.DateField(editable=False, null=True, verbose_name="结束日期")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
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
                (
                    "lead",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "专题",
                "ordering": ["order", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("agency", "code"), name="topic_once")],
            },
        ),
        migrations.CreateModel(
            name="TopicBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[("chosen", "逐件选定"), ("matching", "按条件自动收录")],
                        max_length=8,
                        verbose_name="收录方式",
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=30, verbose_name="栏目标题")),
                ("keyword", models.CharField(blank=True, max_length=40, verbose_name="标题或者关键词含")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="公开年度")),
                ("most", models.PositiveSmallIntegerField(default=10, verbose_name="最多显示")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publications.column",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="publications.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "专题栏",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="publications.topicblock",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publications.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "专题选用信息",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("block", "item"), name="chosen_once_a_block")
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="启用日期")),
                (
                    "unit",
                    models.CharField(
                        choices=[("day", "天"), ("month", "个月"), ("never", "不设更新期限")],
                        max_length=5,
                        verbose_name="更新期限",
                    ),
                ),
                ("every", models.PositiveSmallIntegerField(default=0, verbose_name="每隔")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "set_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="设定时间"
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_terms",
                        to="publications.column",
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
                        verbose_name="责任科室",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "栏目更新期限",
                "ordering": ["column", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("column", "since"), name="update_term_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("every", 0), ("unit", "never")),
                            models.Q(models.Q(("unit", "never"), _negated=True), ("every__gt", 0)),
                            _connector="OR",
                        ),
                        name="update_term_counts_or_never",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VainHandling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=60, verbose_name="检索词")),
                ("times", models.PositiveIntegerField(verbose_name="次数")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("drafted", "已起草信息"),
                            ("synonym", "已加同义词"),
                            ("published", "已有公开信息"),
                            ("outside", "不属于本机关公开范围"),
                        ],
                        max_length=9,
                        verbose_name="处理",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "handled_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="处理时间"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vain_handlings",
                        to="agencies.agency",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publications.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "未检索到的处理",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["agency", "words", "-id"], name="vain_handling_last")],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True)),
                ("fields", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publications.item",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "工作副本",
                "constraints": [
                    models.UniqueConstraint(fields=("post", "item"), name="one_copy_an_item"),
                    models.UniqueConstraint(
                        condition=models.Q(("item", None)), fields=("post",), name="one_copy_of_a_new_draft"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllowedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=50, verbose_name="名称")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="取消时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowed_names",
                        to="agencies.agency",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "不再询问的名称",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("agency", "words"),
                        name="allowed_name_once",
                    )
                ],
            },
        ),
        AppendOnly("review", "revision", refusal="reviews and revisions are append-only"),
        AppendOnly("publicversion", "evaluation", refusal="public versions and evaluations are append-only"),
        AppendOnly("checkrecord", refusal="check records are append-only"),
        AppendOnly("normativeevent", refusal="steps of normative documents are append-only"),
        AppendOnly("evidence", refusal="evidence is append-only"),
    ]
