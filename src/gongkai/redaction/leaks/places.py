"""Every place of a file in which a text can be; files in files are taken apart in their turn."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.redaction.files import decoded
from gongkai.redaction.leaks.office import in_xml, in_zip
from gongkai.redaction.leaks.pdf import in_pdf
from gongkai.redaction.leaks.pictures import in_picture
from gongkai.redaction.leaks.place import Inner, Place

DEEPEST = 4
LARGE = 2_000_000
COMPRESSED = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*", b"GIF8")
PICTURES = (b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*", b"GIF8", b"BM")


def places(data: bytes, name: str) -> Iterator[Place]:
    """Every place of the file, its name first."""
    yield Place("文件名", name)
    yield from _within(Inner("文件", data), 0)


def _within(inner: Inner, depth: int) -> Iterator[Place]:
    """The bytes themselves, and what they are taken apart into, as deep as files lie in files."""
    yield Place(
        f"{inner.name}（字节）",
        inner.data,
        pixels=len(inner.data) > LARGE or inner.data.startswith(COMPRESSED),
    )
    if depth > DEEPEST:
        return
    for part in _parts(inner):
        if isinstance(part, Inner):
            yield from _within(part, depth + 1)
        else:
            yield part


def _parts(inner: Inner) -> Iterator[Place | Inner]:
    data, name = inner.data, inner.name
    if b"%PDF-" in data[:1024]:
        yield from in_pdf(data, name)
    elif data.startswith(b"PK"):
        yield from in_zip(data, name)
    elif data.startswith(PICTURES):
        yield from in_picture(data, name)
    else:
        if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<"):
            yield from in_xml(data, name)
        elif len(data) < 50 * LARGE and (text := decoded(data)) is not None:
            yield Place(name, text)
