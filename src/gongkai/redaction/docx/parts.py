"""The package of a DOCX: which part a relationship names, and pictures made anew from theirs."""

from __future__ import annotations

import io
import posixpath

from lxml.etree import _Element as Element
from PIL import Image, UnidentifiedImageError
from PIL.Image import DecompressionBombError

from gongkai.redaction import pictures
from gongkai.redaction.docx.styles import attribute, local
from gongkai.redaction.files import Package

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_PIXELS = 40_000_000  # of one picture
THOUSANDTHS = 100_000  # DrawingML writes percentages so


def targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the id of the relationship. What lies outside the file is not among them."""
    folder, name = posixpath.split(part)
    root = package.xml(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for one in [] if root is None else root:
        if local(one) == "Relationship" and attribute(one, "TargetMode") != "External":
            target = attribute(one, "Target")
            path = target if target.startswith("/") else posixpath.join("/" + folder, target)
            found[attribute(one, "Id")] = posixpath.normpath(path).lstrip("/")
    return found


def picture_of(data: bytes, crop: Element | None) -> tuple[bytes, str] | None:
    """The picture from its pixels, cut to what is shown of it, and its ending; None when it cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            photograph = opened.format in ("JPEG", "MPO")
            bare = _cut(pictures.pixels_of(opened), crop)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, DecompressionBombError):
        return None
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=88) if photograph else bare.save(out, "PNG")
    return out.getvalue(), ".jpg" if photograph else ".png"


def _cut(picture: Image.Image, crop: Element | None) -> Image.Image:
    """What lies outside the frame is not seen, so it does not leave."""
    if crop is None:
        return picture
    shares = []
    for side in "ltrb":
        value = attribute(crop, side)
        share = int(value) / THOUSANDTHS if value.lstrip("-").isdigit() else 0.0
        shares.append(min(max(share, 0.0), 0.99))
    left, top, right, bottom = shares
    width, height = picture.size
    box = (int(left * width), int(top * height), int((1 - right) * width), int((1 - bottom) * height))
    return picture.crop(box) if box[0] < box[2] and box[1] < box[3] else picture.crop((0, 0, 1, 1))
