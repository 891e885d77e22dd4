"""专题: items of several columns under one lead."""

from __future__ import annotations

from django.db import models

from gongkai.apps.agencies.models import Versioned


class Topic(Versioned):
    """A special topic. Its title, lead text and picture are those of `lead`, an item like any other.

    So the words are judged by the whole chain, and the topic is public exactly while its lead is.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="topics", editable=False)
    code = models.SlugField("代码", max_length=40)
    lead = models.OneToOneField("publications.Item", models.PROTECT, related_name="leads", editable=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    closed_on = models.DateField("结束日期", null=True, editable=False)

    class Meta:
        verbose_name = "专题"
        ordering = ["order", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="topic_once")]


class TopicBlock(models.Model):
    """One block of a topic: items chosen one by one, or by column, keyword and year.

    heading: words of the reviewed lead (see `actions.topic`), else the name of the column stands there.
    """

    class Rule(models.TextChoices):
        CHOSEN = "chosen", "逐件选定"
        MATCHING = "matching", "按条件自动收录"

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="blocks", editable=False)
    rule = models.CharField("收录方式", max_length=8, choices=Rule)
    heading = models.CharField("栏目标题", max_length=30, blank=True)
    column = models.ForeignKey(
        "publications.Column", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="栏目"
    )
    keyword = models.CharField("标题或者关键词含", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("公开年度", null=True, blank=True)
    most = models.PositiveSmallIntegerField("最多显示", default=10)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "专题栏"
        ordering = ["order", "pk"]


class TopicChoice(models.Model):
    """An item that was chosen for a block."""

    block = models.ForeignKey(TopicBlock, models.CASCADE, related_name="choices")
    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "专题选用信息"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["block", "item"], name="chosen_once_a_block")]
