"""Pictures: pixels alone are taken over, marked rectangles are burnt black, everything beside the pixels is left."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError

from gongkai.law.refusals import Refused
from gongkai.redaction.content import Document, Made, Page, Withheld
from gongkai.redaction.marks import Mark, Rect
from gongkai.redaction.passages import Chunk, cover

MOST_PIXELS = 100_000_000  # of all frames together
MOST_FRAMES = 200
FORMATS = ("PNG", "JPEG", "TIFF")
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "TIFF": ".tif"}
LEFT_OUT = "拍摄信息、缩略图、图层、透明部分和其他附加信息"


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """Each frame as a page in pixels; a picture has no text."""
    wanted = None if pages is None else set(pages)
    found = [
        Page(number, *frame.size)
        for number, frame in frames(data, name)
        if wanted is None or number in wanted
    ]
    return Document("picture", count(data, name), tuple(found), left_out=(LEFT_OUT,))


def redact(data: bytes, name: str, marks: Sequence[Mark]) -> Made:
    """The same kind of picture made anew from its pixels, black under the marks."""
    made, chunks = [], []
    for number, frame in frames(data, name):
        chunks.append(
            Chunk(f"page{number}", "", f"第{number}页" if count(data, name) > 1 else "图片", number)
        )
        made.append(frame)
    covered = cover(chunks, marks, lambda mark, chunk: ())
    withheld = []
    for chunk, frame in zip(chunks, made, strict=True):
        for number, mark in enumerate(marks, 1):
            if mark.page == chunk.page and not mark.text:
                burn(frame, [mark.rect or (0.0, 0.0, 1.0, 1.0)])
                withheld.append(Withheld("", chunk.where, number))
        if chunk.id in covered.whole:
            burn(frame, [(0.0, 0.0, 1.0, 1.0)])
    kind = _format(data, name)
    return Made(_encoded(made, kind), ENDINGS[kind], tuple(withheld), (), (LEFT_OUT,))


def burn(picture: Image.Image, rects: Iterable[Rect]) -> None:
    """Blackens rectangles, given in shares of the picture; every pixel that a rectangle touches."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for left, top, right, bottom in rects:
        box = (int(left * width), int(top * height), int(right * width), int(bottom * height))
        draw.rectangle(box, fill=(0, 0, 0))


def count(data: bytes, name: str) -> int:
    """How many frames the picture has; only TIFF has more than one that anybody sees."""
    with _opened(data, name) as picture:
        return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def frames(data: bytes, name: str) -> Iterator[tuple[int, Image.Image]]:
    """The frames with their numbers, upright, opaque on white, nothing but red, green and blue."""
    most = count(data, name)
    if most > MOST_FRAMES:
        raise Refused(f"“{name}”超过{MOST_FRAMES}页，请拆分后再遮蔽")
    pixels = 0
    with _opened(data, name) as picture:
        for number in range(1, most + 1):
            try:
                if number > 1:
                    picture.seek(number - 1)
                pixels += picture.width * picture.height
                _check_size(pixels, name)
                yield number, pixels_of(picture)
            except (OSError, ValueError, SyntaxError, DecompressionBombError) as broken:
                raise _broken(name) from broken


def pixels_of(picture: Image.Image) -> Image.Image:
    """The bare pixels as a new picture: turned upright, what is transparent made white."""
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        seen = Image.new("RGBA", upright.size, (255, 255, 255, 255))
        seen.alpha_composite(upright.convert("RGBA"))
        upright = seen
    elif upright.mode.startswith("I;16") or upright.mode in ("I", "F"):
        upright = _eight_bits(upright)
    bare = upright.convert("RGB")
    return Image.frombytes("RGB", bare.size, bare.tobytes())


def png(picture: Image.Image) -> bytes:
    """The picture as a PNG without anything beside the pixels."""
    return _encoded([picture], "PNG")


def _eight_bits(picture: Image.Image) -> Image.Image:
    low, high = picture.convert("F").getextrema()
    scale = 255.0 / (high - low) if isinstance(high, float) and isinstance(low, float) and high > low else 1.0
    return picture.convert("F").point(lambda value: (value - low) * scale).convert("L")


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, DecompressionBombError) as broken:
        raise _broken(name) from broken
    _check_size(picture.width * picture.height, name)
    return picture


def _check_size(pixels: int, name: str) -> None:
    """Before any pixel is unpacked."""
    if pixels > MOST_PIXELS:
        raise Refused(f"“{name}”的图像过大（超过{MOST_PIXELS // 1_000_000}百万像素），请缩小后再遮蔽")


def _format(data: bytes, name: str) -> str:
    with _opened(data, name) as picture:
        return "JPEG" if picture.format == "MPO" else str(picture.format)


def _encoded(made: list[Image.Image], kind: str) -> bytes:
    out = io.BytesIO()
    first, rest = made[0], made[1:]
    if kind == "JPEG":
        first.save(out, "JPEG", quality=90)
    elif kind == "TIFF":
        first.save(out, "TIFF", compression="tiff_adobe_deflate", save_all=bool(rest), append_images=rest)
    else:
        first.save(out, "PNG", optimize=False)
    return out.getvalue()


def _broken(name: str) -> Refused:
    return Refused(f"图片“{name}”已损坏或者过大，打不开，请重新保存后再遮蔽")
