"""Reconsideration, litigation and complaints about disclosure work (tables 4; 2014 list, 四 to 六)."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gongkai.apps.agencies.files import SealedStorage
from gongkai.apps.agencies.models import Agency, Post, Versioned
from gongkai.apps.inforequests.models import Request
from gongkai.law.disputes import PROCEDURES, STAGES, Ending, ending


class Route(models.TextChoices):
    """The three groups of table 4."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION_DIRECT = "litigation_direct", "行政诉讼（未经复议直接起诉）"
    LITIGATION_AFTER_RECONSIDERATION = "litigation_after_reconsideration", "行政诉讼（复议后起诉）"


class Result(models.TextChoices):
    """How a case ended. A case without one is 尚未审结."""

    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"


PENDING = "pending"
STATES = {**dict(Result.choices), PENDING: "尚未审结"}


class Dispute(Versioned):
    """One case of table 4. First and second instance are one case, with the state of its last stage."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes", verbose_name="机关")
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name="所涉申请"
    )
    route = models.CharField("类型", max_length=40, choices=Route)
    notes = models.CharField("备注", max_length=400, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    # Of its stages: when the first one was filed, and number, authority, days and result of the last one.
    case_number = models.CharField("案号", max_length=80, blank=True)
    authority = models.CharField("复议机关或者法院", max_length=80)
    filed_on = models.DateField("提起日期")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result, blank=True)
    next_due = models.DateField("本机关下一期限", null=True, blank=True)

    class Meta:
        verbose_name = "复议诉讼"
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None, result="") | (Q(decided_on__gte=F("filed_on")) & ~Q(result="")),
                name="dispute_decided_with_result",
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None) | ~Q(void_reason=""), name="dispute_voided_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "filed_on"]),
            models.Index(fields=["agency", "next_due"], name="dispute_by_next_due"),
        ]

    def __str__(self) -> str:
        return self.case_number or f"{self.get_route_display()} {self.filed_on}"

    @property
    def kind(self) -> str:
        """行政复议 or 行政诉讼."""
        return "行政复议" if self.route == Route.RECONSIDERATION else "行政诉讼"


class Stage(models.Model):
    """One instance of a dispute with its days. The terms are worked out by `law.disputes` from these days."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="stages")
    kind = models.CharField("审级", max_length=16, choices=list(STAGES.items()))
    case_number = models.CharField("案号", max_length=80, blank=True)
    authority = models.CharField("复议机关或者法院", max_length=80)
    procedure = models.CharField("程序", max_length=10, choices=list(PROCEDURES.items()), default="ordinary")
    filed_on = models.DateField("提起日期")
    copy_received_on = models.DateField("收到申请书（起诉状）副本日期", null=True, blank=True)
    accepted_on = models.DateField("受理（立案）日期", null=True, blank=True)
    extension = models.PositiveSmallIntegerField("审理延长（日）", default=0)
    answered_on = models.DateField("本机关答复（答辩）日期", null=True, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    ending = models.CharField("决定或者裁判", max_length=30, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result, blank=True)
    served_on = models.DateField("本机关收到决定或者裁判日期", null=True, blank=True)
    summary = models.CharField("裁判要点", max_length=400, blank=True)
    perform_by = models.DateField("履行期限", null=True, blank=True)
    performed_on = models.DateField("履行日期", null=True, blank=True)
    performance = models.CharField("履行情况", max_length=200, blank=True)
    superseded_on = models.DateField("后一审级提起日期", null=True, blank=True)

    class Meta:
        verbose_name = "审级"
        ordering = ["filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None, result="") | Q(decided_on__gte=F("filed_on")),
                name="stage_decided_after_filing",
            )
        ]
        indexes = [models.Index(fields=["dispute", "filed_on"])]

    def __str__(self) -> str:
        return self.case_number or f"{self.get_kind_display()} {self.filed_on}"

    @property
    def ended(self) -> Ending | None:
        """How it ended, None while open and for results from before stages were kept."""
        return ending(self.kind, self.ending, self.filed_on) if self.ending else None

    @property
    def ending_name(self) -> str:
        """How it ended, in words; the row of table 4 where only that is known; 尚未审结."""
        if not self.decided_on:
            return STATES[PENDING]
        return self.ended.name if self.ended else self.get_result_display()


class PaperKind(models.TextChoices):
    """What a paper is in a dispute."""

    APPLICATION = "application", "申请书、起诉状副本"
    NOTICE = "notice", "受理、应诉等通知"
    ANSWER = "answer", "答复书、答辩状"
    EVIDENCE = "evidence", "证据和依据"
    DECISION = "decision", "复议决定、裁判文书"
    PERFORMANCE = "performance", "履行材料"
    OTHER = "other", "其他"


def _place(paper: Paper, name: str) -> str:
    return f"disputes/{paper.dispute_id}/{uuid.uuid4().hex}"


class Paper(models.Model):
    """A file of a dispute, sealed on the disk and never changed; `removed_at` takes it out of sight."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="papers")
    kind = models.CharField("类别", max_length=12, choices=PaperKind)
    file = models.FileField(upload_to=_place, storage=SealedStorage(), max_length=120)
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("字节")
    digest = models.CharField("SHA-256", max_length=64)
    added_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    added_at = models.DateTimeField("上传时间", default=timezone.now)
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "复议诉讼材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ComplaintResult(models.TextChoices):
    """What came of a complaint."""

    FOUNDED = "founded", "属实，已纠正"
    PARTLY = "partly", "部分属实"
    UNFOUNDED = "unfounded", "不属实"
    ELSEWHERE = "elsewhere", "不属于本机关职责，已告知"


class Complaint(Versioned):
    """A complaint or report about disclosure work (条例 art. 51)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="complaints", verbose_name="机关")
    received_on = models.DateField("收到日期")
    source = models.CharField("来源", max_length=60, blank=True)
    content = models.TextField("内容")
    due_on = models.DateField("办理期限", null=True, blank=True)
    handled_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("办理结果", max_length=12, choices=ComplaintResult, blank=True)
    answer = models.CharField("办理情况", max_length=400, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "举报投诉"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_on=None) | Q(handled_on__gte=F("received_on")),
                name="complaint_handled_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None) | ~Q(void_reason=""), name="complaint_voided_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["agency", "handled_on", "due_on"], name="complaint_by_due")]

    def __str__(self) -> str:
        return f"{self.received_on} {self.content[:20]}"

    def late_on(self, day: date) -> bool:
        """Still open after its term."""
        return bool(self.handled_on is None and self.due_on and self.due_on < day)
