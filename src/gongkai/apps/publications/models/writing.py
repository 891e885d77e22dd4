"""What an author has beside the text itself: pictures, and the working copy of what is not saved yet."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Picture(models.Model):
    """A picture of an agency's texts, made again by the platform, so that nothing of the camera is left in it.

    name: digest of its bytes, size and type, such as `<64 hex>-1200x800.jpg`; a text names it as `pictures/<name>`,
    so that the digest of a text holds for its pictures too. title: the name of the file that was uploaded.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    name = models.CharField(max_length=90)
    title = models.CharField("文件名", max_length=120)
    file = models.FileField(upload_to="pictures/%Y/%m", max_length=200)
    size = models.PositiveIntegerField("大小")
    added_by = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("上传时间", default=timezone.now)

    class Meta:
        verbose_name = "图片"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="picture_once")]

    def __str__(self) -> str:
        return self.title


class WorkingCopy(models.Model):
    """What a post has typed into the form and not saved: private, one for an item and one for a new draft.

    version: that of the item when the form was opened. fields: the values of the form as they were typed.
    """

    post = models.ForeignKey("agencies.Post", models.CASCADE, related_name="+")
    item = models.ForeignKey("publications.Item", models.CASCADE, null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    fields = models.JSONField()
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "工作副本"
        constraints = [
            models.UniqueConstraint(fields=["post", "item"], name="one_copy_an_item"),
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(item=None), name="one_copy_of_a_new_draft"
            ),
        ]
