"""Pictures that come into a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.models import Picture
from gongkai.apps.publications.pictures import LARGEST, prepare
from gongkai.apps.publications.queries.writing import texts_with_pictures
from gongkai.apps.publications.richtext import Image
from gongkai.law.refusals import Refused

FIELD = "body_html"
NAME = re.compile(r"[0-9a-f]{64}-\d+x\d+\.(?:png|jpg)")
MOST = 500  # pictures that go in one night from one agency


def add_picture(actor: Post, upload: File[bytes]) -> Picture:
    """The picture for the texts of the actor's agency; the same picture is kept once.

    Refused with the picture's name when too large, of no known type, or broken.
    """
    return store_picture(actor, upload.name or "", upload.read(LARGEST + 1))


def store_picture(actor: Post, name: str, data: bytes) -> Picture:
    """The same for bytes that came otherwise, such as inside a document."""
    actor.require("publications.draft")
    made = prepare(name, data)
    with transaction.atomic():
        held = Picture.objects.select_for_update().filter(agency_id=actor.agency_id, name=made.name).first()
        if held:
            held.added_at = timezone.now()  # its time begins anew: see `clean_pictures`
            held.save(update_fields=["added_at"])
            return held
        picture = Picture(
            agency_id=actor.agency_id,
            name=made.name,
            title=made.title,
            size=len(made.data),
            added_by=actor,
        )
        picture.file.save(made.name, ContentFile(made.data), save=False)
        picture.save()
    return picture


def clean_pictures() -> int:
    """Deletes pictures that were added more than `GONGKAI_PICTURE_DAYS` days ago and stand in no text: no version, past
    or present, no draft, no working copy, no row of history. Their number; belongs in a daily job.
    """
    begun = timezone.now()
    before = begun - timedelta(days=settings.GONGKAI_PICTURE_DAYS)
    old = Picture.objects.filter(added_at__lt=before)
    return sum(
        _clean(agency, before, begun)
        for agency in Agency.objects.filter(pk__in=old.order_by().values("agency").distinct())
    )


def _clean(agency: Agency, before: datetime, begun: datetime) -> int:
    unused = set(Picture.objects.filter(agency=agency, added_at__lt=before).values_list("name", flat=True))
    for text in texts_with_pictures(agency.pk):
        unused.difference_update(NAME.findall(text))
        if not unused:
            return 0
    with transaction.atomic():
        for text in texts_with_pictures(agency.pk, begun):  # written while the others were read
            unused.difference_update(NAME.findall(text))
        rows = list(
            Picture.objects.select_for_update().filter(
                agency=agency, added_at__lt=before, name__in=sorted(unused)[:MOST]
            )
        )
        if rows:
            record("pictures.cleaned", agency=agency, pictures=[row.name for row in rows])
        for row in rows:
            row.delete()
            transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)), robust=True)
    return len(rows)


def check_images(agency_id: int, images: Iterable[Image]) -> None:
    """Refused, naming the picture, when one has no alternative text or is none of this agency's."""
    images = list(images)
    names = {image.name for image in images}
    held = dict(
        Picture.objects.filter(agency_id=agency_id, name__in=names).values_list("name", "title")
        if names
        else ()
    )
    for place, image in enumerate(images, 1):
        if image.name not in held:
            raise Refused(f"正文第{place}幅图片不在本机关的图片中，请删除后重新插入", field=FIELD)
        if not image.alt:
            raise Refused(
                f"正文第{place}幅图片“{held[image.name]}”没有替代文字，请写明图中内容，供看不见图片的人读",
                article="无障碍环境建设法第三十二条",
                field=FIELD,
            )
