"""Orders to make a file without its marked passages: the worker carries them out, for a long paper takes minutes."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models.files import Attachment


class MakingState(models.TextChoices):
    """Where an order stands."""

    WAITING = "waiting", "等待处理"
    WORKING = "working", "正在处理"
    DONE = "done", "已生成"
    FAILED = "failed", "未能生成"


OPEN = (MakingState.WAITING, MakingState.WORKING)


class Making(models.Model):
    """One order. At most one of a paper is open.

    seen: `state_of` the marks it was ordered on; on others nothing is made. attempts: how often it was begun, more than
    once when a process was killed. done, total: pages read and written, twice as many as the paper has; 0 when unknown.
    beat_at: the last sign of life of who works on it. error: why there is no file, in a sentence.
    """

    source = models.ForeignKey(Attachment, models.PROTECT, related_name="makings")
    seen = models.CharField(max_length=16)
    state = models.CharField("状态", max_length=8, choices=MakingState, default=MakingState.WAITING)
    ordered_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField("提交时间", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    released = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    error = models.CharField("原因", max_length=600, blank=True)

    class Meta:
        verbose_name = "生成遮蔽后的文件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(state__in=OPEN), name="one_open_making"
            )
        ]
        indexes = [
            models.Index(fields=["ordered_at"], condition=models.Q(state__in=OPEN), name="making_open")
        ]

    @property
    def is_open(self) -> bool:
        """True until there is a file, or a sentence why there is none."""
        return self.state in OPEN
