"""The spreadsheet between preview and confirmation: kept under its digest, for one agency and register."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from gongkai.law.refusals import Refused

KEPT = timedelta(hours=12)


def keep(agency_id: int, key: str, content: bytes) -> str:
    """Keeps the file and returns its digest; what was never confirmed goes after `KEPT`."""
    _sweep(_folder(agency_id, key))
    digest = hashlib.sha256(content).hexdigest()
    path = _path(agency_id, key, digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return digest


def kept(agency_id: int, key: str, digest: str) -> bytes:
    """The file as it was previewed; Refused when it is no longer there."""
    path = _path(agency_id, key, digest)
    if not default_storage.exists(path):
        raise Refused("预览已过期，没有导入任何一行，请重新上传文件")
    with default_storage.open(path) as file:
        content: bytes = file.read()
    return content


def discard(agency_id: int, key: str, digest: str) -> None:
    """Removes the file, after the import or when the clerk gave it up."""
    default_storage.delete(_path(agency_id, key, digest))


def _folder(agency_id: int, key: str) -> str:
    return f"imports/{agency_id}/{key}"


def _path(agency_id: int, key: str, digest: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Refused("预览已过期，没有导入任何一行，请重新上传文件")
    return f"{_folder(agency_id, key)}/{digest}.xlsx"


def _sweep(folder: str) -> None:
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        path = f"{folder}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT:
            default_storage.delete(path)
