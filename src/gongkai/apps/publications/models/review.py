"""What was written, and who judged it: both only grow (the database refuses to change or delete them)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Revision(models.Model):
    """One saved wording of an item. Whoever saved one may not review the item (four eyes)."""

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField("版本")
    draft = models.PositiveSmallIntegerField("稿次")
    editor = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)
    digest = models.CharField(max_length=64)
    content = models.JSONField("内容")

    class Meta:
        verbose_name = "修改记录"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="revision_once")]


class Review(models.Model):
    """One judgement on exactly one content. digest: the content that was judged (条例 art. 17).

    on_behalf_of: the post whose step a deputy took during its absence; `reviewer` is who judged.
    """

    class Step(models.TextChoices):
        SECRECY = "secrecy", "保密审查"
        FIRST = "first", "初审"
        SECOND = "second", "复审"
        LEGAL = "legal", "合法性审核"
        FINAL = "final", "终审"
        HEAD = "head", "主要负责人审定"

    class Decision(models.TextChoices):
        APPROVED = "approved", "通过"
        SENT_BACK = "sent_back", "退回修改"

    item = models.ForeignKey("publications.Item", models.PROTECT, related_name="reviews")
    draft = models.PositiveSmallIntegerField("稿次")
    digest = models.CharField(max_length=64)
    step = models.CharField("环节", max_length=7, choices=Step)
    decision = models.CharField("结论", max_length=9, choices=Decision)
    reviewer = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    account = models.ForeignKey("agencies.Account", models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    opinion = models.TextField("意见", blank=True)
    basis = models.CharField("依据", max_length=100, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "审查"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "draft", "step"],
                condition=models.Q(decision="approved"),
                name="step_approved_once_a_draft",
            ),
            models.UniqueConstraint(
                fields=["item", "draft", "account"],
                condition=models.Q(decision="approved"),
                name="one_step_a_person",
            ),
        ]
