"""What must be published: how often a column is brought up to date, and the list of duties (标准规范清单)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.agencies.models import Versioned
from gongkai.apps.publications.models.place import Channel


class UpdateTerm(models.Model):
    """How often a column must get something new, from a day on; the latest that began holds.

    Whether the column is up to date is never stored: it is asked of its items.
    """

    class Unit(models.TextChoices):
        DAY = "day", "天"
        MONTH = "month", "个月"
        NEVER = "never", "不设更新期限"

    column = models.ForeignKey("publications.Column", models.PROTECT, related_name="update_terms")
    since = models.DateField("启用日期")
    unit = models.CharField("更新期限", max_length=5, choices=Unit)
    every = models.PositiveSmallIntegerField("每隔", default=0)
    department = models.ForeignKey(
        "agencies.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任科室",
    )
    basis = models.CharField("依据", max_length=200, blank=True)
    set_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", editable=False)
    set_at = models.DateTimeField("设定时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "栏目更新期限"
        ordering = ["column", "since"]
        constraints = [
            models.UniqueConstraint(fields=["column", "since"], name="update_term_once_a_day"),
            models.CheckConstraint(
                condition=Q(unit="never", every=0) | (~Q(unit="never") & Q(every__gt=0)),
                name="update_term_counts_or_never",
            ),
        ]

    def __str__(self) -> str:
        return "不设更新期限" if self.unit == self.Unit.NEVER else f"每{self.every}{self.get_unit_display()}"


class Duty(Versioned):
    """One line of the standards list: what, on what basis, by when, by whom, through which channels, for whom.

    The public items of `column` whose title holds `keyword` fulfil it (any title where there is none).
    channels: codes of `Channel.Kind`. ended_on: struck off the list from that day on.
    """

    class Limit(models.TextChoices):
        FORMING = "forming", "自形成或者变更之日起"
        YEARLY = "yearly", "每年定期"

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "全社会"
        PARTICULAR = "particular", "特定群体"

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="duties", editable=False)
    order = models.PositiveSmallIntegerField("序号", default=0)
    matter = models.CharField("公开事项", max_length=120)
    content = models.TextField("公开内容", max_length=1000)
    article = models.CharField("公开依据", max_length=300)
    limit = models.CharField("公开时限", max_length=7, choices=Limit)
    days = models.PositiveSmallIntegerField("工作日数", null=True, blank=True)
    month = models.PositiveSmallIntegerField("月", null=True, blank=True)
    day = models.PositiveSmallIntegerField("日", null=True, blank=True)
    department = models.ForeignKey(
        "agencies.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任科室",
    )
    channels = models.JSONField("公开渠道", default=list)
    audience = models.CharField("公开对象", max_length=10, choices=Audience, default=Audience.EVERYONE)
    column = models.ForeignKey(
        "publications.Column", models.PROTECT, related_name="duties", verbose_name="公开栏目"
    )
    keyword = models.CharField("标题含", max_length=40, blank=True)
    since = models.DateField("列入日期")
    ended_on = models.DateField("删除日期", null=True, editable=False)

    class Meta:
        verbose_name = "标准规范清单事项"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "matter", "column"], condition=Q(ended_on=None), name="duty_once"
            ),
            models.CheckConstraint(
                condition=Q(limit="forming", days__gt=0, month=None, day=None)
                | Q(limit="yearly", days=None, month__range=(1, 12), day__range=(1, 31)),
                name="duty_has_a_time_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.matter

    @property
    def limit_words(self) -> str:
        """自形成或者变更之日起20个工作日内, or 每年1月31日前."""
        if self.limit == self.Limit.YEARLY:
            return f"每年{self.month}月{self.day}日前"
        return f"自形成或者变更之日起{self.days}个工作日内"

    @property
    def channel_words(self) -> str:
        """政府网站、政务微信."""
        return words_of(self.channels)


def words_of(channels: Iterable[str]) -> str:
    """The kinds of channels in Chinese: 政府网站、政务微信."""
    return "、".join(str(Channel.Kind(code).label) for code in channels)


class DutyEdition(models.Model):
    """The list as it stood when `item` was drafted from it; shown as a table once that item is public unchanged."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="duty_editions")
    item = models.OneToOneField("publications.Item", models.PROTECT, related_name="duty_edition")
    rows = models.JSONField("清单")
    made_at = models.DateTimeField("生成时间", default=timezone.now)

    class Meta:
        verbose_name = "标准规范清单版本"
        ordering = ["-pk"]
