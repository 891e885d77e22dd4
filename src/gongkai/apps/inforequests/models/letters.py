"""Letters of a case: drafted from the library, reviewed and signed on exactly this text, numbered, sent."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.encryption import EncryptedJSONField
from gongkai.apps.agencies.models import Agency, Post, Versioned
from gongkai.apps.inforequests.models.files import Attachment
from gongkai.apps.inforequests.models.request import Event, Request


class LetterState(models.TextChoices):
    """Where a letter stands."""

    DRAFT = "draft", "拟稿"
    IN_REVIEW = "in_review", "送审中"
    SIGNED = "signed", "已签发"
    SENT = "sent", "已送出"
    VOID = "void", "已作废"


class SentBy(models.TextChoices):
    """How a letter went out. Entrusted delivery counts as delivery in person: the day of the signature."""

    IN_PERSON = "in_person", "直接送达"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"


class Letter(Versioned):
    """One letter. `type` is a code of `gongkai.letters`; `document` is the letter as data, as that package writes it."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="letters")
    type = models.CharField("文书种类", max_length=40)
    fields = EncryptedJSONField("填写事项", default=dict)  # these two name people
    document = EncryptedJSONField("正文", default=dict)
    digest = models.CharField("正文摘要", max_length=64)  # what review and signature stand on
    state = models.CharField("状态", max_length=12, choices=LetterState, default=LetterState.DRAFT)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("号", null=True, blank=True)  # given on signature, without gaps
    label = models.CharField("文号", max_length=60, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="letters")
    docx = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    sent_on = models.DateField("送出日期", null=True, blank=True)
    sent_by = models.CharField("送达方式", max_length=12, choices=SentBy, blank=True)
    sent_evidence = models.CharField("送达凭据", max_length=200, blank=True)
    proof = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达凭证"
    )

    class Meta:
        verbose_name = "文书"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["signed", "sent"]) | ~models.Q(label=""),
                name="letter_signed_with_number",
            )
        ]
        indexes = [models.Index(fields=["state", "request"], name="letter_by_state")]


class LetterStep(models.Model):
    """One step of the chain 承办 → 公开机构 → 法制审核 → 签发, on one text. Never changed, never deleted."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="steps")
    step = models.CharField("环节", max_length=12)
    approved = models.BooleanField("通过")
    digest = models.CharField("正文摘要", max_length=64)
    remark = models.CharField("意见", max_length=400, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "文书审签"
        ordering = ["pk"]


class LetterTemplate(Versioned):
    """An agency's own wording of one type of letter, in the placeholders of the library."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="letter_templates")
    type = models.CharField("文书种类", max_length=40)
    text = models.TextField("文本")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "文书模板"
        ordering = ["type", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "type", "since"], name="letter_template_once_a_day")
        ]
