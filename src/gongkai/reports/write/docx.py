"""A report as a Word document in the layout of official documents (GB/T 9704-2012).

Tables are built as XML directly: python-docx's `table.cell(i, j)` costs seconds on a table of this size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import _Element as Element

from gongkai.reports.figures import Figures, Report, plain
from gongkai.reports.flow import (
    Annex,
    Heading,
    Item,
    Paragraph,
    Responsible,
    Signed,
    Statistics,
    flow,
    title_lines,
)
from gongkai.reports.layout import GridCell

TITLE, BODY, HEAD_1, HEAD_2 = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TEXT_WIDTH_MM = 210 - 28 - 26
ONE_PAGE = 40  # a table with no more rows is kept on one page

# style → (font, size in points, alignment, first-line indent in characters, exact line, keep with next)
_STYLES: dict[str, tuple[str, float, str, int, float, bool]] = {
    "Normal": (BODY, 16, "both", 0, 28, False),
    "Title": (TITLE, 22, "center", 0, 36, True),
    "Heading 1": (HEAD_1, 16, "both", 2, 28, True),
    "Heading 2": (HEAD_2, 16, "both", 2, 28, True),
    "正文": (BODY, 16, "both", 2, 28, False),
    "附件": (HEAD_1, 16, "left", 0, 28, True),
    "落款": (BODY, 16, "right", 0, 28, False),
    "表题": (TITLE, 16, "center", 0, 28, True),
    "表上": (BODY, 12, "left", 0, 20, True),
    "表头": (HEAD_1, 9, "center", 0, 12, False),
    "表项": (BODY, 9, "left", 0, 12, False),
    "空行": (BODY, 6, "left", 0, 8, True),
    "表数": (BODY, 9, "center", 0, 12, False),
}


def write(report: Report) -> bytes:
    """The report as a DOCX file: A4, real tables with the merges of the printed form, heads repeated."""
    document = Document()
    _page(document)
    for name, style in _STYLES.items():
        _style(document, name, *style)
    document.core_properties.title = report.title
    document.core_properties.author = report.agency
    document.core_properties.comments = ""
    for line in title_lines(report):
        document.add_paragraph(line, style="Title")
    document.add_paragraph()
    for item in flow(report):
        _item(document, item, report.figures)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _item(document: DocxDocument, item: Item, figures: Figures) -> None:
    match item:
        case Heading():
            document.add_paragraph(item.text, style=f"Heading {item.level}")
        case Paragraph():
            document.add_paragraph(item.text, style="正文")
        case Signed():
            document.add_paragraph()
            for line in filter(None, (item.agency, item.date)):
                paragraph = document.add_paragraph(line, style="落款")
                paragraph.paragraph_format.right_indent = Pt(64)  # four characters from the margin
        case Annex():
            document.add_paragraph(item.text, style="附件").paragraph_format.page_break_before = True
        case Statistics():
            _statistics(document, item, figures)
        case Responsible():
            text = "    ".join(f"{name}：{value or '        '}" for name, value in item.lines)
            document.add_paragraph(text, style="表上")


def _statistics(document: DocxDocument, item: Statistics, figures: Figures) -> None:
    if item.subtitle:  # the list of 2014 carries its own title; the others stand under a section's heading
        document.add_paragraph(item.grid.table.caption, style="表题")
        document.add_paragraph(item.subtitle, style="表上").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if item.filler:
        document.add_paragraph(item.filler, style="表上")
    document.add_paragraph(style="空行")
    body = document.element.body
    body.insert(len(body) - 1, _table(item, figures, {s.name: s.style_id for s in document.styles}))
    document.add_paragraph(style="空行").paragraph_format.keep_with_next = False


def _table(item: Statistics, figures: Figures, styles: dict[str | None, str]) -> Element:
    shape = item.grid
    total = sum(shape.widths)
    widths = [round(Mm(TEXT_WIDTH_MM).twips * share / total) for share in shape.widths]
    table = OxmlElement("w:tbl")
    table.append(_properties(sum(widths), padding=45 if len(shape.rows) <= ONE_PAGE else 28))
    columns = OxmlElement("w:tblGrid")
    for width in widths:
        columns.append(_element("w:gridCol", w=width))
    table.append(columns)
    positions = shape.covered()
    for number in range(len(shape.rows)):
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if number < shape.header_rows:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        line = [next(positions) for _ in range(shape.width)]
        row.extend(_cells(line, widths, figures, styles, keep=number < len(shape.rows) - 1 <= ONE_PAGE))
        table.append(row)
    return table


def _cells(
    line: Sequence[tuple[GridCell, int, int]],
    widths: Sequence[int],
    figures: Figures,
    styles: dict[str | None, str],
    *,
    keep: bool,
) -> Iterator[Element]:
    """The w:tc of one row; a cell from above continues as an empty one with vMerge. keep: with the next row."""
    for cell, row, column in line:
        if column != cell.column:
            continue
        properties = OxmlElement("w:tcPr")
        properties.append(_element("w:tcW", w=sum(widths[column : column + cell.colspan]), type="dxa"))
        if cell.colspan > 1:
            properties.append(_element("w:gridSpan", val=cell.colspan))
        begins = row == cell.row
        if cell.rowspan > 1:
            properties.append(_element("w:vMerge", val="restart") if begins else OxmlElement("w:vMerge"))
        if cell.vertical:
            properties.append(_element("w:textDirection", val="tbRlV"))
        properties.append(_element("w:vAlign", val="center"))
        lines = [plain(figures.get(cell.key))] if cell.kind == "figure" else cell.lines
        tc = OxmlElement("w:tc")
        tc.append(properties)
        tc.append(_paragraph(lines if begins else [], styles[_STYLE_OF[cell.kind]], cell.indent, keep))
        yield tc


_STYLE_OF = {
    "title": "表头",
    "column": "表头",
    "group": "表数",
    "corner": "表项",
    "row": "表项",
    "unit": "表数",
    "figure": "表数",
    "blank": "表数",
}


def _paragraph(lines: Sequence[str], style: str, indent: int, keep: bool) -> Element:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    if keep:
        properties.append(OxmlElement("w:keepNext"))
    if indent:
        properties.append(_element("w:ind", leftChars=100 * indent, left=180 * indent))
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


def _properties(width: int, padding: int) -> Element:
    properties = OxmlElement("w:tblPr")
    properties.append(_element("w:tblW", w=width, type="dxa"))
    properties.append(_element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", padding), ("left", 57), ("bottom", padding), ("right", 57)):
        margins.append(_element(f"w:{side}", w=twips, type="dxa"))
    properties.append(margins)
    return properties


def _element(tag: str, **attributes: str | int) -> Element:
    element: Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


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
        properties.append(_element("w:ind", **{f"{side}Chars": 100, side: 320}))
        properties.append(_element("w:jc", val=side))
        for part in ("— ", "PAGE", " —"):
            paragraph.append(_field(part) if part == "PAGE" else _run(part))


def _run(text: str) -> Element:
    run: Element = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(_element("w:rFonts", ascii="宋体", hAnsi="宋体", eastAsia="宋体"))
    properties.append(_element("w:sz", val=28))
    content = OxmlElement("w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")
    run.append(properties)
    run.append(content)
    return run


def _field(instruction: str) -> Element:
    field = _element("w:fldSimple", instr=instruction)
    field.append(_run("1"))
    return field


def _style(
    document: DocxDocument,
    name: str,
    font: str,
    size: float,
    align: str,
    indent: int,
    line: float,
    keep: bool,
) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    slots = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)
    properties.append(_element("w:rFonts", **slots, hint="eastAsia"))
    properties.append(_element("w:color", val="000000"))
    properties.append(_element("w:sz", val=round(size * 2)))
    properties.append(_element("w:szCs", val=round(size * 2)))
    paragraph = style.element.get_or_add_pPr()
    for child in list(paragraph):
        if child.tag != qn("w:outlineLvl"):
            paragraph.remove(child)
    settings = [OxmlElement("w:keepNext")] if keep else []
    settings += [
        _element("w:spacing", before=0, after=0, line=round(line * 20), lineRule="exact"),
        _element("w:ind", firstLineChars=100 * indent, firstLine=round(indent * size * 20)),
        _element("w:jc", val=align),
    ]
    for place, element in enumerate(settings):
        paragraph.insert(place, element)
