"""The attachments of what is published: checked as every upload is (`agencies.uploads`), compared when they go out."""

from __future__ import annotations

import hashlib

from django.core.files import File
from django.core.files.base import ContentFile

from gongkai.apps.agencies import uploads
from gongkai.apps.agencies.uploads import LARGEST, Checked, check_upload, clean_name
from gongkai.apps.publications.models import Attachment

__all__ = ["LARGEST", "Checked", "check", "clean_name", "read", "stored_digest"]


def check(name: str, data: bytes) -> Checked:
    """The file as it may be attached; Refused by name when too large, of another type than it says, broken or encrypted."""
    return check_upload(ContentFile(data, name=name), noun="附件")


def stored_digest(attachment: Attachment) -> str:
    """The SHA-256 of the bytes that lie in storage now; empty when the file is gone."""
    try:
        with attachment.file.open("rb") as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def read(upload: File[bytes]) -> bytes:
    """The bytes of an upload, one more than allowed at most, so that a huge file is not held in memory."""
    data: bytes = upload.read(uploads.LARGEST + 1)
    return data
