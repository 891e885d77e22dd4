"""What still has to be indexed, how far a rebuild is, what was searched in vain, and words that mean the same."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Change(models.Model):
    """A document that was made, changed or taken out of public. Written in the transaction that did so."""

    key = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    indexed_at = models.DateTimeField(null=True)  # kept while a rebuild runs, which has to catch up with it

    class Meta:
        verbose_name = "待索引"
        indexes = [models.Index(fields=["indexed_at", "id"])]


class Rebuild(models.Model):
    """A new index that is built beside the one in use. after: the last key that is safely in it."""

    generation = models.CharField(max_length=40, unique=True)
    first_change = models.BigIntegerField()  # changes from this id on are not in what the rebuild read
    after = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "重建索引"


class VainQuestion(models.Model):
    """What was asked and not found: what the public misses. Nothing of the person is kept."""

    agency = models.CharField("机关代码", max_length=40, blank=True)
    words = models.CharField("检索词", max_length=60)
    times = models.PositiveIntegerField("次数", default=1)
    first_on = models.DateField("第一次", null=True)  # not kept of questions from before the column was
    last_on = models.DateField("最近一次")

    class Meta:
        verbose_name = "未检索到"
        ordering = ["-times", "-last_on"]
        constraints = [models.UniqueConstraint(fields=["agency", "words"], name="vain_question_once")]


class FrequentQuestion(models.Model):
    """What is asked again and again and stands in a title, to be suggested to the next. Nothing of the person is kept.

    times: estimated from a sample. sounds, initials: as it is typed in pinyin.
    """

    agency = models.CharField("机关代码", max_length=40, blank=True)
    words = models.CharField("检索词", max_length=60)
    sounds = models.CharField("拼音", max_length=400, blank=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    times = models.PositiveIntegerField("次数", default=0)
    last_on = models.DateField("最近一次")

    class Meta:
        verbose_name = "常用检索词"
        ordering = ["-times", "-last_on"]
        constraints = [models.UniqueConstraint(fields=["agency", "words"], name="frequent_question_once")]


class WordGroup(models.Model):
    """Words that the search takes for the same, beside those that ship with the platform: `words`, with blanks between.

    agency: whose documents are found so; empty for the whole platform. added_by: the name of who added it.
    """

    agency = models.CharField("机关代码", max_length=40, blank=True)
    words = models.CharField("同义词", max_length=220)
    added_by = models.CharField("添加人", max_length=50)
    added_at = models.DateTimeField("添加时间", default=timezone.now)

    class Meta:
        verbose_name = "同义词"
        ordering = ["-agency", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "words"], name="word_group_once")]

    def __str__(self) -> str:
        return self.words
