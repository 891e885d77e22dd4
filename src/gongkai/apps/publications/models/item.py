"""One piece of information that the agency makes public of its own accord."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.models import Versioned
from gongkai.apps.publications.models.review import Review


class Item(Versioned):
    """主动公开信息 with the metadata of the catalogue (条例 art. 12; 国办秘函〔2009〕6号).

    first_public_on: the day that counts for the year; that of publication, or the original one of an import.
    published_at: when the platform let it out. Both, and the index number, are set by `publish`,
    `release_in_emergency` or `import_history` alone.
    replaces: the public item whose next version this is; `publish` puts its content there (see `amended_at`).
    chain: the codes of the steps in force when it was submitted; empty: the standard chain.
    reevaluate_on: for what is not disclosed, the day on which to ask again whether it still may not be (art. 18).
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", "一般信息"
        ANNUAL_REPORT = "annual_report", "年度报告"

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        IN_REVIEW = "in_review", "审查中"
        APPROVED = "approved", "待发布"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤下"
        DISCARDED = "discarded", "已废弃"
        MERGED = "merged", "已更新到原页"  # a next version, after its content went into the page it replaces

    class Attribute(models.TextChoices):
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        DENIED = "denied", "不予公开"

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", "有效"
        AMENDED = "amended", "已修改"
        REPEALED = "repealed", "废止"
        LAPSED = "lapsed", "失效"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="items")
    column = models.ForeignKey(
        "publications.Column", models.PROTECT, related_name="items", verbose_name="栏目"
    )
    kind = models.CharField("类型", max_length=13, choices=Kind, default=Kind.DOCUMENT, editable=False)
    author = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="作者")
    drafted_at = models.DateTimeField("起草时间", default=timezone.now, editable=False)

    title = models.CharField("标题", max_length=200)
    summary = models.TextField("内容概述", blank=True)
    # The words of the body: derived from body_html by `richtext.plain`, or all there is of a text of plain lines.
    body = models.TextField("正文", blank=True)
    # The body as written, cleaned by the action; that of an annual report is made by the platform itself.
    body_html = models.TextField(blank=True, editable=False)
    payload = models.JSONField(null=True, editable=False)

    document_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    formed_on = models.DateField("形成或变更日期", null=True, blank=True)
    keywords = models.CharField("关键词", max_length=120, blank=True)
    topic = models.CharField("主题分类", max_length=60, blank=True)
    genre = models.CharField("体裁分类", max_length=30, blank=True)
    audience = models.CharField("服务对象", max_length=60, blank=True)
    content_source = models.CharField("信息来源", max_length=100, blank=True)
    disclosure_attribute = models.CharField("公开属性", max_length=10, choices=Attribute, blank=True)
    attribute_reason = models.TextField("属性理由", blank=True)
    attribute_article = models.CharField("属性依据", max_length=60, blank=True)
    is_normative = models.BooleanField("规范性文件", default=False)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    interpretation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interpretations",
        verbose_name="所解读的文件",
    )

    is_important = models.BooleanField("重要信息", default=False)
    interpretation_required = models.BooleanField("须同步发布解读", default=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="next_versions", verbose_name="原件"
    )
    amendment = models.CharField("更正或者更新说明", max_length=300, blank=True)

    validity = models.CharField(
        "有效性", max_length=8, choices=Validity, default=Validity.IN_FORCE, editable=False
    )
    validity_since = models.DateField("有效性变更日期", null=True, editable=False)
    validity_basis = models.CharField("有效性变更依据", max_length=200, blank=True, editable=False)

    state = models.CharField("状态", max_length=9, choices=State, default=State.DRAFT, editable=False)
    draft = models.PositiveSmallIntegerField("稿次", default=1, editable=False)
    chain = models.JSONField("审查环节", default=list, editable=False)
    awaiting = models.CharField("待办环节", max_length=7, blank=True, editable=False)
    index_number = models.CharField("索引号", max_length=40, blank=True, editable=False)
    published_at = models.DateTimeField("发布时间", null=True, editable=False)
    first_public_on = models.DateField("首次公开日期", null=True, editable=False)
    amended_at = models.DateTimeField("更新时间", null=True, editable=False)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)
    withdrawal_reason = models.CharField("撤下理由", max_length=200, blank=True, editable=False)
    reevaluate_on = models.DateField("复评日期", null=True, editable=False)
    uninterpreted_reason = models.CharField("暂不同步解读的理由", max_length=200, blank=True, editable=False)
    imported = models.ForeignKey(
        "publications.HistoryBatch", models.PROTECT, null=True, editable=False, related_name="items"
    )

    class Meta:
        verbose_name = "主动公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "index_number"], condition=~Q(index_number=""), name="index_number_once"
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(state__in=["draft", "in_review", "approved"]),
                name="one_next_version",
            ),
            models.CheckConstraint(
                name="public_has_number_and_time",
                condition=(
                    Q(
                        state__in=["published", "withdrawn"],
                        published_at__isnull=False,
                        first_public_on__isnull=False,
                    )
                    & ~Q(index_number="")
                )
                | (
                    ~Q(state__in=["published", "withdrawn"])
                    & Q(published_at__isnull=True, first_public_on__isnull=True, index_number="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "first_public_on", "column", "is_normative"], name="item_by_year"),
            models.Index(fields=["agency", "state", "first_public_on"], name="item_by_state"),
            models.Index(fields=["agency", "-changed_at", "-id"], name="item_by_change"),
            models.Index(fields=["state", "-first_public_on", "-id"], name="item_newest"),
            models.Index(fields=["column", "state", "first_public_on"], name="item_by_column"),
            # Next to none interprets another: an index of all of them looks useless to a database that counts its rows.
            models.Index(
                fields=["interpretation_of"],
                condition=models.Q(interpretation_of__isnull=False),
                name="item_interpreting",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waiting_words(self) -> str:
        """Which step an item under review waits for, such as 待初审."""
        names = dict(Review.Step.choices)
        return f"待{names.get(self.awaiting, '审查')}"

    @property
    def is_public(self) -> bool:
        """True while the public can read it."""
        return self.state == Item.State.PUBLISHED


class Attachment(models.Model):
    """A file of an item. digest: SHA-256 of its bytes, compared again when the item goes out."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="publications/%Y/%m", max_length=200)
    name = models.CharField("名称", max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("大小")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "附件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="attachment_name_once")]

    def __str__(self) -> str:
        return self.name
