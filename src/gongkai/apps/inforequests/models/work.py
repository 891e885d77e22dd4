"""Work inside the agency on a case: departments asked for their part, and where the information was looked for."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gongkai.apps.agencies.models import Department, Post
from gongkai.apps.inforequests.models.request import Request


class Assignment(models.Model):
    """A department is asked for its part by an inner deadline, and answers."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="承办科室")
    task = models.CharField("需要提供", max_length=400)
    due_on = models.DateField("内部期限")
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_on = models.DateField("交办日期")
    answer = models.TextField("办理意见", blank=True)
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField("回复日期", null=True, blank=True)

    class Meta:
        verbose_name = "交办"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["department", "answered_on", "due_on"]),
            models.Index(
                fields=["request"], condition=models.Q(answered_on=None), name="assignment_unanswered"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | ~models.Q(answer=""),
                name="assignment_answered_in_words",
            )
        ]


class Search(models.Model):
    """One search for the information: what 不存在 rests on (条例 art. 36（四）). Never changed, never deleted."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="searches")
    searched_on = models.DateField("检索日期")
    places = models.CharField("检索范围", max_length=400)  # systems, archives, departments
    method = models.CharField("检索方法", max_length=400)  # keywords, period, document numbers
    found = models.BooleanField("是否找到")
    result = models.CharField("检索结果", max_length=400)
    searched_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "检索记录"
        ordering = ["searched_on", "pk"]
