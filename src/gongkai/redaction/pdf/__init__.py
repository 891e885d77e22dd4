"""PDF: pages are drawn, marked places burnt black, and a new file is written from pictures and what text stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import raw

from gongkai.law.refusals import Refused
from gongkai.paper.pdf import print_pdf
from gongkai.paper.pdfium import PDFIUM
from gongkai.redaction.content import NOTES, Document, Line, Made, Page, notes, withheld_of
from gongkai.redaction.marks import Mark, Span
from gongkai.redaction.passages import FILLING, Chunk, Cover, cover, filling
from gongkai.redaction.pdf.pages import Box, Glyph, PageRead, opened, read_page
from gongkai.redaction.pdf.write import Sheet, Word, encoded, pdf_of

TOUCHED = 0.15  # a glyph of which a rectangle covers this share is withheld whole
SMALLEST_LABEL, LARGEST_LABEL = 14, 40  # pixels: a bar at least this high bears its number
PAPER_DAY = date(2000, 1, 1)  # of the printed list of reasons, of which only the picture is taken


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """The pages that are asked for (all by default) with their lines, and what will in no case leave."""
    with opened(data, name) as pdf:
        numbers = range(1, len(pdf) + 1) if pages is None else pages
        found = [read_page(pdf, number, name) for number in numbers if 0 < number <= len(pdf)]
        hidden = sum(page.hidden for page in found)
        return Document("pdf", len(pdf), tuple(map(_page, found)), left_out=tuple(_left_out(pdf, hidden)))


def picture(data: bytes, name: str, number: int, marks: Sequence[Mark]) -> Image.Image:
    """The picture of one page as it would leave with these marks; a mark may meet nothing on it."""
    with opened(data, name) as pdf:
        if not 0 < number <= len(pdf):
            raise Refused(f"“{name}”没有第{number}页")
        page = read_page(pdf, number, name)
    chunk = _chunk(page)
    boxes = [glyph.box for glyph in page.glyphs]
    covered = Cover()
    for at, mark in enumerate(marks, 1):
        covered.take(at, mark, chunk, lambda mark, chunk: _under(mark, page.picture.size, boxes))
    blacken(page, chunk, covered, marks)
    return page.picture


def _chunk(page: PageRead) -> Chunk:
    text = "".join(glyph.char for glyph in page.glyphs)
    return Chunk(f"page{page.number}", text, f"第{page.number}页", page.number)


def count(data: bytes, name: str) -> int:
    """How many pages there are."""
    with opened(data, name) as pdf:
        return len(pdf)


def redact(data: bytes, name: str, marks: Sequence[Mark], progress: Callable[[int, int], None]) -> Made:
    """The new PDF: pages black under the marks, and the list of reasons as its last page.

    Pages are read twice, so that no more than one picture is held at a time: once for the text, once to be written.
    """
    with opened(data, name) as pdf:
        chunks, boxes, hidden = [], {}, 0
        for number in range(1, len(pdf) + 1):
            page = read_page(pdf, number, name)
            chunk = _chunk(page)
            chunks.append(chunk)
            boxes[chunk.id] = (page.picture.size, [glyph.box for glyph in page.glyphs])
            hidden += page.hidden
            progress(number, 2 * len(pdf))
        covered = cover(chunks, marks, lambda mark, chunk: _under(mark, *boxes[chunk.id]))
        withheld = withheld_of(chunks, covered)
        sheets = []
        for chunk in chunks:
            sheets.append(_sheet(read_page(pdf, chunk.page, name), chunk, covered, marks))
            progress(len(pdf) + chunk.page, 2 * len(pdf))
        left_out = tuple(_left_out(pdf, hidden))
    with opened(_notes(notes(marks, withheld)), NOTES) as printed:
        for number in range(1, len(printed) + 1):
            sheets.append(_plain_sheet(read_page(printed, number, NOTES)))
    kept = tuple("".join(word.text for line in sheet.lines for word in line) for sheet in sheets)
    return Made(pdf_of(sheets), ".pdf", tuple(withheld), kept, left_out)


def _under(mark: Mark, size: tuple[int, int], boxes: list[Box]) -> list[Span]:
    """The glyphs that lie under a rectangle, as spans of one character each joined to runs."""
    if mark.rect is None:
        return []
    left, top, right, bottom = (
        share * side for share, side in zip(mark.rect, (size[0], size[1]) * 2, strict=True)
    )
    spans: list[Span] = []
    for at, box in enumerate(boxes):
        wide, high = min(right, box[2]) - max(left, box[0]), min(bottom, box[3]) - max(top, box[1])
        area = (box[2] - box[0]) * (box[3] - box[1])
        if wide <= 0 or high <= 0 or wide * high < TOUCHED * area:
            continue
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _sheet(page: PageRead, chunk: Chunk, covered: Cover, marks: Sequence[Mark]) -> Sheet:
    """The page without what is withheld of it, in picture and text."""
    words = blacken(page, chunk, covered, marks)
    return Sheet(page.width, page.height, page.picture.size, encoded(page.picture), tuple(_lines(words)))


def blacken(page: PageRead, chunk: Chunk, covered: Cover, marks: Sequence[Mark]) -> list[Word]:
    """Blackens what is withheld in the picture of the page, and returns the words that stay."""
    areas = list(_areas(page, chunk, covered, marks))
    named = {number for _, number in areas}
    labelled, bare = list(areas), list[tuple[Box, int]]()
    words: list[Word] = []
    at = 0
    for cut in covered.merged(chunk.id):
        words += _words(page.glyphs[at : cut.start])
        bars = list(_bars(page.glyphs[cut.start : cut.end]))
        in_area = cut.number in named
        (bare if in_area else labelled).extend((box, cut.number) for box in bars)
        words += [Word(FILLING if in_area else filling(cut.number), box) for box in bars[:1]]
        at = cut.end
    words += _words(page.glyphs[at:])
    named_areas = [Word(filling(number), box) for box, number in areas]
    _burn(page.picture, labelled, bare)
    return named_areas if chunk.id in covered.whole else words + named_areas


def _areas(page: PageRead, chunk: Chunk, covered: Cover, marks: Sequence[Mark]) -> Iterator[tuple[Box, int]]:
    """The rectangles that marks draw on the page, the whole page among them, each with the number of its mark."""
    width, height = page.picture.size
    if chunk.id in covered.whole:
        yield (0, 0, width, height), covered.whole[chunk.id]
        return
    for number, mark in enumerate(marks, 1):
        if mark.rect and mark.page == page.number and not mark.text:
            left, top, right, bottom = mark.rect
            yield (int(left * width), int(top * height), int(right * width), int(bottom * height)), number


def _plain_sheet(page: PageRead) -> Sheet:
    lines = tuple(_lines(_words(page.glyphs)))
    return Sheet(page.width, page.height, page.picture.size, encoded(page.picture), lines)


def _words(glyphs: Iterable[Glyph]) -> list[Word]:
    return [Word(glyph.char, glyph.loose) for glyph in glyphs]


def _bars(glyphs: Iterable[Glyph]) -> Iterator[Box]:
    """One bar for each line of the glyphs, of its full height."""
    bar: Box | None = None
    for glyph in glyphs:
        if glyph.char.isspace():
            continue
        box = glyph.loose
        if bar and _same_line(bar, box):
            bar = min(bar[0], box[0]), min(bar[1], box[1]), max(bar[2], box[2]), max(bar[3], box[3])
            continue
        if bar:
            yield _wide(bar)
        bar = box
    if bar:
        yield _wide(bar)


def _wide(box: Box) -> Box:
    """A pixel more on each side: edges are drawn soft."""
    return max(box[0] - 2, 0), max(box[1] - 1, 0), box[2] + 2, box[3] + 1


def _same_line(one: Box, other: Box) -> bool:
    high = min(one[3], other[3]) - max(one[1], other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    return high > 0.5 * min(one[3] - one[1], other[3] - other[1]) and gap < 2 * (other[3] - other[1])


def _burn(picture: Image.Image, labelled: list[tuple[Box, int]], bare: list[tuple[Box, int]]) -> None:
    """Blackens the bars, and writes the mark's number on those labelled that are large enough."""
    draw = ImageDraw.Draw(picture)
    for box, _ in labelled + bare:
        draw.rectangle(box, fill=(0, 0, 0))
    for box, number in labelled:
        high = min(box[3] - box[1], LARGEST_LABEL)
        if high >= SMALLEST_LABEL and box[2] - box[0] >= high:
            font = ImageFont.load_default(high * 0.6)
            middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            draw.text(middle, str(number), fill=(255, 255, 255), font=font, anchor="mm")


