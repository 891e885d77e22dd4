"""What passes between the agency and the applicant outside letters: drafts, messages, notices."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.encryption import EncryptedTextField
from gongkai.apps.agencies.files import SealedStorage
from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.inforequests.models.request import Event, Request


class Draft(models.Model):
    """An application that a citizen has not sent yet. Read by its token alone, of which only the digest is kept."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="request_drafts")
    token_digest = models.CharField(max_length=64, unique=True)
    content = EncryptedTextField()  # the form's fields as JSON
    changed_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()

    class Meta:
        verbose_name = "申请草稿"


def _draft_place(file: DraftFile, name: str) -> str:
    return f"drafts/{file.draft_id}/{file.digest[:32]}"


class DraftFile(models.Model):
    """A file put to a draft; it moves to the case when the application is sent."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=12)
    file = models.FileField(upload_to=_draft_place, storage=SealedStorage(), max_length=120)
    name = EncryptedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)


class SubmissionKind(models.TextChoices):
    """What an applicant hands in on the tracking page."""

    CORRECTION = "correction", "补正"
    WITHDRAWAL = "withdrawal", "撤回申请"
    REASONS = "reasons", "说明理由"
    PUBLISH = "publish", "建议主动公开"
    SATISFACTION = "satisfaction", "评价"


class Submission(models.Model):
    """One message of the applicant, and what the desk made of it (条例 arts 30, 35, 44)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="submissions")
    kind = models.CharField("事项", max_length=12, choices=SubmissionKind)
    content = models.TextField("内容", blank=True)
    score = models.PositiveSmallIntegerField("评分", null=True, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="submissions")
    at = models.DateTimeField("提交时间", default=timezone.now)
    handled_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    handled_on = models.DateField("处理日期", null=True, blank=True)
    answer = models.CharField("处理意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "申请人来文"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["kind", "request"],
                condition=models.Q(event=None, handled_on=None),
                name="submission_waiting",
            )
        ]


class NoticeState(models.TextChoices):
    """Where an e-mail stands."""

    QUEUED = "queued", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


class Notice(models.Model):
    """An e-mail to the applicant, kept as sent, with what the mail server answered."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="notices")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="notices")
    kind = models.CharField("事项", max_length=24)
    address = EncryptedTextField("收件地址")
    subject = models.CharField("标题", max_length=120)
    body = EncryptedTextField("正文")
    state = models.CharField("状态", max_length=8, choices=NoticeState, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    error = models.CharField("失败原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "邮件通知"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "queued_at"])]


class Deflection(models.Model):
    """Somebody who was about to apply found the answer among what is published. Nothing of the person is kept."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="deflections")
    on = models.DateField("日期")
    index_number = models.CharField("索引号", max_length=60)
    words = models.CharField("检索词", max_length=60)

    class Meta:
        verbose_name = "申请前已获解答"
        indexes = [models.Index(fields=["agency", "on"])]
