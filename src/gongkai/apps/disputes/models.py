"""Reconsideration, litigation and complaints about disclosure work (tables 4; 2014 list, 四 to 六)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.apps.agencies.models import Agency, Versioned
from gongkai.apps.inforequests.models import Request


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
    """One case. First and second instance are one case, with the state of its last one."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes", verbose_name="机关")
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name="所涉申请"
    )
    route = models.CharField("类型", max_length=40, choices=Route)
    case_number = models.CharField("案号", max_length=80, blank=True)
    authority = models.CharField("复议机关或者法院", max_length=80)
    filed_on = models.DateField("提起日期")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    decided_on = models.DateField("审结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result, blank=True)
    notes = models.CharField("裁判要点", max_length=400, blank=True)

    class Meta:
        verbose_name = "复议诉讼"
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None, result="") | (Q(decided_on__gte=F("filed_on")) & ~Q(result="")),
                name="dispute_decided_with_result",
            )
        ]
        indexes = [models.Index(fields=["agency", "filed_on"])]

    def __str__(self) -> str:
        return self.case_number or f"{self.get_route_display()} {self.filed_on}"

    def state_on(self, day: date) -> str:
        """The result if decided by that day, else "pending"."""
        return self.result if self.decided_on and self.decided_on <= day else PENDING


class Complaint(models.Model):
    """A complaint or report about disclosure work (条例 art. 51)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="complaints", verbose_name="机关")
    received_on = models.DateField("收到日期")
    content = models.TextField("内容")
    handled_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = "举报投诉"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_on=None) | Q(handled_on__gte=F("received_on")),
                name="complaint_handled_after_receipt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.content[:20]}"
