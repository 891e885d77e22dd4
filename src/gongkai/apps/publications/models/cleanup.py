"""历史信息清理: lists of what may have to be mended or taken down, judged by one person, confirmed by another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class CleanupList(models.Model):
    """One clean-up. rules: codes of `cleanup.RULES`; scope: the column and years that were looked through."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="cleanup_lists")
    name = models.CharField("名称", max_length=100)
    rules = models.JSONField("选取规则", default=list)
    column = models.ForeignKey(
        "publications.Column", models.PROTECT, null=True, related_name="+", verbose_name="栏目"
    )
    until = models.DateField("公开日期截至", null=True)
    looked_through = models.PositiveIntegerField("检查条数", default=0)
    made_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("生成时间", default=timezone.now)

    class Meta:
        verbose_name = "清理清单"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class CleanupLine(models.Model):
    """One item of a list. found: which rules named it and what they saw, in sentences.

    done_at: the verdict was carried out through the ordinary action; failed: why it could not be.
    """

    class Verdict(models.TextChoices):
        KEEP = "keep", "保留"
        EXPIRE = "expire", "标注失效"
        CORRECT = "correct", "更正"
        WITHDRAW = "withdraw", "撤下"

    cleanup = models.ForeignKey(CleanupList, models.PROTECT, related_name="lines")
    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="cleanup_lines")
    found = models.JSONField("发现", default=list)
    verdict = models.CharField("处理意见", max_length=8, choices=Verdict, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    judged_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField("判定时间", null=True)
    confirmed_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("复核时间", null=True)
    done_at = models.DateTimeField("办理时间", null=True)
    failed = models.CharField("未能办理的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "清理事项"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cleanup", "item"], name="cleanup_once_a_list"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(verdict=""), name="confirmed_after_verdict"
            ),
        ]
