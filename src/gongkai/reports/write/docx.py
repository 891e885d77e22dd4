"""A report as a Word document in the layout of official documents (GB/T 9704-2012).

Tables are built as XML directly: python-docx's `table.cell(i, j)` costs seconds on a table of this size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from lxml.etree import _Element as Element

from gongkai.paper.docx import (
    BODY,
    HEAD_1,
    HEAD_2,
    TEXT_WIDTH_MM,
    TITLE,
    Style,
    element,
    file_of,
    new_document,
    new_paragraph,
    new_table,
)
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

ONE_PAGE = 40  # a table with no more rows is kept on one page

_STYLES = {
    "Normal": Style(BODY, 16, "both", 0, 28),
    "Title": Style(TITLE, 22, "center", 0, 36, keep_with_next=True),
    "Heading 1": Style(HEAD_1, 16, "both", 2, 28, keep_with_next=True),
    "Heading 2": Style(HEAD_2, 16, "both", 2, 28, keep_with_next=True),
    "正文": Style(BODY, 16, "both", 2, 28),
    "附件": Style(HEAD_1, 16, "left", 0, 28, keep_with_next=True),
    "落款": Style(BODY, 16, "right", 0, 28),
    "表题": Style(TITLE, 16, "center", 0, 28, keep_with_next=True),
    "表上": Style(BODY, 12, "left", 0, 20, keep_with_next=True),
    "表头": Style(HEAD_1, 9, "center", 0, 12),
    "表项": Style(BODY, 9, "left", 0, 12),
    "空行": Style(BODY, 6, "left", 0, 8, keep_with_next=True),
    "表数": Style(BODY, 9, "center", 0, 12),
}


def write(report: Report) -> bytes:
    """The report as a DOCX file: A4, real tables with the merges of the printed form, heads repeated."""
    document = new_document(report.title, report.agency, _STYLES)
    for line in title_lines(report):
        document.add_paragraph(line, style="Title")
    document.add_paragraph()
    for item in flow(report):
        _item(document, item, report.figures)
    return file_of(document)


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
    table = new_table(widths, padding=45 if len(shape.rows) <= ONE_PAGE else 28)
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
        properties.append(element("w:tcW", w=sum(widths[column : column + cell.colspan]), type="dxa"))
        if cell.colspan > 1:
            properties.append(element("w:gridSpan", val=cell.colspan))
        begins = row == cell.row
        if cell.rowspan > 1:
            properties.append(element("w:vMerge", val="restart") if begins else OxmlElement("w:vMerge"))
        if cell.vertical:
            properties.append(element("w:textDirection", val="tbRlV"))
        properties.append(element("w:vAlign", val="center"))
        lines = [plain(figures.get(cell.key))] if cell.kind == "figure" else cell.lines
        tc = OxmlElement("w:tc")
        tc.append(properties)
        style = styles[_STYLE_OF[cell.kind]]
        tc.append(new_paragraph(lines if begins else [], style, keep=keep, indent=cell.indent))
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
