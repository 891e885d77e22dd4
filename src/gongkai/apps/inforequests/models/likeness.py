"""The index by which applications of near-identical content find each other."""

from __future__ import annotations

from django.db import models

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models.request import Request


class ContentMark(models.Model):
    """One of the marks of a request's content (`textcheck.likeness`), made anew when the content changes."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="content_marks")
    mark = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["agency", "mark", "request"], name="content_mark")]
