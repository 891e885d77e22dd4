"""History from before the platform was put into use: submitted by one person, let in by a second, taken over in pieces."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class HistoryBatch(models.Model):
    """A batch of items that were public before `Agency.live_since`. digest: SHA-256 over its rows and their files.

    submitted_at: None while its rows are being written. imported_at: when its last row was in.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", "正在提交"
        WAITING = "waiting", "待批准"
        REFUSED = "refused", "未批准"
        IMPORTING = "importing", "迁移中"
        PAUSED = "paused", "已暂停"
        IMPORTED = "imported", "已迁移"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="history_batches")
    reason = models.TextField("迁移理由")
    source = models.CharField("来源", max_length=200)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("摘要", max_length=64)
    submitted_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="提交人")
    submitted_at = models.DateTimeField("提交时间", null=True)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True)
    refused_by = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", verbose_name="不批准人"
    )
    refused_at = models.DateTimeField("不批准时间", null=True)
    refusal = models.CharField("不批准的理由", max_length=300, blank=True)
    paused_at = models.DateTimeField("暂停时间", null=True)
    imported_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "历史信息迁移批次"
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "digest"], condition=Q(refused_at=None), name="batch_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}（{self.count}条）"

    @property
    def state(self) -> State:
        """Where the batch stands, read from its moments."""
        if self.submitted_at is None:
            return self.State.PREPARING
        if self.refused_at:
            return self.State.REFUSED
        if self.approved_at is None:
            return self.State.WAITING
        if self.imported_at:
            return self.State.IMPORTED
        return self.State.PAUSED if self.paused_at else self.State.IMPORTING


class HistoryRow(models.Model):
    """One row of a batch, kept for ever beside the item that it became. data: as `actions.history.DEFAULTS`.

    key: what the old system called it, unique in the agency as long as its batch is not refused; may be empty.
    files: its attachments, each [name, stored path, media type, size, SHA-256].
    """

    batch = models.ForeignKey(HistoryBatch, models.PROTECT, related_name="lines")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("行号")
    key = models.CharField("原系统编号", max_length=300, blank=True)
    day = models.DateField("原发布日期")
    data = models.JSONField("数据", encoder=DjangoJSONEncoder)
    files = models.JSONField("附件", default=list)
    item = models.OneToOneField(
        "publications.Item", models.PROTECT, null=True, related_name="history_row", editable=False
    )

    class Meta:
        verbose_name = "历史信息"
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="history_row_once"),
            models.UniqueConstraint(fields=["agency", "key"], condition=~Q(key=""), name="history_key_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "day", "number"], condition=Q(item=None), name="history_row_left")
        ]