def _lines(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    """The words in lines; a line ends where the text does, or where the next word is not to the right of it."""
    line: list[Word] = []
    for word in words:
        ends = word.text == "\n"
        if line and (ends or not _follows(line[-1].box, word.box)):
            yield tuple(line)
            line = []
        if not ends:
            line.append(word)
    if line:
        yield tuple(line)


def _follows(one: Box, other: Box) -> bool:
    high = min(one[3], other[3]) - max(one[1], other[1])
    return high > 0 and other[0] >= one[0] and other[2] > one[0]


def _page(page: PageRead) -> Page:
    width, height = page.picture.size
    found = []
    for line in _lines(_words(page.glyphs)):
        text = "".join(word.text for word in line).strip()
        if text:
            boxes = [word.box for word in line if word.text.strip()]
            box = (
                max(min(box[0] for box in boxes) / width, 0.0),
                max(min(box[1] for box in boxes) / height, 0.0),
                min(max(box[2] for box in boxes) / width, 1.0),
                min(max(box[3] for box in boxes) / height, 1.0),
            )
            found.append(Line(text, box))
    return Page(page.number, page.width, page.height, tuple(found))


def _left_out(pdf: pypdfium2.PdfDocument, hidden: int) -> Iterator[str]:
    """What else the file holds, which the new one does not."""
    yield "文件属性、书签、链接和其他附加信息"
    if hidden:
        yield f"看不见的文字{hidden}字"
    if attached := pdf.count_attachments():
        yield f"内嵌附件{attached}个"
    if raw.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        yield "脚本"
    if pdf.get_formtype() != raw.FORMTYPE_NONE:
        yield "表单域及其填写的内容（如需保留，请先打印为 PDF 再上传）"
    if any(_annotated(pdf, number) for number in range(len(pdf))):
        yield "批注、印章等标注（如需保留，请先打印为 PDF 再上传）"


def _annotated(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    page = pdf[number]
    try:
        return int(raw.FPDFPage_GetAnnotCount(page)) > 0
    finally:
        page.close()


def _notes(lines: Sequence[str]) -> bytes:
    data = {"title": NOTES, "agency": "", "lines": list(lines)}
    with PDFIUM:  # the printed file is read again
        return print_pdf(_template(), data, [NOTES, *lines], PAPER_DAY, field="marks")


@cache
def _template() -> bytes:
    return resources.files("gongkai.redaction.pdf").joinpath("notes.typ").read_bytes()
