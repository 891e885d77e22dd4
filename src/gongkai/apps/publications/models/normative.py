"""规范性文件 from the project to its end: the register, and each step as an event that nobody changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.models import Versioned


class NormativeDocument(Versioned):
    """One document of the register. `stage` and the fields below it are set by its events alone.

    The figures of the annual report come from the business register of the same name, not from here.
    """

    class Type(models.TextChoices):
        RULES = "rules", "规章"
        NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件"

    class Stage(models.TextChoices):
        PROJECT = "project", "已立项"
        DRAFTING = "drafting", "起草中"
        COMMENTS = "comments", "征求意见中"
        COMMENTS_CLOSED = "comments_closed", "意见待反馈"
        COMMENTS_DONE = "comments_done", "征求意见完成"
        LEGAL = "legal", "合法性审核中"
        LEGAL_PASSED = "legal_passed", "合法性审核通过"
        DISCUSSED = "discussed", "集体审议通过"
        ISSUED = "issued", "已印发待公布"
        PUBLISHED = "published", "已公布"
        REPEALED = "repealed", "已废止"
        LAPSED = "lapsed", "已失效"
        DROPPED = "dropped", "已终止"

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="normative_documents", editable=False
    )
    type = models.CharField("类别", max_length=18, choices=Type, default=Type.NORMATIVE_DOCUMENT)
    title = models.CharField("标题", max_length=200)
    department = models.ForeignKey(
        "agencies.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="起草科室",
    )
    major = models.BooleanField("重大行政决策", default=False)
    expert_required = models.BooleanField("须专家论证", default=False)
    risk_required = models.BooleanField("须风险评估", default=False)
    trial = models.BooleanField("暂行或者试行", default=False)

    stage = models.CharField("阶段", max_length=15, choices=Stage, default=Stage.PROJECT, editable=False)
    comments_until = models.DateField("征求意见截止", null=True, editable=False)
    document_number = models.CharField("文号", max_length=60, blank=True, editable=False)
    registration_number = models.CharField("统一登记号", max_length=60, blank=True, editable=False)
    issued_on = models.DateField("印发日期", null=True, editable=False)
    valid_until = models.DateField("有效期至", null=True, editable=False)
    filed_on = models.DateField("备案日期", null=True, editable=False)
    ended_on = models.DateField("废止或者失效日期", null=True, editable=False)
    item = models.OneToOneField(
        "publications.Item", models.PROTECT, null=True, editable=False, related_name="normative_document"
    )

    class Meta:
        verbose_name = "规范性文件"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document_number"],
                condition=~Q(document_number=""),
                name="normative_number_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "registration_number"],
                condition=~Q(registration_number=""),
                name="normative_registration_once",
            ),
        ]
        indexes = [models.Index(fields=["agency", "stage", "valid_until"], name="normative_by_stage")]

    def __str__(self) -> str:
        return self.title


class NormativeEvent(models.Model):
    """One step of a document: what, on which day, on what evidence, recorded by whom. Append-only.

    data: what the kind of step asks for, as plain values (days, opinions received, numbers …).
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "立项"
        TAKEN_OVER = "taken_over", "既有文件入册"
        DRAFTED = "drafted", "完成起草"
        COMMENTS_OPENED = "comments_opened", "公开征求意见"
        COMMENTS_CLOSED = "comments_closed", "征求意见结束"
        COMMENTS_REPLIED = "comments_replied", "公布意见采纳情况"
        COMMENTS_WAIVED = "comments_waived", "依法不征求意见"
        EXPERTS_ARGUED = "experts_argued", "专家论证"
        RISK_ASSESSED = "risk_assessed", "风险评估"
        LEGAL_SUBMITTED = "legal_submitted", "送合法性审核"
        LEGAL_PASSED = "legal_passed", "合法性审核通过"
        LEGAL_RETURNED = "legal_returned", "合法性审核退回"
        DISCUSSED = "discussed", "集体审议通过"
        DISCUSSION_FAILED = "discussion_failed", "集体审议未通过"
        ISSUED = "issued", "统一登记、编号、印发"
        PUBLISHED = "published", "公布"
        FILED = "filed", "报送备案"
        EVALUATED = "evaluated", "实施评估"
        AMENDED = "amended", "修改"
        REPEALED = "repealed", "废止"
        LAPSED = "lapsed", "失效"
        DROPPED = "dropped", "终止制定"

    document = models.ForeignKey(NormativeDocument, models.PROTECT, related_name="events")
    kind = models.CharField("环节", max_length=17, choices=Kind)
    on = models.DateField("日期")
    note = models.TextField("说明", blank=True)
    data = models.JSONField(default=dict)
    item = models.ForeignKey("publications.Item", models.PROTECT, null=True, related_name="+")
    evidence = models.FileField("依据材料", upload_to="normative/%Y/%m", max_length=200, blank=True)
    evidence_name = models.CharField(max_length=120, blank=True)
    evidence_digest = models.CharField(max_length=64, blank=True)
    actor = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "规范性文件办理记录"
        ordering = ["on", "pk"]
