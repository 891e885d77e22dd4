"""A picture made fit for a public page: its true type, a size that a phone can load, nothing of the camera or place."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.apps.publications.attachments import clean_name
from gongkai.apps.publications.models import Picture
from gongkai.law.refusals import Refused

LARGEST = 20 * 1024 * 1024
PIXELS = 60_000_000
SIDE = 1600  # pixels of the longer side, at most
HEAVY = 800_000  # bytes from which a drawing without transparency is kept as a photograph
READ = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
FIELD = "picture"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is stored. name: as in `models.Picture`; title: the cleaned name of the uploaded file."""

    name: str
    title: str
    data: bytes


def prepare(name: str, data: bytes) -> Prepared:
    """The picture drawn anew; Refused by its name when too large, no picture or broken."""
    title = clean_name(name)
    if not data:
        raise Refused(f"图片“{title}”是空文件，请重新选择", field=FIELD)
    if len(data) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise Refused(f"图片“{title}”超过{most}MB，请在看图软件里缩小尺寸后上传", field=FIELD)
    drawn = _shrunk(_opened(title, data))
    stored, ending = _encoded(drawn)
    digest = hashlib.sha256(stored).hexdigest()
    return Prepared(f"{digest}-{drawn.width}x{drawn.height}.{ending}", title, stored)


def is_whole(picture: Picture) -> bool:
    """True while the bytes in storage are those that its name tells of."""
    try:
        with picture.file.open("rb") as stored:
            return picture.name.startswith(hashlib.file_digest(stored, "sha256").hexdigest())
    except FileNotFoundError:
        return False


def _opened(title: str, data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=READ)
            if picture.width * picture.height > PIXELS:
                raise Image.DecompressionBombError
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(f"图片“{title}”的尺寸超过{PIXELS // 10_000}万像素，请缩小后上传", field=FIELD) from None
    except UnidentifiedImageError:
        raise Refused(
            f"“{title}”不是可以使用的图片，请上传 PNG、JPEG、WebP、GIF 或 BMP 格式的图片", field=FIELD
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise Refused(f"图片“{title}”已损坏，打不开，请重新导出后上传", field=FIELD) from broken
    return picture


def _shrunk(picture: Image.Image) -> Image.Image:
    """Upright as the camera meant it, without any of its notes, and no larger than a page needs."""
    upright = ImageOps.exif_transpose(picture)
    clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    fresh.format = "PNG" if clear or picture.format in {"PNG", "GIF", "BMP"} else "JPEG"
    return fresh


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    if picture.format == "PNG":
        stored = _saved(picture, "PNG", optimize=True)
        if len(stored) <= HEAVY or picture.mode == "RGBA":
            return stored, "png"
    return _saved(picture, "JPEG", quality=85, optimize=True, progressive=True), "jpg"


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    into = io.BytesIO()
    picture.save(into, kind, **how)
    return into.getvalue()
