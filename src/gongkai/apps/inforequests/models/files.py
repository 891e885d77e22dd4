"""The papers of a case. Every file lies sealed on the disk and leaves only through a view that asks who may see it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.files import SealedStorage
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models.request import Event, Request


class AttachmentKind(models.TextChoices):
    """What a paper is in its case."""

    APPLICATION = "application", "申请书"
    IDENTITY = "identity", "身份证明"
    CORRECTION = "correction", "补正材料"
    OPINION = "opinion", "征求意见材料"
    SOURCE = "source", "拟提供的信息"
    RELEASED = "released", "遮蔽后的信息"
    LETTER = "letter", "文书"
    PROOF = "proof", "送达、缴费等凭证"
    ARCHIVE = "archive", "案卷"
    OTHER = "other", "其他"


def _place(attachment: Attachment, name: str) -> str:
    """Nothing of the name or the person stands on the disk."""
    return f"requests/{attachment.request_id}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """One file of a case, never changed: a better one is a further file; `removed_at` takes it out of sight."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="attachments")
    kind = models.CharField("类别", max_length=12, choices=AttachmentKind)
    file = models.FileField(upload_to=_place, storage=SealedStorage(), max_length=120)
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("字节")
    digest = models.CharField("SHA-256", max_length=64)
    for_applicant = models.BooleanField("申请人可下载", default=False)
    added_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: the applicant
    added_at = models.DateTimeField("上传时间", default=timezone.now)
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "案卷材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Withholding(models.Model):
    """Passages of a paper that are withheld, each with its legal basis (条例 art. 37), and the file made without them."""

    source = models.ForeignKey(Attachment, models.PROTECT, related_name="withholdings")
    marks = models.JSONField(
        "遮蔽处", default=list
    )  # as `gongkai.redaction` takes them, with article and reason
    released = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="released_from"
    )
    checked_at = models.DateTimeField("复核无残留时间", null=True, blank=True)
    made_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "区分处理"
        ordering = ["pk"]
