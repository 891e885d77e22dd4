"""邮件订阅 (精准推送): what an address asked to be told, the e-mails to it, and which item each of them told."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.encryption import EncryptedTextField


def new_token() -> str:
    """What stands in the links of an e-mail: 32 bytes of chance, nothing that could be counted through."""
    return secrets.token_urlsafe(32)


def address_digest(address: str) -> str:
    """By what the same address is found again without opening any: keyed, so that nobody can try addresses out."""
    key = f"subscriptions:{settings.SECRET_KEY}".encode()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


class Subscription(models.Model):
    """One address and what it asked for: an agency, a column of it, or a search in either or everywhere.

    target: agency, column and question in one, so that nobody is entered twice. Pending until the address has
    confirmed (confirmed_at); looked_at: up to when its new items were gathered. Whoever leaves is deleted.
    """

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", "有新信息即发"
        DAILY = "daily", "每天汇总一次"

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, related_name="subscriptions")
    column = models.ForeignKey("publications.Column", models.CASCADE, null=True, related_name="subscriptions")
    query = models.CharField("检索词", max_length=100, blank=True)
    target = models.CharField(max_length=150)
    address = EncryptedTextField("电子邮箱")
    address_digest = models.CharField(max_length=64)
    rhythm = models.CharField("发送方式", max_length=7, choices=Rhythm, default=Rhythm.AT_ONCE)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "邮件订阅"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["address_digest", "target"], name="subscribed_once")]
        indexes = [models.Index(fields=["confirmed_at", "rhythm"], name="subscription_by_rhythm")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """What is subscribed, in words: 测试市应急管理局“监督检查”栏目."""
        where = self.agency.name if self.agency else "政务公开平台"
        if self.column:
            where += f"“{self.column.name}”栏目"
        if self.query:
            return f"{where}中有关“{self.query}”的信息"
        return where if self.column else f"{where}公开的全部信息"


class Mailing(models.Model):
    """One e-mail to one subscriber, sent by the worker. message_id is the same at every attempt.

    claimed_at: taken by a worker; after an hour without an outcome another takes it up. error: the kind of the last
    failure, never what the server said, which repeats the address.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "请确认"
        STANDING = "standing", "已在订阅"
        NEWS = "news", "新信息"

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=8, choices=Kind)
    message_id = models.CharField(max_length=100, unique=True)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended = models.BooleanField(default=False)  # sent, given up, or nothing left in it to tell
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "订阅邮件"
        ordering = ["queued_at", "pk"]
        indexes = [models.Index(fields=["ended", "queued_at"], name="mailing_waiting")]


class Told(models.Model):
    """An item that a subscriber is told of, once and by one e-mail."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="told")
    item = models.ForeignKey("publications.Item", models.CASCADE, related_name="+")
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="told")

    class Meta:
        verbose_name = "已告知的信息"
        constraints = [models.UniqueConstraint(fields=["subscription", "item"], name="told_once")]
