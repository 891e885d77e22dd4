"""信箱与回应: letters from citizens with their answers, and what the agency said to matters of public concern."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gongkai.apps.agencies.encryption import EncryptedTextField
from gongkai.apps.agencies.models import Account, Agency, Department, Versioned
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar


class Letter(Versioned):
    """One letter to the mailbox. Who wrote it is encrypted; the letter and its answer are work files."""

    class Kind(models.TextChoices):
        ENQUIRY = "enquiry", "咨询"
        SUGGESTION = "suggestion", "建言"
        COMPLAINT = "complaint", "投诉"
        REPORT = "report", "举报"
        HELP = "help", "求助"
        OTHER = "other", "其他"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letters")
    number = models.CharField("编号", max_length=40)
    code = models.CharField("查询码", max_length=12, unique=True)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    received_on = models.DateField("来信日期")
    received_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    registered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    writer = EncryptedTextField("来信人", blank=True)
    contact = EncryptedTextField("联系方式", blank=True)
    title = models.CharField("标题", max_length=100)
    content = models.TextField("内容", max_length=5000)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="letters", verbose_name="承办科室"
    )
    answer = models.TextField("答复内容", max_length=10000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answer_published = models.BooleanField("答复可以公开", default=False)

    class Meta:
        verbose_name = "来信"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("received_on")),
                name="letter_answered_after_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "received_on", "kind", "answered_on"], name="letter_by_receipt"),
            models.Index(fields=["agency", "answered_on", "kind", "received_on"], name="letter_by_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def due(self) -> date:
        """The last day for the answer: working days after receipt by the setting `mailbox_reply`."""
        return due_of(self.received_on)

    @property
    def days(self) -> int | None:
        """Working days from receipt to answer; None while unanswered."""
        return default_calendar().count(self.received_on, self.answered_on) if self.answered_on else None

    @property
    def on_time(self) -> bool | None:
        """Answered by the due date? None while unanswered."""
        return self.answered_on <= self.due if self.answered_on else None

    @property
    def masked_writer(self) -> str:
        """王**; 匿名 without a name."""
        return f"{self.writer[0]}**" if self.writer else "匿名"

    @property
    def masked_contact(self) -> str:
        """138****5678; short ones show nothing but that something is there."""
        if not self.contact:
            return "未留"
        return f"{self.contact[:3]}****{self.contact[-4:]}" if len(self.contact) >= 11 else "****"


def due_of(received_on: date) -> date:
    """The last day to answer a letter received on that day."""
    return default_calendar().add(received_on, setting("mailbox_reply", received_on).value)


class Response(Versioned):
    """One act of answering public concern (2014 list, 二): a press conference, an interview, a post …"""

    class Form(models.TextChoices):
        PRESS_CONFERENCE = "press_conference", "新闻发布会"
        INTERVIEW = "interview", "政府网站在线访谈"
        INTERPRETATION = "interpretation", "政策解读稿件"
        SOCIAL_MEDIA = "social_media", "微博微信回应"
        OTHER = "other", "其他方式回应"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="responses", editable=False)
    form = models.CharField("方式", max_length=16, choices=Form)
    held_on = models.DateField("日期")
    title = models.CharField("标题", max_length=150)
    by_head = models.BooleanField("主要负责同志参加", default=False)
    hot = models.BooleanField("属公众关注热点或重大舆情", default=False)
    notes = models.TextField("说明", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = "回应"
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "held_on", "title"], name="response_once")
        ]
        indexes = [
            models.Index(fields=["agency", "held_on", "form", "hot", "by_head"], name="response_by_day")
        ]

    def __str__(self) -> str:
        return self.title
