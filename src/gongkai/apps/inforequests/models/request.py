"""A request for information and what happened to it.

A request is its events: state and due date are worked out by `law.clock` from the events; the columns
that repeat them (`received_on`, `due_cached`, …) are caches for lists and for the report.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.encryption import DigestField, EncryptedTextField
from gongkai.apps.agencies.models import Agency, Department, Post, Versioned
from gongkai.apps.inforequests.codes import applicant_keys
from gongkai.law.clock import CHANNELS, STATES, TYPES
from gongkai.law.outcomes import outcomes


class ApplicantType(models.TextChoices):
    """The columns of table 3, in printed order."""

    NATURAL_PERSON = "natural_person", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    CHARITY = "charity", "社会公益组织"
    LEGAL_SERVICES = "legal_services", "法律服务机构"
    OTHER_ORGANISATION = "other_organisation", "其他"


class IdentityKind(models.TextChoices):
    """The proof of identity (条例 art. 29). The first two carry check digits."""

    ID_CARD = "id_card", "居民身份证"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    OTHER = "other", "其他证件"


def label_of(year: int, number: int) -> str:
    """The number of a request as written on paper: 申〔2026〕11号."""
    return f"申〔{year}〕{number}号"


class Request(Versioned):
    """One request (申请), numbered without gaps in the year in which it came in."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests", verbose_name="机关")
    year = models.PositiveSmallIntegerField("登记年度")
    number = models.PositiveIntegerField("登记号")
    applicant_type = models.CharField("申请人类型", max_length=20, choices=ApplicantType)
    applicant_name = EncryptedTextField("姓名或者名称")
    identity_kind = models.CharField("身份证明", max_length=12, choices=IdentityKind, blank=True)
    identity_number = EncryptedTextField("证件号码", blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    address = EncryptedTextField("通信地址", blank=True)
    channel = models.CharField("渠道", max_length=16, choices=list(CHANNELS.items()))
    content = models.TextField("申请内容")
    form_wanted = models.CharField("获取方式", max_length=40, blank=True)
    delivery_wanted = models.CharField("获取途径", max_length=40, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办科室"
    )

    applicant_key = DigestField(of="applicant_keys")  # finds the same applicant again
    query_code = EncryptedTextField("查询码", blank=True)
    notice_email = EncryptedTextField("通知邮箱", blank=True)
    identity_checked_on = models.DateField("身份证明核验日期", null=True, blank=True)
    steps = models.JSONField("五步判断", default=dict, blank=True)
    satisfaction = models.PositiveSmallIntegerField("满意度", null=True, blank=True)

    # Where it comes from when it is no application of its own.
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="拆分自"
    )
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="并入"
    )
    rehandles = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="rehandlings", verbose_name="重新办理"
    )

    # How it ended: three separate facts, and the letter.
    outcome = models.CharField("处理决定", max_length=40, blank=True)
    articles = models.JSONField("依据", default=list, blank=True)
    remedy_route = models.CharField("救济途径", max_length=40, blank=True)
    letter_number = models.CharField("文书编号", max_length=60, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)

    # Processing fees (条例 art. 42), in 元; the report counts them in 万元.
    fee = models.DecimalField("通知缴费（元）", max_digits=10, decimal_places=2, null=True, blank=True)
    fee_noticed_on = models.DateField("收费通知日期", null=True, blank=True)
    fee_paid_on = models.DateField("缴清日期", null=True, blank=True)

    proactive_on = models.DateField("转主动公开日期", null=True, blank=True)  # 条例 art. 44
    proactive_item = models.CharField("转主动公开的信息", max_length=60, blank=True)
    archived_on = models.DateField("归档日期", null=True, blank=True)
    archive_number = models.CharField("案卷号", max_length=60, blank=True)

    # Caches of the clock.
    received_on = models.DateField("收到日期", null=True, blank=True)
    due_cached = models.DateField("到期日", null=True, blank=True)
    state_cached = models.CharField("状态", max_length=24, choices=list(STATES.items()))
    wait_cached = models.DateField("等待至", null=True, blank=True)
    provisional = models.BooleanField("暂定", default=False)
    extended = models.BooleanField("延期", default=False)

    class Meta:
        verbose_name = "申请"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="request_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | ~models.Q(outcome=""), name="request_closed_with_outcome"
            ),
        ]
        indexes = [
            # These two hold all that the report counts requests by, so that it never reads the rows themselves.
            models.Index(
                fields=["agency", "received_on", "rehandles", "applicant_type", "channel"],
                name="request_by_receipt",
            ),
            models.Index(
                fields=[
                    "agency",
                    "closed_on",
                    "rehandles",
                    "received_on",
                    "applicant_type",
                    "channel",
                    "outcome",
                    "extended",
                ],
                name="request_by_closing",
            ),
            models.Index(fields=["agency", "due_cached"]),
            models.Index(fields=["agency", "applicant_key"]),
            # What is still to be done: few among many, by what is due first.
            models.Index(
                fields=["agency", "due_cached"],
                condition=models.Q(delivered_on=None),
                name="request_undelivered_by_due",
            ),
            # Columns that few rows fill: an index of all rows looks useless to SQLite, which then reads the table.
            *(
                models.Index(
                    fields=[*fields, column],
                    condition=models.Q(**{f"{column}__isnull": False}),
                    name=f"request_{column}",
                )
                for fields, column in (
                    ([], "split_from"),
                    ([], "joined_to"),
                    ([], "rehandles"),
                    (["agency"], "fee_noticed_on"),
                    (["agency"], "fee_paid_on"),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.content[:24]}"

    @property
    def applicant_keys(self) -> list[str]:
        """What the applicant is found by, under each field key, the newest first; empty: not known again."""
        return applicant_keys(self.applicant_type, self.applicant_name, self.identity_number, self.contact)

    @property
    def label(self) -> str:
        """The number as written on paper: 申〔2026〕11号."""
        return label_of(self.year, self.number)

    @property
    def masked_name(self) -> str:
        """王** for a natural person; an organisation's name is no personal data."""
        if self.applicant_type == ApplicantType.NATURAL_PERSON:
            return f"{self.applicant_name[:1]}**"
        return f"{self.applicant_name}"

    @property
    def outcome_name(self) -> str:
        """The outcome in words, empty while open."""
        return outcomes()[self.outcome].name if self.outcome else ""


class Event(models.Model):
    """One dated event of a request. Never changed, never deleted: the database refuses both."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="events")
    type = models.CharField("事项", max_length=24, choices=list(TYPES.items()))
    date = models.DateField("日期")
    fields = models.JSONField("内容", default=dict)
    evidence = models.CharField("凭据", max_length=200, blank=True)
    recorded_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")  # none: the applicant
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "办理事项"
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["type", "date"], name="event_by_type_and_date")]

    def for_clock(self) -> dict[str, Any]:
        """The event as `law.clock` and `gongkai due` read it."""
        return {**self.fields, "type": self.type, "date": self.date}
