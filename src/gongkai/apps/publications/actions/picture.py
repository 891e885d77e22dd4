"""Pictures that come into a text."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.base import ContentFile, File
from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.models import Picture
from gongkai.apps.publications.pictures import LARGEST, prepare
from gongkai.apps.publications.richtext import Image
from gongkai.law.refusals import Refused

FIELD = "body_html"


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
        held = Picture.objects.filter(agency_id=actor.agency_id, name=made.name).first()
        if held:
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
