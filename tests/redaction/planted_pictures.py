"""Pictures with a secret beside the pixels, and texts with one in them."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from tests.redaction.planted_docx import exif_picture

SIZE = (240, 160)
BLUE = (30, 60, 200)


def picture() -> Image.Image:
    """White, a blue square at the lower right that stays, a red one at the upper left that is withheld."""
    made = Image.new("RGB", SIZE, (255, 255, 255))
    draw = ImageDraw.Draw(made)
    draw.rectangle((160, 100, 220, 150), fill=BLUE)
    draw.rectangle((20, 20, 80, 60), fill=(220, 30, 30))
    return made


def _png(**entries: object) -> bytes:
    out = io.BytesIO()
    picture().save(out, "PNG", **entries)
    return out.getvalue()


def _info(add: Callable[[PngInfo], None]) -> PngInfo:
    info = PngInfo()
    add(info)
    return info


def png_text(secret: str) -> bytes:
    return _png(pnginfo=_info(lambda info: info.add_itxt("Title", secret)))


def png_packed_text(secret: str) -> bytes:
    return _png(pnginfo=_info(lambda info: info.add_itxt("Comment", secret * 3, zip=True)))


def png_exif(secret: str) -> bytes:
    exif = Image.Exif()
    exif[0x9C9D] = secret.encode("utf-16-le")
    return _png(exif=exif)


def png_behind_the_end(secret: str) -> bytes:
    return _png() + secret.encode("gb18030") + b"."


def jpeg_comment(secret: str) -> bytes:
    out = io.BytesIO()
    picture().save(out, "JPEG", quality=95, comment=secret.encode())
    return out.getvalue()


def jpeg_exif(secret: str) -> bytes:
    out = io.BytesIO()
    exif = Image.open(io.BytesIO(exif_picture(secret))).getexif()
    picture().save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def jpeg_xmp(secret: str) -> bytes:
    out = io.BytesIO()
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><title>{secret}</title></x:xmpmeta>".encode()
    picture().save(out, "JPEG", quality=95, xmp=packet)
    return out.getvalue()


def tiff_tag(secret: str) -> bytes:
    out = io.BytesIO()
    tags = ImageFileDirectory_v2()
    tags[700] = secret.encode()
    picture().save(out, "TIFF", tiffinfo=tags)
    return out.getvalue()


PICTURES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "png text": ("a.png", png_text),
    "png packed text": ("a.png", png_packed_text),
    "png exif": ("a.png", png_exif),
    "png behind the end": ("a.png", png_behind_the_end),
    "jpeg comment": ("a.jpg", jpeg_comment),
    "jpeg exif": ("a.jpg", jpeg_exif),
    "jpeg xmp": ("a.jpg", jpeg_xmp),
    "tiff tag": ("a.tif", tiff_tag),
}

TEXT = "关于道路施工的说明\r\n来信人SECRET，地址略。\r\n工期三个月\r\n"
TEXTS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda secret: TEXT.replace("SECRET", secret).encode(),
    "gb18030": lambda secret: TEXT.replace("SECRET", secret).encode("gb18030"),
    "utf-16": lambda secret: TEXT.replace("SECRET", secret).encode("utf-16"),
    "spaced": lambda secret: TEXT.replace("SECRET", " ".join(secret)).encode(),
    "zero width": lambda secret: TEXT.replace("SECRET", "\u200b".join(secret)).encode(),
}
TEXT_KEPT = ("关于道路施工的说明", "来信人", "工期三个月")
