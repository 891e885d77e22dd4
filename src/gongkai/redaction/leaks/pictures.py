"""Pictures: everything beside the pixels, by the blocks of the format and by Pillow."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image
from PIL.Image import DecompressionBombError

from gongkai.redaction.leaks.place import Place

MOST_INFLATED = 100_000_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
PIXELS_OF_PNG = (b"IHDR", b"IDAT", b"PLTE", b"IEND", b"fdAT")


def in_picture(data: bytes, name: str) -> Iterator[Place]:
    """The blocks that are no pixels, what stands behind the end, and what Pillow reads of it."""
    if data.startswith(PNG):
        yield from _in_png(data, name)
    elif data.startswith(JPEG):
        yield from _in_jpeg(data, name)
    yield from _by_pillow(data, name)


def inflated(data: bytes) -> bytes:
    """What a zlib stream at the start of the bytes unpacks to, as far as it goes; empty for none."""
    try:
        return zlib.decompressobj().decompress(data, MOST_INFLATED)
    except zlib.error:
        return b""


def _in_png(data: bytes, name: str) -> Iterator[Place]:
    at = len(PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind not in PIXELS_OF_PNG:
            place = f"{name}（{kind.decode('latin-1')}）"
            yield Place(place, content)
            for start in (at for at, byte in enumerate(content[:200]) if byte == 0x78):  # zTXt, iTXt, iCCP
                if unpacked := inflated(content[start:]):
                    yield Place(place, unpacked)
        at += 12 + length
        if kind == b"IEND":
            break
    yield Place(f"{name}（图像之后）", data[at:])


def _in_jpeg(data: bytes, name: str) -> Iterator[Place]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE:
            yield Place(f"{name}（附加信息）", data[at + 4 : at + 2 + length])
        at += 2 + max(length, 2)
    yield Place(f"{name}（图像之后）", data[data.rfind(b"\xff\xd9") + 2 :])


def _by_pillow(data: bytes, name: str) -> Iterator[Place]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            yield from _values(f"{name}（附加信息）", dict(picture.info))
            exif = picture.getexif()
            yield from _values(f"{name}（EXIF）", dict(exif))
            for block in ExifTags.IFD:
                yield from _values(f"{name}（EXIF）", dict(exif.get_ifd(block)))
            yield from _values(f"{name}（标签）", dict(getattr(picture, "tag_v2", {})))
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error, DecompressionBombError):
        return


def _values(name: str, values: dict[Any, Any]) -> Iterator[Place]:
    for key, value in values.items():
        yield Place(name, f"{key}" if isinstance(key, str) else "")
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, bytes):
                yield Place(name, one)
            elif isinstance(one, dict):
                yield from _values(name, one)
            elif isinstance(one, str):
                yield Place(name, one)
