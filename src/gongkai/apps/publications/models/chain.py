"""Who has to judge: the chain that an agency sets, as dated rules; and who stands in for an absent reviewer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class ChainRule(models.Model):
    """The review chain of an agency, or of one column, from a day on; in force once a second person consented.

    保密审查 and 终审 are always in the chain, whatever a rule says (see `rules.chain_for`).
    """

    class Legal(models.TextChoices):
        NEVER = "never", "不要求"
        NORMATIVE = "normative", "规范性文件"
        ALWAYS = "always", "全部信息"

    class Head(models.TextChoices):
        NEVER = "never", "不要求"
        IMPORTANT = "important", "标为重要的信息"
        ALWAYS = "always", "全部信息"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="chain_rules")
    column = models.ForeignKey(
        "publications.Column",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chain_rules",
        verbose_name="适用栏目",
    )
    since = models.DateField("启用日期")
    first = models.BooleanField("初审", default=True)
    second = models.BooleanField("复审", default=True)
    legal = models.CharField("合法性审核", max_length=9, choices=Legal, default=Legal.NEVER)
    head = models.CharField("主要负责人审定", max_length=9, choices=Head, default=Head.NEVER)
    reason = models.CharField("依据或者理由", max_length=200)
    proposed_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField("提出时间", default=timezone.now, editable=False)
    consented_by = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", editable=False
    )
    consented_at = models.DateTimeField("同意时间", null=True, editable=False)

    class Meta:
        verbose_name = "审查环节设置"
        ordering = ["-since", "-pk"]


class Deputy(models.Model):
    """A reviewer's stand-in from one day to another. ended_on: given up on that day, before its end."""

    principal = models.ForeignKey("agencies.Post", models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(
        "agencies.Post", models.PROTECT, related_name="stands_in_for", verbose_name="代理人"
    )
    since = models.DateField("自")
    until = models.DateField("至")
    reason = models.CharField("事由", max_length=100)
    named_at = models.DateTimeField("登记时间", default=timezone.now, editable=False)
    ended_on = models.DateField("提前结束", null=True, editable=False)

    class Meta:
        verbose_name = "审查代理"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="deputy_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputy_is_another"),
        ]
