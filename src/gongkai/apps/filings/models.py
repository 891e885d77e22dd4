"""年报编报: one filing for an agency and a year, its texts, notes, snapshots and corrections."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.models import Versioned
from gongkai.apps.publications.models import HistoryBatch, Item
from gongkai.reports.figures import Report
from gongkai.reports.write import json


class Filing(Versioned):
    """The annual report of one agency on one year, from the first draft to the last correction.

    Its figures are never stored here while it is drafted: they are counted from the records. item: the
    publication that carries the latest submission; batch: the migration of a report that was public before
    the platform was put into use. correction: the one in hand, or the last one made.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "起草中"
        IN_REVIEW = "in_review", "审核中"
        PUBLISHED = "published", "已公布"
        CORRECTING = "correcting", "更正中"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="filings")
    year = models.PositiveSmallIntegerField("年度")
    edition = models.CharField("格式", max_length=4)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="公开信息")
    batch = models.ForeignKey(
        HistoryBatch, models.PROTECT, null=True, related_name="+", verbose_name="迁移批次"
    )
    correction = models.ForeignKey("Correction", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("开始编报时间", default=timezone.now)

    class Meta:
        verbose_name = "年报编报"
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="one_filing_a_year")]

    def __str__(self) -> str:
        return f"{self.agency.name}{self.year}年年报"

    @property
    def public(self) -> bool:
        """True when the latest submission is what the public reads."""
        if self.item:
            return self.item.state == Item.State.PUBLISHED
        return self.batch is not None and self.batch.approved_at is not None

    @property
    def correcting(self) -> bool:
        """True from the opening of a correction until the corrected report is public."""
        return self.correction is not None and (self.correction.after_id is None or not self.public)

    @property
    def state(self) -> str:
        """Read from the publication, so that a decision taken on its own page counts here as well."""
        reviewed = (Item.State.IN_REVIEW, Item.State.APPROVED)
        if self.item.state in reviewed if self.item else self.batch is not None and not self.public:
            return self.State.IN_REVIEW
        if self.correcting:
            return self.State.CORRECTING
        return self.State.PUBLISHED if self.public else self.State.DRAFTING

    @property
    def state_name(self) -> str:
        """起草中, 审核中, 已公布, 更正中."""
        return str(self.State(self.state).label)

    @property
    def open_for_writing(self) -> bool:
        """True while texts and notes may be written."""
        return self.state in (self.State.DRAFTING, self.State.CORRECTING)


class Text(Versioned):
    """One block of the report's narrative. offer: what became of the sentences that the figures propose for it."""

    class Offer(models.TextChoices):
        OPEN = "open", "未处理"
        ADOPTED = "adopted", "已采用"
        EDITED = "edited", "采用后修改"
        DECLINED = "declined", "不采用"

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="texts")
    block = models.CharField("部分", max_length=40)
    text = models.TextField("正文", blank=True)
    offer = models.CharField("建议稿", max_length=8, choices=Offer, default=Offer.OPEN)

    class Meta:
        verbose_name = "年报正文"
        constraints = [models.UniqueConstraint(fields=["filing", "block"], name="one_text_a_block")]


class Note(models.Model):
    """The clerk's word on a warning or on a figure: written once, never changed (the database refuses).

    rule: of the warning, empty for a note on a figure. about: the warning's sentence when it was explained;
    once the numbers in it change, the note no longer answers it.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="notes")
    rule = models.CharField("规则", max_length=60, blank=True)
    key = models.CharField("数字", max_length=80, blank=True)
    about = models.TextField("针对", blank=True)
    text = models.TextField("说明")
    by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="说明人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "核对说明"
        ordering = ["pk"]


class Snapshot(models.Model):
    """The whole report as it was laid before the reviewers; never changed (the database refuses).

    report: lossless JSON of `reports.write.json`; digest: SHA-256 of it. item: the publication that carries it;
    batch: the migration instead, where the report was public before the platform was put into use.
    """

    class Reason(models.TextChoices):
        SUBMITTED = "submitted", "送审"
        CORRECTION = "correction", "更正送审"
        IMPORTED = "imported", "迁移"

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField("版次")
    reason = models.CharField("事由", max_length=10, choices=Reason)
    report = models.TextField("全文")
    digest = models.CharField("摘要", max_length=64)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name="公开信息")
    batch = models.ForeignKey(
        HistoryBatch, models.PROTECT, null=True, related_name="+", verbose_name="迁移批次"
    )
    created_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="提交人")
    created_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "年报版本"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="snapshot_number_once")]

    def as_report(self) -> Report:
        """The report that was kept, to the last decimal."""
        return json.loads(self.report)


class Correction(models.Model):
    """A published report put right: from which version to which, why, and what changed (更正留痕).

    changes: [{"key", "label", "before", "after"}], figures and texts alike; filled when it is submitted.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="corrections")
    before = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", verbose_name="更正前")
    after = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+", verbose_name="更正后")
    reason = models.TextField("更正原因")
    changes = models.JSONField("更正内容", default=list)
    opened_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", verbose_name="提出人")
    opened_at = models.DateTimeField("提出时间", default=timezone.now)

    class Meta:
        verbose_name = "年报更正"
        ordering = ["pk"]
