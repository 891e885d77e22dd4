"""政策问答, and what the public searched for in vain."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class KnowledgeEntry(models.Model):
    """A question with its answer: the title and the text of `item`, which is reviewed and published as any other.

    The day until which the answer holds is the item's `valid_until`; when it has passed, the answer is no longer
    offered. sources: the items it rests on. letter_number: of the citizen's letter that it was made from.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="knowledge")
    item = models.OneToOneField("publications.Item", models.PROTECT, related_name="knowledge_entry")
    sources = models.ManyToManyField("publications.Item", related_name="+", blank=True)
    letter_number = models.CharField("来信编号", max_length=40, blank=True)
    made_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "政策问答"
        ordering = ["-pk"]


class VainHandling(models.Model):
    """What was done about words that the public searched for in vain. times: how often until then.

    Searched again in vain afterwards, they stand on the list again.
    """

    class Outcome(models.TextChoices):
        DRAFTED = "drafted", "已起草信息"
        SYNONYM = "synonym", "已加同义词"
        PUBLISHED = "published", "已有公开信息"
        OUTSIDE = "outside", "不属于本机关公开范围"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="vain_handlings")
    words = models.CharField("检索词", max_length=60)
    times = models.PositiveIntegerField("次数")
    outcome = models.CharField("处理", max_length=9, choices=Outcome)
    note = models.CharField("说明", max_length=200, blank=True)
    item = models.ForeignKey("publications.Item", models.PROTECT, null=True, related_name="+")
    handled_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    handled_at = models.DateTimeField("处理时间", default=timezone.now)

    class Meta:
        verbose_name = "未检索到的处理"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "words", "-id"], name="vain_handling_last")]
