"""What watching over the work of several apps keeps: reminders, feed addresses, cases that a calendar moved."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Department, Post
from gongkai.apps.inforequests.models import Request


class Level(models.TextChoices):
    """How near a term is, and whom that concerns (`AUDIENCES`)."""

    FIVE = "five", "还剩5个工作日"
    THREE = "three", "还剩3个工作日"
    ONE = "one", "还剩1个工作日"
    TODAY = "today", "今天到期"
    LATE = "late", "已超期"
    ESCALATED = "escalated", "超期仍未办"


# The level of a reminder → permissions whose holders are told, beside the desk that handles the case.
AUDIENCES = {
    Level.LATE: ("supervision.head",),
    Level.ESCALATED: ("supervision.head", "supervision.lead"),
}


class Reminder(models.Model):
    """One reminder: once for a case, a level and a day. `title` names the case by its number, never a person."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="reminders")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField("事项", max_length=16)
    subject_id = models.BigIntegerField()
    level = models.CharField("提醒", max_length=10, choices=Level)
    on = models.DateField("日期")
    due_on = models.DateField("到期日")
    title = models.CharField("事项名称", max_length=120)
    mailed_at = models.DateTimeField("邮件发送时间", null=True)

    class Meta:
        verbose_name = "督办提醒"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "level", "on"], name="reminder_once_a_day")
        ]
        indexes = [models.Index(fields=["agency", "on"])]


class CalendarFeed(models.Model):
    """The secret address of a post's calendar, of which only the digest is kept. Opening another one ends the first."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="calendar_feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField("开通时间", default=timezone.now)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "日程订阅"
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(revoked_at=None), name="calendar_feed_once"
            )
        ]


class Recalculation(models.Model):
    """One run over all due dates. tables: year → digest of the working-day table it used; changed_years: what is new."""

    at = models.DateTimeField("时间", default=timezone.now)
    on = models.DateField("日期")
    tables = models.JSONField(default=dict)
    changed_years = models.JSONField("放假安排有变动的年度", default=list)
    moved = models.PositiveIntegerField("变动件数", default=0)

    class Meta:
        verbose_name = "到期日重算"
        ordering = ["-pk"]


class Move(models.Model):
    """One case whose due date moved in a run. Never changed."""

    recalculation = models.ForeignKey(Recalculation, models.CASCADE, related_name="moves")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, related_name="moves")
    before = models.DateField("原到期日", null=True)
    after = models.DateField("现到期日", null=True)

    class Meta:
        verbose_name = "到期日变动"
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "recalculation"])]
