"""Agencies, people, posts and roles; gapless numbers; what two people must not overwrite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gongkai.apps.agencies import roles
from gongkai.law.refusals import Refused


class Account(AbstractUser):
    """A person who logs in. What the person may do comes from posts alone, never from `is_superuser`."""

    display_name = models.CharField("姓名", max_length=50)

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.display_name


class Agency(models.Model):
    """An organ that discloses under its own name (条例 arts 4, 10)."""

    class Level(models.TextChoices):
        DEPARTMENT = "department", "政府部门"
        GOVERNMENT = "government", "地方人民政府"
        TOWNSHIP = "township", "乡镇街道"

    code = models.SlugField("代码", unique=True, max_length=40)
    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    former_names = models.JSONField("曾用名", default=list, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    level = models.CharField("类别", max_length=12, choices=Level, default=Level.DEPARTMENT)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="上级机关"
    )
    office_name = models.CharField("政府信息公开工作机构", max_length=60, blank=True)
    address = models.CharField("地址", max_length=150, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)
    reconsideration_authority = models.CharField("行政复议机关", max_length=60, blank=True)
    court = models.CharField("管辖法院", max_length=60, blank=True)
    document_prefix = models.CharField("发文代字", max_length=30, blank=True)
    # Ten digits (bm and eight for ministries), given by the national register of government sites; every page's SiteIDCode.
    site_code = models.CharField("网站标识码", max_length=10, blank=True)
    live_since = models.DateField("平台启用日期")
    demonstration = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "机关"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An inner unit (内设机构). The disclosure office among them counts in the list of 2014 (八（一）)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="departments")
    name = models.CharField("名称", max_length=60)
    discloses_since = models.DateField("承担政府信息公开专门工作起", null=True, blank=True)
    discloses_until = models.DateField("止", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "内设机构"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One person in one agency: the actor of every action."""

    class DisclosureWork(models.TextChoices):
        NONE = "none", "不从事"
        FULL = "full", "专职"
        PART = "part", "兼职"

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name="内设机构")
    title = models.CharField("职务", max_length=40, blank=True)
    disclosure_work = models.CharField(
        "公开工作", max_length=4, choices=DisclosureWork, default=DisclosureWork.NONE
    )
    since = models.DateField("到岗日期")
    until = models.DateField("离岗日期", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        constraints = [
            models.UniqueConstraint(fields=["account", "agency"], name="one_post_per_agency"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.account.display_name}"

    def roles(self) -> set[str]:
        """The codes of the roles in force, read once per object."""
        if not hasattr(self, "_roles"):
            self._roles = set(self.grants.filter(revoked_at=None).values_list("role", flat=True))
        return self._roles

    def known_roles(self, roles: Iterable[str]) -> None:
        """Takes the codes of the roles in force as somebody has read them already."""
        self._roles = set(roles)

    def may(self, permission: str) -> bool:
        """True when one of the post's roles carries the permission."""
        return permission in roles.permissions(self.roles())

    def require(self, permission: str) -> None:
        """Refused unless `may(permission)`; the sentence names the roles that could do it."""
        if not self.may(permission):
            who = "、".join(roles.holders(permission))
            raise Refused(f"您的岗位没有办理此事的权限，请由{who}办理")

    def require_agency(self, agency_id: int) -> None:
        """Refused unless the record belongs to the post's own agency."""
        if agency_id != self.agency_id:
            raise Refused("这条记录属于其他机关，您的岗位不能办理")


class Grant(models.Model):
    """A role given to a post, by whom and until when."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=20, choices=roles.CHOICES)
    granted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "授权"
        constraints = [
            models.UniqueConstraint(
                fields=["post", "role"], condition=Q(revoked_at=None), name="role_once_in_force"
            )
        ]


class LeadingGroup(models.Model):
    """政务公开领导小组."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="leading_groups")
    name = models.CharField("名称", max_length=80)
    set_up_on = models.DateField("成立或调整日期")
    document_number = models.CharField("依据文号", max_length=60, blank=True)

    class Meta:
        verbose_name = "领导小组"
        ordering = ["-set_up_on"]


class LeadingGroupMember(models.Model):
    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members")
    duty = models.CharField("组内职务", max_length=20)
    position = models.CharField("人员或岗位", max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "领导小组成员"
        ordering = ["order", "pk"]


class ReadingPoint(models.Model):
    """查阅场所 (条例 art. 25)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="reading_points")
    name = models.CharField("名称", max_length=80)
    address = models.CharField("地址", max_length=150, blank=True)
    since = models.DateField("设立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "查阅点"


class Budget(models.Model):
    """政府信息公开专项经费 of one year, in 万元."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField("年度")
    amount = models.DecimalField("金额（万元）", max_digits=12, decimal_places=4)

    class Meta:
        verbose_name = "专项经费"
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="budget_once_a_year")]


class Counter(models.Model):
    """The last number taken of one series of one agency and year."""

    agency = models.ForeignKey(Agency, models.CASCADE)
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "series", "year"], name="counter_once")]


class Versioned(models.Model):
    """A record that people edit. The version that a form shows must be the one that it saves over."""

    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(Account, models.PROTECT, null=True, editable=False, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def locked(cls, pk: int, seen: int | None = None) -> Self:
        """The row, locked for this transaction; Refused when it is no longer the version that was seen."""
        row = cls._default_manager.select_for_update().get(pk=pk)
        if seen is not None and seen != row.version:
            who = row.changed_by.display_name if row.changed_by else "他人"
            at = timezone.localtime(row.changed_at)
            raise Refused(
                f"您打开之后，{who}已于{at:%m月%d日 %H:%M}修改了本件。您填写的内容保留在下方，请核对后重新保存"
            )
        return row

    def keep(self, actor: Post | None, *fields: str) -> None:
        """Saves as the next version, by this person (None: somebody outside). fields: the changed ones; none means all."""
        self.version += 1
        self.changed_by = actor.account if actor else None
        self.changed_at = timezone.now()
        names: Any = [*fields, "version", "changed_by", "changed_at"] if fields else None
        self.save(update_fields=names)
