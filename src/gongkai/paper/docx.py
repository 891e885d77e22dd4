"""Word documents in the layout of official documents (GB/T 9704-2012): page, fonts, styles, ruled tables.

Tables are built as XML directly: python-docx's `table.cell(i, j)` costs seconds on a large table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml.etree import _Element as Element

TITLE, BODY, HEAD_1, HEAD_2 = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TEXT_WIDTH_MM = 210 - 28 - 26


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: font, size in points, alignment, first-line indent in characters, exact line in points."""

    font: str
    size: float
    align: str
    indent: int
    line: float
    keep_with_next: bool = False


def new_document(title: str, author: str, styles: Mapping[str, Style]) -> DocxDocument:
    """An empty A4 document with these styles; every font is set for Chinese too (w:eastAsia)."""
    document = Document()
    _page(document)
    for name, style in styles.items():
        _add_style(document, name, style)
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.comments = ""
    return document


def file_of(document: DocxDocument) -> bytes:
    """The document as a DOCX file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def element(tag: str, **attributes: str | int) -> Element:
    """An element of WordprocessingML: `element("w:jc", val="center")`."""
    made: Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def new_table(widths: Sequence[int], padding: int) -> Element:
    """A ruled, centred table without rows. widths: of its columns, in twips; padding: above and below the text."""
    table: Element = OxmlElement("w:tbl")
    table.append(_table_properties(sum(widths), padding))
    columns = OxmlElement("w:tblGrid")
    for width in widths:
        columns.append(element("w:gridCol", w=width))
    table.append(columns)
    return table


def new_paragraph(lines: Sequence[str], style: str, *, keep: bool = False, indent: int = 0) -> Element:
    """A paragraph with line breaks between the lines. style: its id; keep: with the next; indent: characters."""
    paragraph: Element = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if keep:
        properties.append(OxmlElement("w:keepNext"))
    if indent:
        properties.append(element("w:ind", leftChars=100 * indent, left=180 * indent))
    paragraph.append(properties)
    run = OxmlElement("w:r")
    for number, text in enumerate(lines):
        if number:
            run.append(OxmlElement("w:br"))
        content = OxmlElement("w:t")
        content.text = text
        run.append(content)
    if lines:
        paragraph.append(run)
    return paragraph


def _table_properties(width: int, padding: int) -> Element:
    properties: Element = OxmlElement("w:tblPr")
    properties.append(element("w:tblW", w=width, type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", padding), ("left", 57), ("bottom", padding), ("right", 57)):
        margins.append(element(f"w:{side}", w=twips, type="dxa"))
    properties.append(margins)
    return properties


def _page(document: DocxDocument) -> None:
    """A4 with the margins of the standard; the page number outside, — 1 —."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        properties = paragraph.get_or_add_pPr()
        properties.append(element("w:ind", **{f"{side}Chars": 100, side: 320}))
        properties.append(element("w:jc", val=side))
        for part in ("— ", "PAGE", " —"):
            paragraph.append(_field(part) if part == "PAGE" else _run(part))


def _run(text: str) -> Element:
    run: Element = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(element("w:rFonts", ascii="宋体", hAnsi="宋体", eastAsia="宋体"))
    properties.append(element("w:sz", val=28))
    content = OxmlElement("w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")
    run.append(properties)
    run.append(content)
    return run


def _field(instruction: str) -> Element:
    field = element("w:fldSimple", instr=instruction)
    field.append(_run("1"))
    return field


def _add_style(document: DocxDocument, name: str, wanted: Style) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    slots = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), wanted.font)
    properties.append(element("w:rFonts", **slots, hint="eastAsia"))
    properties.append(element("w:color", val="000000"))
    properties.append(element("w:sz", val=round(wanted.size * 2)))
    properties.append(element("w:szCs", val=round(wanted.size * 2)))
    paragraph = style.element.get_or_add_pPr()
    for child in list(paragraph):
        if child.tag != qn("w:outlineLvl"):
            paragraph.remove(child)
    first = round(wanted.indent * wanted.size * 20)
    settings = [OxmlElement("w:keepNext")] if wanted.keep_with_next else []
    settings += [
        element("w:spacing", before=0, after=0, line=round(wanted.line * 20), lineRule="exact"),
        element("w:ind", firstLineChars=100 * wanted.indent, firstLine=first),
        element("w:jc", val=wanted.align),
    ]
    for place, setting in enumerate(settings):
        paragraph.insert(place, setting)
