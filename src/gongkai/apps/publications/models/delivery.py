"""What goes out by an interface of another platform, what people carry elsewhere, and what they have to see to there."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.encryption import EncryptedTextField


def new_key() -> str:
    """32 hexadecimal digits that no other delivery has."""
    return uuid.uuid4().hex


class ChannelAccount(models.Model):
    """What lets the platform publish by a channel's interface. A channel without one is served by people.

    app_id: the AppID of a WeChat official account. secret: its AppSecret, or the access token of a Weibo account;
    sealed in the database, and never shown again. address: the IP address that Weibo asks for.
    """

    channel = models.OneToOneField("publications.Channel", models.PROTECT, related_name="account")
    app_id = models.CharField("AppID", max_length=120, blank=True)
    secret = EncryptedTextField("密钥")
    cover = models.CharField("默认封面素材编号", max_length=120, blank=True)
    address = models.GenericIPAddressField("服务器公网IP地址", null=True, blank=True)
    changed_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "渠道接口"


class Delivery(models.Model):
    """One item on its way through one interface. It becomes a `Release` when the channel has accepted it.

    key: marks the post over there, so that it can be looked up. remote: what the channel has answered so far, such as
    its ids; kept step by step. in_doubt: the channel may have accepted without our hearing of it, so it is looked up
    before anything is sent again. next_at: when the worker takes it up. remove_at: when the worker next asks the
    channel to delete the post. error: why it has not gone out, in a sentence.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待推送"
        SENDING = "sending", "推送中"
        SENT = "sent", "已推送"
        FAILED = "failed", "未成功"
        UNKNOWN = "unknown", "待核实"
        CANCELLED = "cancelled", "已取消"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey("publications.Channel", models.PROTECT, related_name="deliveries")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    state = models.CharField("状态", max_length=9, choices=State, default=State.WAITING)
    in_doubt = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    next_at = models.DateTimeField("下次办理时间", default=timezone.now)
    remote = models.JSONField(default=dict)
    url = models.CharField("网址", max_length=500, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    ordered_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField("登记时间", default=timezone.now)
    tried_at = models.DateTimeField("首次推送时间", null=True)
    sent_at = models.DateTimeField("推送时间", null=True)
    remove_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField("删除时间", null=True)

    class Meta:
        verbose_name = "渠道推送"
        ordering = ["-ordered_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "channel"], name="delivered_once_a_channel")]
        indexes = [
            models.Index(fields=["agency", "-ordered_at", "-id"], name="delivery_by_agency"),
            models.Index(fields=["state", "next_at"], name="delivery_due"),
        ]


class Evidence(models.Model):
    """That an item was really carried by a channel which people serve: the day, the place or issue, a picture of it.

    Append-only: a mistake is put right by a further row.
    """

    release = models.ForeignKey("publications.Release", models.PROTECT, related_name="evidence")
    day = models.DateField("日期")
    place = models.CharField("地点或者期号", max_length=120)
    note = models.CharField("说明", max_length=200, blank=True)
    file = models.FileField(upload_to="publications/evidence/%Y/%m", max_length=200, blank=True)
    name = models.CharField("名称", max_length=120, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField("大小", default=0)
    digest = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "发布凭证"
        ordering = ["pk"]


class ChannelTask(models.Model):
    """What a person has to do at a channel about an item. One open task of a kind for an item and channel."""

    class Kind(models.TextChoices):
        RECORD = "record", "登记发布凭证"
        FAILED = "failed", "处理未成功的推送"
        UPDATE = "update", "更正渠道上的旧内容"
        REMOVE = "remove", "撤下渠道上的内容"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="channel_tasks")
    channel = models.ForeignKey("publications.Channel", models.PROTECT, related_name="tasks")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    why = models.CharField("事由", max_length=300)
    opened_at = models.DateTimeField("提出时间", default=timezone.now)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("办理情况", max_length=200, blank=True)

    class Meta:
        verbose_name = "渠道待办"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "channel", "kind"], condition=Q(closed_at=None), name="one_open_channel_task"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "opened_at"], condition=Q(closed_at=None), name="task_open_by_agency"
            )
        ]
