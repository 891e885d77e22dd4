"""A letter as a Word document in the layout of official documents (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml.etree import _Element as Element

from gongkai.letters.letter import TABLE, Letter, Paragraph
from gongkai.letters.library import get
from gongkai.letters.write.plan import COLUMNS, HEIGHT_MM, SEAL, SEAL_MM, place, spans
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

_SIZE = 16.0  # 三号
_STYLES = {
    "Normal": Style(BODY, _SIZE, "both", 0, 28.9),
    "Title": Style(TITLE, 22, "center", 0, 36, keep_with_next=True),
    "文号": Style(BODY, _SIZE, "center", 0, 28.9),
    "主送": Style(BODY, _SIZE, "left", 0, 28.9, keep_with_next=True),
    "Heading 1": Style(HEAD_1, _SIZE, "both", 2, 28.9, keep_with_next=True),
    "正文": Style(BODY, _SIZE, "both", 2, 28.9),
    "引文": Style(HEAD_2, _SIZE, "both", 2, 28.9),
    "落款": Style(BODY, _SIZE, "right", 0, 28.9, keep_with_next=True),
    "附注": Style(BODY, 12, "both", 2, 20),
    "表签": Style(HEAD_1, 11, "center", 0, 16),
    "表值": Style(BODY, 12, "left", 0, 18),
}
_STYLE_OF = {"heading": "Heading 1", "quote": "引文", "contact": "正文", "date": "落款", "signature": "落款"}


def write(letter: Letter, seal: bytes | None = None) -> bytes:
    """The letter as a DOCX file. seal: a PNG picture, set over name and date."""
    document = new_document(letter.title.replace("\n", ""), letter.title.partition("\n")[0], _STYLES)
    page = _Page(document, {style.name: style.style_id for style in document.styles})
    for line in letter.title.splitlines():
        page.add(line, "Title")
    page.add(letter.number, "文号").paragraph_format.space_after = Pt(12)
    if letter.addressee:
        page.add(f"{letter.addressee}：", "主送")
    rows = [paragraph for paragraph in letter.paragraphs if paragraph.role in TABLE]
    if rows:
        _table(page, rows)
    form = get(letter.type).layout == "form"
    for position, paragraph in enumerate(letter.paragraphs):
        if paragraph.role not in TABLE:
            before = letter.paragraphs[position - 1].role if position else ""
            _paragraph(page, letter, paragraph, before, seal, form)
    return file_of(document)


@dataclass(frozen=True, slots=True)
class _Page:
    """The document with its styles, name → id; python-docx looks a style up anew for every paragraph."""

    document: DocxDocument
    styles: Mapping[str | None, str]

    def add(self, text: str = "", style: str = "正文") -> DocxParagraph:
        """A new last paragraph."""
        made = new_paragraph([text] if text else [], self.styles[style])
        self.put(made)
        return DocxParagraph(cast(CT_P, made), self.document)

    def put(self, made: Element) -> None:
        """Puts an element at the end, before the page's own settings."""
        self.document.element.body.sectPr.addprevious(made)

    def keep_last(self) -> None:
        """Keeps the last paragraph on one page with what follows."""
        last = self.document.element.body.sectPr.getprevious()
        if last is not None and last.tag == qn("w:p"):
            DocxParagraph(last, self.document).paragraph_format.keep_with_next = True


def _paragraph(
    page: _Page, letter: Letter, item: Paragraph, before: str, seal: bytes | None, form: bool
) -> None:
    if item.role == "attachment" and before != "attachment":
        page.add().paragraph_format.keep_with_next = True
    if item.role == "signature":
        page.keep_last()  # no page with the signature alone
        page.add(style="落款")
    if item.role == "contact" and seal is not None:
        page.add()  # the seal's lower edge
    paragraph = page.add(item.text, _STYLE_OF.get(item.role, "附注" if form else "正文"))
    if item.role in ("signature", "date"):
        _set_place(paragraph, letter, item.role)
    if item.role == "signature":
        _seal(page, letter, paragraph, seal)
    elif item.role == "attachment":
        paragraph.paragraph_format.keep_with_next = True
    if item.role == before == "attachment":
        paragraph.paragraph_format.left_indent = Pt(3 * _SIZE)  # under the first title, behind 附件：


def _set_place(paragraph: DocxParagraph, letter: Letter, role: str) -> None:
    where = place("".join(letter.role("signature")), "".join(letter.role("date")))
    paragraph.paragraph_format.right_indent = Pt(_SIZE * (where.name if role == "signature" else where.date))


def _seal(page: _Page, letter: Letter, name: DocxParagraph, seal: bytes | None) -> None:
    where = place(name.text, "".join(letter.role("date")))
    if seal is None:
        stand_in = page.add(style="落款")
        stand_in.add_run(SEAL).font.color.rgb = RGBColor(0xBF, 0xBF, 0xBF)
        stand_in.paragraph_format.right_indent = Pt(_SIZE * (where.centre - len(SEAL) / 2))
        return
    inline = name.add_run().add_picture(BytesIO(seal), width=Mm(SEAL_MM))._inline
    centre = Mm(TEXT_WIDTH_MM) - Pt(_SIZE * where.centre)
    inline.getparent().replace(inline, _floating(inline, centre - Mm(SEAL_MM / 2), -Mm(SEAL_MM / 3)))


def _floating(inline: Element, left: int, top: int) -> Element:
    """The picture over the text at a place of its paragraph, in EMU; an inline picture would push the line apart."""
    anchor: Element = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{int(left)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(top)}</wp:posOffset></wp:positionV>'
        "</wp:anchor>"
    )
    for child in list(inline):
        anchor.append(child)
        if child.tag.endswith("}extent"):
            anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    return anchor


def _table(page: _Page, rows: Sequence[Paragraph]) -> None:
    column = Mm(TEXT_WIDTH_MM).twips // COLUMNS
    table = new_table([column] * COLUMNS, padding=40)
    for item in rows:
        table.append(_row(item, column, page.styles))
    page.put(table)


def _row(item: Paragraph, column: int, styles: Mapping[str | None, str]) -> Element:
    row: Element = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(element("w:trHeight", val=Mm(HEIGHT_MM[item.role]).twips, hRule="atLeast"))
    row.append(properties)
    for number, (text, span) in enumerate(zip(item.cells, spans(item.cells), strict=True)):
        cell_properties = OxmlElement("w:tcPr")
        cell_properties.append(element("w:tcW", w=column * span, type="dxa"))
        cell_properties.append(element("w:gridSpan", val=span))
        cell_properties.append(element("w:vAlign", val="center"))
        cell: Element = OxmlElement("w:tc")
        cell.append(cell_properties)
        style = styles["表签" if number % 2 == 0 else "表值"]
        cell.append(new_paragraph(text.splitlines(), style))
        row.append(cell)
    return row
