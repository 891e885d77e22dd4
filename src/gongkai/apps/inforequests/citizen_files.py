"""Files that a citizen sends: few kinds, 10 MB each, and what they are is looked at, not what they say they are."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files import File
from PIL import Image

from gongkai.apps.agencies.uploads import Checked, check_upload, clean_name
from gongkai.law.refusals import Refused

LARGEST = 10 << 20
PICTURES = (".jpg", ".jpeg", ".png")
PROOFS = (".pdf", *PICTURES)  # of identity
PAPERS = (*PROOFS, ".docx", ".doc", ".wps", ".ofd", ".xlsx", ".txt")  # beside the text of an application


def check_citizen_file(upload: File[Any], endings: tuple[str, ...], field: str) -> Checked:
    """What the file really is; Refused by name at `field` for another kind, too large or broken."""
    name = clean_name(upload.name or "")
    ending = PurePath(name).suffix.lower()
    if ending not in endings:
        allowed = "、".join(known[1:] for known in endings)
        raise Refused(f"“{name}”的类型不能上传，可以上传：{allowed}", field=field)
    if upload.size > LARGEST:
        raise Refused(f"“{name}”超过{LARGEST >> 20}MB，请压缩或者拆分后上传", field=field)
    checked = check_upload(upload, field=field)
    if ending in PICTURES and not _is_picture(upload):
        raise Refused(f"“{name}”不是完整的图片，打不开，请重新拍照或者扫描后上传", field=field)
    return checked


def _is_picture(upload: File[Any]) -> bool:
    try:
        with Image.open(upload, formats=("JPEG", "PNG")) as picture:
            picture.verify()
    except Exception:  # Pillow raises many kinds for broken pictures; all of them mean no
        return False
    finally:
        upload.seek(0)
    return True
