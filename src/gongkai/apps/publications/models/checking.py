"""What the text check goes by and what it said: an agency's own lists, names let pass, records, remarks."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class ListEdition(models.Model):
    """One edition of an agency's own list, whole, as its rows of a spreadsheet.

    In force from the consent of a second person until the next one. dropped_at: given up before that. Editions are
    kept, so that a past check can be explained; digest: SHA-256 of the rows.
    """

    class Kind(models.TextChoices):
        WORDS = "words", "词库"
        LEADERS = "leaders", "领导名单"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="list_editions")
    kind = models.CharField("类别", max_length=7, choices=Kind)
    number = models.PositiveIntegerField("版次")
    rows = models.JSONField("条目", encoder=DjangoJSONEncoder)
    digest = models.CharField("摘要", max_length=64)
    reason = models.CharField("依据或者理由", max_length=200)
    proposed_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间", default=timezone.now)
    consented_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField("同意时间", null=True)
    dropped_at = models.DateTimeField("放弃时间", null=True)

    class Meta:
        verbose_name = "自有词库"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="list_edition_once"),
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(consented_at=None, dropped_at=None),
                name="one_open_list_edition",
            ),
        ]


class AllowedName(models.Model):
    """A name that is right as it stands and not asked about again, until somebody ends that."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="allowed_names")
    words = models.CharField("名称", max_length=50)
    added_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("登记时间", default=timezone.now)
    ended_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("取消时间", null=True)

    class Meta:
        verbose_name = "不再询问的名称"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "words"], condition=Q(ended_at=None), name="allowed_name_once"
            )
        ]


class CheckRecord(models.Model):
    """What the text check said of exactly one content at a door, and how the author explained what stands.

    It only grows. digest: the content. findings: as `checking.found.Found.plain`. explanations: key of a finding →
    sentence. lexicon: digest of all lists; lists: which editions they were.
    """

    class Door(models.TextChoices):
        SUBMIT = "submit", "送审"
        EXPLAIN = "explain", "补充说明"
        PUBLISH = "publish", "发布"
        EMERGENCY = "emergency", "应急发布"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="checks")
    draft = models.PositiveSmallIntegerField("稿次")
    digest = models.CharField(max_length=64)
    door = models.CharField("关口", max_length=9, choices=Door)
    findings = models.JSONField("校核结果")
    explanations = models.JSONField("说明", default=dict)
    lexicon = models.CharField("词库摘要", max_length=64)
    lists = models.JSONField("词库版本")
    actor = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "校核记录"
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "digest"], name="check_by_content")]


class Remark(models.Model):
    """What a reviewer says of some words of an item; it finds them again by themselves and what stood around them.

    field: title, summary or body. step: of the chain. dropped_at: taken back before the judgement. ticked_at: the
    author has dealt with it.
    """

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="remarks")
    draft = models.PositiveSmallIntegerField("稿次")
    step = models.CharField("环节", max_length=7)
    field = models.CharField("位置", max_length=10)
    quote = models.CharField("所批文字", max_length=300)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    text = models.CharField("批注", max_length=500)
    reviewer = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)
    dropped_at = models.DateTimeField("收回时间", null=True)
    ticked_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    ticked_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "批注"
        ordering = ["pk"]
