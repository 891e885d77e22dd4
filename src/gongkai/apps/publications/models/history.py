"""History from before the platform was put into use: submitted by one person, let in by a second."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class HistoryBatch(models.Model):
    """A batch of items that were public before `Agency.live_since`. digest: SHA-256 of its rows."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="history_batches")
    reason = models.TextField("迁移理由")
    source = models.CharField("来源", max_length=200)
    rows = models.JSONField("数据", encoder=DjangoJSONEncoder)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("摘要", max_length=64)
    submitted_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="提交人")
    submitted_at = models.DateTimeField("提交时间", default=timezone.now)
    approved_by = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True)

    class Meta:
        verbose_name = "历史信息迁移批次"
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "digest"], name="batch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}（{self.count}条）"
