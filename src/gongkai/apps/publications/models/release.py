"""What goes out, or comes down, other than by a press of the button; and what was public before a correction."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Emergency(models.Model):
    """An item let out before its review was complete, by whom, why, and by when the rest is made up for.

    completed_at: the review was made up for. objected_at: a reviewer objected afterwards; the item has then to be
    corrected or withdrawn. closed_at: nothing is left to do.
    """

    item = models.OneToOneField("publications.Item", models.PROTECT, related_name="emergency")
    reason = models.CharField("应急理由", max_length=300)
    digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)
    due_on = models.DateField("补审期限")
    objected_at = models.DateTimeField("补审异议时间", null=True)
    completed_at = models.DateTimeField("补审完成时间", null=True)
    closed_at = models.DateTimeField("了结时间", null=True)

    class Meta:
        verbose_name = "应急发布"


class Schedule(models.Model):
    """A release or a withdrawal ordered for a later moment. digest: the content that may go out, no other.

    failed: why it was not done, in a sentence. One open order of a kind for an item.
    """

    class Kind(models.TextChoices):
        RELEASE = "release", "定时发布"
        WITHDRAWAL = "withdrawal", "定时撤下"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="schedules")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField("时间")
    channels = models.ManyToManyField("publications.Channel", related_name="+", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    ordered_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField("登记时间", default=timezone.now)
    done_at = models.DateTimeField("完成时间", null=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    failed = models.CharField("未能办理的原因", max_length=400, blank=True)

    class Meta:
        verbose_name = "定时任务"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"],
                condition=Q(done_at=None, cancelled_at=None, failed=""),
                name="one_open_order",
            )
        ]


class PublicVersion(models.Model):
    """A wording that was public until a corrected one took its place: kept for ever, and shown on the page.

    number: 1 for the first. files: name, stored path and digest of each attachment of that time.
    reason: what the next version changed and why, as it was reviewed.
    """

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="public_versions")
    number = models.PositiveSmallIntegerField("版次")
    content = models.JSONField("内容")
    files = models.JSONField("附件", default=list)
    digest = models.CharField(max_length=64)
    public_since = models.DateTimeField("公开时间")
    replaced_at = models.DateTimeField("更新时间", default=timezone.now)
    replaced_by = models.ForeignKey("publications.Item", models.PROTECT, related_name="+")
    reason = models.CharField("更正或者更新说明", max_length=300)

    class Meta:
        verbose_name = "公开过的版本"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="public_version_once")]


class Evaluation(models.Model):
    """One asking whether what is not disclosed may still be withheld (条例 art. 18)."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "仍不公开"
        DISCLOSE = "disclose", "情势变化，转为主动公开"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="evaluations")
    outcome = models.CharField("评估结论", max_length=8, choices=Outcome)
    reason = models.CharField("理由", max_length=300)
    next_on = models.DateField("下次评估日期", null=True)
    evaluator = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "不公开信息评估"
        ordering = ["pk"]
