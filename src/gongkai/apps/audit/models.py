"""The one log: what was done, by whom, to what, each entry sealed to the one before."""

from django.db import models

from gongkai.apps.audit.vocabulary import EVENTS


class Entry(models.Model):
    """One thing done. Never changed, never deleted: triggers in the database refuse both."""

    seq = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    event = models.CharField("事项", max_length=40, db_index=True)
    actor_id = models.PositiveBigIntegerField("账号", null=True)
    actor_name = models.CharField("姓名", max_length=50, blank=True)
    agency_id = models.PositiveBigIntegerField("机关", null=True)
    subject = models.CharField("对象", max_length=80, blank=True, db_index=True)
    data = models.JSONField("内容", default=dict)
    previous = models.CharField("前一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "日志"
        ordering = ["-seq"]
        indexes = [models.Index(fields=["agency_id", "-seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.words} {self.subject}"

    @property
    def words(self) -> str:
        """What was done, in Chinese."""
        return EVENTS[self.event]


class Head(models.Model):
    """The end of the chain: one row, locked while an entry is appended, so that two writers never fork it."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
