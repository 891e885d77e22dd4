"""A DOCX written from nothing: six small parts and the pictures, without properties, history or styles of the old one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from gongkai.redaction.content import NOTES
from gongkai.redaction.docx.body import Body, Cell, Paragraph, Picture, Table
from gongkai.redaction.docx.styles import Look, Setting
from gongkai.redaction.passages import Cover, filling

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TEXT_WIDTH = 8838  # twips, where a table says nothing
MOMENT = (1980, 1, 1, 0, 0, 0)
RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write(body: Body, covered: Cover, reasons: Sequence[str]) -> bytes:
    """The file. Where something is withheld stands ■■ with the number of its mark; the reasons follow at the end."""
    writer = _Writer(covered)
    blocks = "".join(map(writer.block, body.blocks))
    notes = "".join(map(writer.paragraph, body.notes))
    end = [_heading(NOTES), *(_plain(line) for line in reasons)]
    width, height = body.page
    turned = ' w:orient="landscape"' if width > height else ""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        '<w:pgMar w:top="1440" w:right="1474" w:bottom="1440" w:left="1588" w:header="851" w:footer="992"'
        ' w:gutter="0"/></w:sectPr>'
    )
    header = "".join(map(writer.paragraph, body.headers)) or "<w:p/>"
    footer = "".join(map(writer.paragraph, body.footers)) + _page_number()
    parts = {
        "word/document.xml": f"<w:document {SPACES}><w:body>{blocks}{notes}{''.join(end)}{section}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {SPACES}>{header}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {SPACES}>{footer}</w:ftr>",
        "word/styles.xml": _styles(),
    }
    return _package(parts, writer.pictures)


class _Writer:
    def __init__(self, covered: Cover) -> None:
        self._covered = covered
        self.pictures: list[Picture] = []

    def block(self, block: Paragraph | Table) -> str:
        return self.paragraph(block) if isinstance(block, Paragraph) else self._table(block)

    def paragraph(self, paragraph: Paragraph) -> str:
        return f"<w:p>{_setting(paragraph.setting)}{''.join(self._runs(paragraph))}</w:p>"

    def _runs(self, paragraph: Paragraph) -> Iterator[str]:
        cuts = self._covered.merged(paragraph.id)
        at = 0
        for item in paragraph.items:
            if isinstance(item, Picture):
                inside = any(cut.start < at < cut.end for cut in cuts)
                if number := self._covered.whole.get(item.id):
                    yield _run(filling(number), Look())
                elif not inside:
                    yield self._picture(item)
                continue
            end = at + len(item.text)
            for cut in cuts:
                if cut.end <= at or cut.start >= end:
                    continue
                if cut.start > at:
                    yield _run(item.text[at - end : cut.start - end], item.look)
                if cut.start >= end - len(item.text):  # in the run in which it begins
                    yield _run(filling(cut.number), Look())
                at = min(cut.end, end)
            if at < end:
                yield _run(item.text[at - end :], item.look)
            at = end

    def _picture(self, picture: Picture) -> str:
        self.pictures.append(picture)
        number = len(self.pictures)
        size = f'cx="{picture.width}" cy="{picture.height}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="{number}"/><a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="rId{number + 3}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _table(self, table: Table) -> str:
        columns = max((sum(cell.span for cell in row) for row in table.rows), default=0)
        if not columns:
            return ""
        grid = f'<w:gridCol w:w="{TEXT_WIDTH // columns}"/>' * columns
        rows = "".join(f"<w:tr>{''.join(map(self._cell, row))}</w:tr>" for row in table.rows)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{RULES}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _cell(self, cell: Cell) -> str:
        properties = f'<w:tcW w:w="{cell.width}" w:type="dxa"/>' if cell.width else ""
        properties += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        properties += {"start": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}.get(cell.merge, "")
        content = "".join(map(self.block, cell.blocks))
        if not cell.blocks or isinstance(cell.blocks[-1], Table):
            content += "<w:p/>"
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _run(text: str, look: Look) -> str:
    properties = (
        f'<w:rFonts w:ascii="{look.font}" w:eastAsia="{look.font}" w:hAnsi="{look.font}"/>'
        if look.font
        else ""
    )
    properties += "<w:b/>" * look.bold + "<w:i/>" * look.italic
    properties += f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>' if look.size else ""
    properties += '<w:u w:val="single"/>' * look.underline
    properties += f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else ""
    content = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    content = content.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{content}</w:t></w:r>"


def _setting(setting: Setting) -> str:
    spacing = f'<w:spacing w:line="{setting.line}" w:lineRule="exact"/>' if setting.line >= 200 else ""
    side, by = ("firstLine", setting.first) if setting.first >= 0 else ("hanging", -setting.first)
    indent = f'<w:ind w:left="{setting.left}" w:{side}="{by}"/>' if setting.left or setting.first else ""
    align = f'<w:jc w:val="{setting.align}"/>' if setting.align else ""
    level = f'<w:outlineLvl w:val="{setting.level - 1}"/>' if setting.level else ""
    return f"<w:pPr>{spacing}{indent}{align}{level}</w:pPr>"


def _heading(text: str) -> str:
    return f'<w:p><w:pPr><w:pageBreakBefore/><w:jc w:val="center"/></w:pPr>{_run(text, Look(bold=True, size=32))}</w:p>'


def _plain(text: str) -> str:
    return f"<w:p>{_run(text, Look())}</w:p>"


def _page_number() -> str:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    defaults = (
        f'<w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    )
    return f"<w:styles {SPACES}><w:docDefaults>{defaults}</w:docDefaults></w:styles>"


def _package(parts: dict[str, str], pictures: Sequence[Picture]) -> bytes:
    media = {f"word/media/{at}{picture.ending}": picture.data for at, picture in enumerate(pictures, 1)}
    types = "".join(
        [
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            '<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>',
            f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>',
            f'<Override PartName="/word/styles.xml" ContentType="{WORD}styles+xml"/>',
            f'<Override PartName="/word/header1.xml" ContentType="{WORD}header+xml"/>',
            f'<Override PartName="/word/footer1.xml" ContentType="{WORD}footer+xml"/>',
        ]
    )
    links = [("styles", "styles.xml"), ("header", "header1.xml"), ("footer", "footer1.xml")]
    links += [("image", name.removeprefix("word/")) for name in media]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(links),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            _put(archive, name, (HEAD + text).encode())
        for name, data in media.items():
            _put(archive, name, data)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, MOMENT), data, zipfile.ZIP_DEFLATED)


def _relations(links: Iterable[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'
