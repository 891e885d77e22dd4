"""年报审核: rounds of an oversight office, the reports in them, what is wrong with them, and a person's word on it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils import timezone

from gongkai.reports.facts import Amount


def stored_at(document: Document, name: str) -> str:
    """Files lie under their digest: the same bytes once a round, and no name from outside in a path."""
    return f"auditroom/{document.round_id}/{document.digest}"


class Round(models.Model):
    """One year's reports of many agencies, audited by one oversight office.

    due: the day by which they had to be published, 31 January for agencies (条例 art. 49).
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="audit_rounds", verbose_name="主管部门"
    )
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=60)
    due = models.DateField("应公布日期")
    opened_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="建立人")
    opened_at = models.DateTimeField("建立时间", default=timezone.now)

    class Meta:
        verbose_name = "审核任务"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "title"], name="one_round_of_a_title")
        ]

    def __str__(self) -> str:
        return self.title


class Document(models.Model):
    """One file of a round and what was read in it.

    name: of the file. agency_name, year, edition, title: as the document itself says; agency: the one of that name on
    the platform, None for any other. figures: key → number (amounts with decimals as text), null where printed but not
    recoverable. lines: the text in printed order, see `pages.draw`. waiting: to be read, for the first time or anew.
    replaced_by: a later file of the same agency and year; only the last one is current.
    """

    class Source(models.TextChoices):
        UPLOADED = "uploaded", "上传"
        COLLECTED = "collected", "收集"

    class Status(models.TextChoices):
        NEW = "new", "待读取"
        READ = "read", "已读取"
        REFUSED = "refused", "不能读取"

    round = models.ForeignKey(Round, models.PROTECT, related_name="documents", verbose_name="审核任务")
    source = models.CharField("来源", max_length=9, choices=Source)
    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to=stored_at, max_length=200)
    digest = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("字节")
    added_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="提交人")
    added_at = models.DateTimeField("提交时间", default=timezone.now)
    waiting = models.BooleanField("待读取", default=True)
    status = models.CharField("状态", max_length=7, choices=Status, default=Status.NEW)
    reason = models.CharField("不能读取的原因", max_length=30, blank=True)
    message = models.CharField("说明", max_length=300, blank=True)
    agency_name = models.CharField("机关", max_length=120, blank=True)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="平台机关"
    )
    year = models.PositiveSmallIntegerField("年度", null=True)
    edition = models.CharField("格式", max_length=10, blank=True)
    title = models.CharField("标题", max_length=200, blank=True)
    figures = models.JSONField("数字", default=dict)
    lines = models.JSONField("全文", default=list)
    rules_version = models.CharField("规则版本", max_length=30, blank=True)
    read_at = models.DateTimeField("读取时间", null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced")

    class Meta:
        verbose_name = "送审年报"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "digest"], name="one_file_a_round")]
        indexes = [models.Index(fields=["round", "replaced_by"])]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The agency as read, else the file's name."""
        return self.agency_name or self.name

    def amounts(self) -> dict[str, Amount | None]:
        """The figures as numbers."""
        return {
            key: Decimal(value) if isinstance(value, str) else value for key, value in self.figures.items()
        }


class Finding(models.Model):
    """Something wrong with a document, found by a rule. Made anew with every reading; judged by its fingerprint.

    number: its place in the document, counted from 1. says, should: as printed. page, line: from 1; start, end:
    characters of that line; page 0 where it has no place. fingerprint: see `fingerprints.of`.
    """

    class Level(models.TextChoices):
        ERROR = "error", "错误"
        WARNING = "warning", "提示"
        INFO = "info", "说明"

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField("序号")
    rule = models.CharField("规则", max_length=60)
    level = models.CharField("级别", max_length=7, choices=Level)
    keys = models.JSONField("数字", default=list)
    says = models.CharField("文中", max_length=60, blank=True)
    should = models.CharField("应为", max_length=60, blank=True)
    message = models.TextField("问题")
    quote = models.TextField("原文", blank=True)
    page = models.PositiveIntegerField("页", default=0)
    line = models.PositiveIntegerField("行", default=0)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField("指纹", max_length=64)

    class Meta:
        verbose_name = "审核问题"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="finding_number_once")]
        indexes = [models.Index(fields=["fingerprint"])]

    @property
    def where(self) -> str:
        """第2页第15行, or nothing for a finding about the whole."""
        return f"第{self.page}页第{self.line}行" if self.page else "全文"


class Verdict(models.Model):
    """What a person of the oversight office says of a finding. Rows are only added; the latest one holds.

    It hangs on the fingerprint, not on the finding: a new reading, or a new file with the same numbers, keeps it.
    digest: of the file on which it was given, so that "已改正" can be seen to fail in a later file.
    """

    class Ruling(models.TextChoices):
        CONFIRMED = "confirmed", "确认"
        FALSE_ALARM = "false_alarm", "误报"
        CORRECTED = "corrected", "已改正"
        WITHDRAWN = "withdrawn", "撤回"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="主管部门")
    fingerprint = models.CharField("指纹", max_length=64)
    ruling = models.CharField("判定", max_length=11, choices=Ruling)
    reason = models.CharField("理由", max_length=300, blank=True)
    digest = models.CharField("文件", max_length=64)
    by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="判定人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "判定"
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "fingerprint", "-id"])]


class Return(models.Model):
    """A list of confirmed findings given back to an agency (退改意见): what was in it and when. Never changed.

    items: what the letter lists, as it stood that day: [{"fingerprint", "level", "title", "where", "message", "quote",
    "advice"}].
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="returns")
    items = models.JSONField("问题", default=list)
    due = models.DateField("改正期限")
    by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="退改人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "退改意见"
        ordering = ["pk"]
