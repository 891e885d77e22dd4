"""Pages of a PDF as a person sees them: the picture, and of the text only what is really to be seen in it.

Text can be there without being seen: white on white, under a bar or a picture, off the page, too small to read.
A glyph counts as seen when the picture changes once the text is taken away; an invisible layer over a scan counts
as seen where the scan shows something. What is not seen does not leave, neither as text nor as faint pixels.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from gongkai.law.refusals import Refused
from gongkai.paper.pdfium import PDFIUM
from gongkai.redaction.passages import clean

RESOLUTION = 200  # pixels an inch of the released pages
MOST_PAGES = 300
MOST_PIXELS = 20_000_000  # of one page
FAINT = 40  # of 255 steps: text that stands out less is not seen
WHITE = (255, 255, 255)
SMALLEST = 2.5  # points: smaller text is not read by anybody

Box = tuple[int, int, int, int]  # pixels: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on the page picture. box: close around it; loose: the full height of its line."""

    char: str
    box: Box
    loose: Box


@dataclass(slots=True)
class PageRead:
    """One page. picture: what is seen of it; glyphs: the characters that are seen, in reading order."""

    number: int
    width: float  # points
    height: float
    picture: Image.Image
    glyphs: list[Glyph]
    hidden: int  # characters that nobody sees


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, held by this thread alone; Refused when it is encrypted, broken or too long."""
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise Refused(f"“{name}”设有密码，请取消密码后再遮蔽") from error
            raise Refused(f"“{name}”已损坏，打不开，请重新导出 PDF 后再遮蔽") from error
        try:
            if not 0 < len(pdf) <= MOST_PAGES:
                raise Refused(f"“{name}”没有页面或者超过{MOST_PAGES}页，请拆分后再遮蔽")
            yield pdf
        finally:
            pdf.close()


def read_page(pdf: pypdfium2.PdfDocument, number: int, name: str) -> PageRead:
    """One page, numbered from 1; Refused when pdfium cannot read it."""
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Refused(f"“{name}”第{number}页已损坏，打不开，请重新导出 PDF 后再遮蔽") from error
    try:
        return _read(page, number)
    finally:
        page.close()


def _read(page: pypdfium2.PdfPage, number: int) -> PageRead:
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = _rendered(page, scale)
    text = page.get_textpage()
    try:
        found = list(_characters(page, text, picture.size))
    finally:
        text.close()
    if not found:
        return PageRead(number, width, height, picture, [], 0)
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    without = _rendered(page, scale)
    changed = ImageChops.difference(picture, without)
    glyphs, unseen = [], []
    smallest = SMALLEST * scale
    for glyph, layer in found:
        if glyph.char.isspace():
            glyphs.append(glyph)
            continue
        large = max(glyph.loose[3] - glyph.loose[1], glyph.loose[2] - glyph.loose[0]) >= smallest
        if large and (
            _contrast(changed, glyph.box) >= FAINT or (layer and _stands_out(without, glyph.loose))
        ):
            glyphs.append(glyph)
        else:
            unseen.append(glyph)
    _wipe(picture, changed, unseen, glyphs)
    return PageRead(number, width, height, picture, glyphs, len(unseen))


def _rendered(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """The page without annotations and forms on white."""
    bitmap = page.render(
        scale=scale, may_draw_forms=False, draw_annots=False, fill_color=(255, 255, 255, 255)
    )
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def _characters(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, size: tuple[int, int]
) -> Iterator[tuple[Glyph, bool]]:
    """Every character with its boxes, and whether it belongs to an invisible layer. Those off the page too."""
    total = raw.FPDFText_CountChars(text)
    codes = [int(raw.FPDFText_GetUnicode(text, at)) for at in range(total)]
    last: Box = (0, 0, 0, 0)
    for at, code in enumerate(codes):
        if 0xDC00 <= code < 0xE000:
            continue
        low = codes[at + 1] if at + 1 < total else 0
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= low < 0xE000:
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        char = "\n" if char == "\n" else " " if char.isspace() and char != "\r" else clean(char).strip("\r")
        if not char:
            continue
        if char == "\n" or raw.FPDFText_IsGenerated(text, at) == 1:
            yield Glyph(char, last, last), False
            continue
        box = _box(page, text, at, size, loose=False)
        loose = _full_height(box, _box(page, text, at, size, loose=True))
        last = box
        item = raw.FPDFText_GetTextObject(text, at)
        mode = raw.FPDFTextObj_GetTextRenderMode(item) if item else 0
        layer = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        yield Glyph(char, box, loose), layer


def _box(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, at: int, size: tuple[int, int], *, loose: bool
) -> Box:
    """The box of a character in pixels of the picture, as the page is turned and cut."""
    if loose:
        rect = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, at, rect)
        corners = [(rect.left, rect.top), (rect.right, rect.bottom)]
    else:
        sides = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text, at, *sides)
        left, right, bottom, top = (side.value for side in sides)
        corners = [(left, top), (right, bottom)]
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for corner in corners:
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, x, y)
        points.append((x.value, y.value))
    (x0, y0), (x1, y1) = points
    return min(x0, x1), min(y0, y1), max(x0, x1) + 1, max(y0, y1) + 1


def _full_height(box: Box, loose: Box) -> Box:
    """The loose box, but no more than one glyph's size away from the close one: fonts lie about their height."""
    reach = max(box[2] - box[0], box[3] - box[1])
    return (
        min(box[0], max(loose[0], box[0] - reach)),
        min(box[1], max(loose[1], box[1] - reach)),
        max(box[2], min(loose[2], box[2] + reach)),
        max(box[3], min(loose[3], box[3] + reach)),
    )


def _contrast(picture: Image.Image, box: Box) -> int:
    """The most that any colour reaches in a box of a picture of differences; 0 off the picture."""
    inside = _inside(picture, box)
    return max(high for _, high in _extremes(picture.crop(inside))) if inside else 0


def _stands_out(picture: Image.Image, box: Box) -> bool:
    """True when a box of the picture is not of one colour."""
    inside = _inside(picture, box)
    return bool(inside) and any(high - low >= FAINT for low, high in _extremes(picture.crop(inside)))


def _extremes(piece: Image.Image) -> tuple[tuple[int, int], ...]:
    return piece.getextrema()  # type: ignore[return-value]  # a picture of three bands gives a pair for each


def _inside(picture: Image.Image, box: Box) -> Box | None:
    left, top, right, bottom = (
        max(box[0], 0),
        max(box[1], 0),
        min(box[2], picture.width),
        min(box[3], picture.height),
    )
    return (left, top, right, bottom) if left < right and top < bottom else None


def _wipe(picture: Image.Image, changed: Image.Image, unseen: list[Glyph], seen: list[Glyph]) -> None:
    """Evens out the ground under faint text, so that nobody can draw it out; what is seen beside it stays."""
    draw = ImageDraw.Draw(picture)
    kept = [(glyph.loose, picture.crop(glyph.loose)) for glyph in seen] if unseen else []
    for glyph in unseen:
        inside = _inside(picture, _grown(glyph.loose, 2))
        if inside is None or _contrast(changed, inside) == 0:
            continue
        colours = picture.crop(inside).getcolors(maxcolors=1 << 20) or []
        ground = max(colours)[1] if colours else WHITE
        draw.rectangle((inside[0], inside[1], inside[2] - 1, inside[3] - 1), fill=ground)  # type: ignore[arg-type]  # three bands
    for box, piece in kept:
        picture.paste(piece, box[:2])


def _grown(box: Box, by: int) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
