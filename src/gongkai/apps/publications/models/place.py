"""Where information appears: the column that files it, the channels that carry it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Column(models.Model):
    """栏目. The fixed four stand on every agency's disclosure page (国办公开办函〔2019〕61号)."""

    class Kind(models.TextChoices):
        GUIDE = "guide", "政府信息公开指南"
        SYSTEM = "system", "政府信息公开制度"
        STATUTORY = "statutory", "法定主动公开内容"
        ANNUAL_REPORT = "annual_report", "政府信息公开年报"
        OTHER = "other", "其他栏目"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="columns")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    scope_code = models.CharField("条例依据", max_length=10, blank=True)  # record form, such as 20(13)
    kind = models.CharField("类别", max_length=13, choices=Kind, default=Kind.OTHER)
    closed_on = models.DateField(
        "停用日期", null=True, editable=False
    )  # nothing new from then on; its pages stay

    class Meta:
        verbose_name = "栏目"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="column_once")]

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """发布渠道, by the kinds of the 2014 list (一（二）). An agency may have several of one kind."""

    class Kind(models.TextChoices):
        GAZETTE = "gazette", "政府公报"
        WEBSITE = "website", "政府网站"
        WEIBO = "weibo", "政务微博"
        WECHAT = "wechat", "政务微信"
        OTHER = "other", "其他方式"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="channels")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=8, choices=Kind)

    class Meta:
        verbose_name = "发布渠道"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="channel_once")]

    def __str__(self) -> str:
        return self.name


class Release(models.Model):
    """One item carried by one channel. released_on: the day that counts; released_at: the system's own time."""

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="releases")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="releases")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    released_on = models.DateField("发布日期", editable=False)
    released_at = models.DateTimeField("发布时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "渠道发布"
        ordering = ["released_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "channel"], name="released_once_a_channel")]
        indexes = [models.Index(fields=["agency", "released_on", "channel"], name="release_by_year")]
