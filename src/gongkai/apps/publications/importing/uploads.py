"""A spreadsheet and its archive between preview and submission: kept for one agency and post under a random name."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from pathlib import PurePath

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.importing.folder import FolderRows
from gongkai.apps.publications.importing.sheet import TEXTUAL
from gongkai.apps.publications.importing.source import Archive
from gongkai.law.refusals import Refused

KEPT = timedelta(hours=12)
LARGEST_SHEET = 50 << 20
LARGEST_ARCHIVE = 500 << 20
GONE = "预览已过期，没有提交任何一行，请重新上传文件"


def keep(post: Post, sheet: File[bytes], archive: File[bytes] | None) -> str:
    """Keeps both files and returns their ticket; what was never submitted goes after `KEPT`."""
    ending = PurePath(sheet.name or "").suffix.lower()
    if ending not in TEXTUAL:
        raise Refused("请用模板填写后上传xlsx或者csv文件", field="sheet")
    if sheet.size > LARGEST_SHEET:
        raise Refused(f"表格超过{LARGEST_SHEET >> 20}MB，请分批，或者由系统管理员用命令行导入", field="sheet")
    if archive and archive.size > LARGEST_ARCHIVE:
        raise Refused(
            f"附件包超过{LARGEST_ARCHIVE >> 20}MB，请分批，或者由系统管理员用命令行导入", field="archive"
        )
    _sweep(post)
    ticket = secrets.token_hex(16) + ending.removeprefix(".")[0]
    default_storage.save(_path(post, ticket, "sheet"), sheet)
    if archive:
        default_storage.save(_path(post, ticket, "archive"), archive)
    return ticket


def kept(post: Post, ticket: str) -> FolderRows:
    """The rows as they were previewed; Refused when the files are no longer there."""
    sheet, archive = _path(post, ticket, "sheet"), _path(post, ticket, "archive")
    if not default_storage.exists(sheet):
        raise Refused(GONE)
    source = Archive(default_storage.open(archive)) if default_storage.exists(archive) else None
    name = "表格.csv" if ticket.endswith("c") else "表格.xlsx"
    return FolderRows(name, lambda: default_storage.open(sheet), source)


def discard(post: Post, ticket: str) -> None:
    """Removes the files, after the submission or when the clerk gave it up."""
    for part in ("sheet", "archive"):
        default_storage.delete(_path(post, ticket, part))


def _folder(post: Post) -> str:
    return f"imports/{post.agency_id}/history/{post.pk}"


def _path(post: Post, ticket: str, part: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{32}[cx]", ticket):
        raise Refused(GONE)
    return f"{_folder(post)}/{ticket}-{part}"


def _sweep(post: Post) -> None:
    if not default_storage.exists(_folder(post)):
        return
    for name in default_storage.listdir(_folder(post))[1]:
        path = f"{_folder(post)}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT:
            default_storage.delete(path)
