"""A DOCX as a person sees it: an allow-list of elements is read, whatever is not on it is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from gongkai.law.refusals import Refused
from gongkai.redaction.docx.body import Body, Cell, Paragraph, Piece, Table, within
from gongkai.redaction.docx.line import DEEPEST, GONE, Line, Shared, chosen
from gongkai.redaction.docx.numbering import Numbering
from gongkai.redaction.docx.parts import targets
from gongkai.redaction.docx.styles import Look, Styles, attribute, child, local, number, shading
from gongkai.redaction.files import Package
from gongkai.redaction.passages import clean

MAIN = "word/document.xml"
MOST_PARAGRAPHS = 50_000
WHITE = "FFFFFF"
UNKNOWN = ""  # the ground of text boxes and of tables whose style colours some cells
A4 = (11906, 16838)
# Parts that do not come along, by the beginning of their name.
OTHER_PARTS = {
    "word/comments": "批注",
    "word/vbaProject": "宏",
    "word/embeddings": "内嵌对象",
    "word/charts": "图表",
    "word/diagrams": "SmartArt 图形",
    "word/glossary": "构建基块",
    "word/activeX": "内嵌对象",
    "customXml": "自定义 XML 数据",
}
ALWAYS = "文件属性、修订记录和其他附加信息"


def read(package: Package) -> Body:
    """The document; Refused when it is broken or too long."""
    body = child(package.xml(MAIN), "body")
    if body is None:
        raise Refused(f"“{package.name}”已损坏，打不开，请重新保存后再遮蔽")
    return _Reader(package).whole(body)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        styles = Styles(package.xml("word/styles.xml"))
        self._shared = Shared(package, styles, targets(package, MAIN))
        self._numbering = Numbering(package.xml("word/numbering.xml"))
        self._paragraphs = self._tables = 0
        self._kind = "paragraph"

    def whole(self, body: Element) -> Body:
        """The body, then the notes that it refers to, then the headers and footers of its sections."""
        blocks = list(self._blocks(body, "", (), WHITE, 0))
        notes = [line for at, note in enumerate(self._shared.notes, 1) for line in self._note(at, *note)]
        sections = [one for one in body.iter() if local(one) == "sectPr"]
        headers, footers = (
            self._margins(sections, "header", "页眉"),
            self._margins(sections, "footer", "页脚"),
        )
        return Body(blocks, headers, footers, notes, _page(sections), tuple(self._left_out()))

    def _left_out(self) -> Iterator[str]:
        yield ALWAYS
        counted = self._shared.left_out
        yield from (f"{words}{times}处" for words, times in counted.items())
        for prefix, words in OTHER_PARTS.items():
            if words not in counted and any(name.startswith(prefix) for name in self._package.names):
                counted[words] = 0
                yield words

    def _margins(self, sections: list[Element], side: str, words: str) -> list[Paragraph]:
        """The distinct paragraphs of all headers or footers; page numbers are written anew."""
        names = [
            self._shared.targets.get(attribute(one, "id"), "")
            for section in sections
            for one in section
            if local(one) == f"{side}Reference"
        ]
        found: dict[str, Paragraph] = {}
        for name in dict.fromkeys(filter(None, names)):
            for paragraph in self._part(name, words, side):
                if paragraph.text.strip() or any(paragraph.pictures()):
                    found.setdefault(paragraph.text or paragraph.id, paragraph)
        return list(found.values())

    def _note(self, at: int, part: str, wanted: str) -> list[Paragraph]:
        lines = self._part(part, f"注{at}", "note", wanted)
        for line in lines[:1]:
            line.items.insert(0, Piece(f"[注{at}] ", Look()))
        return lines

    def _part(self, name: str, where: str, kind: str, wanted: str = "") -> list[Paragraph]:
        """The paragraphs of another part: a header, a footer, or of the notes the one with that id."""
        root = self._package.xml(name)
        if root is not None and wanted:
            root = next((one for one in root if attribute(one, "id") == wanted), None)
        if root is None:
            return []
        before = self._shared.targets, self._kind
        self._shared.targets, self._kind, self._shared.fields = targets(self._package, name), kind, []
        lines = list(within(self._blocks(root, where, (), WHITE, 0)))
        self._shared.targets, self._kind = before
        return lines

    def _blocks(
        self, parent: Element, where: str, groups: tuple[str, ...], ground: str, depth: int
    ) -> Iterator[Paragraph | Table]:
        if depth > DEEPEST:
            raise Refused(f"“{self._package.name}”的表格嵌套过深，请先打印为 PDF 后再遮蔽")
        for one in parent:
            match local(one):
                case "p":
                    yield from self._paragraph(one, where, groups, ground, depth)
                case "tbl":
                    yield self._table(one, groups, ground, depth)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                    yield from self._blocks(one, where, groups, ground, depth + 1)
                case "AlternateContent":
                    yield from self._blocks(chosen(one), where, groups, ground, depth + 1)
                case name if name in GONE:
                    self._shared.left_out[GONE[name]] += 1

    def _table(self, table: Element, groups: tuple[str, ...], ground: str, depth: int) -> Table:
        self._tables += 1
        name, where = f"t{self._tables}", f"表{self._tables}"
        if self._shared.styles.shades(attribute(child(table, "tblPr", "tblStyle"))):
            ground = UNKNOWN
        rows = []
        for at, row in enumerate(_through(table, "tr"), 1):
            properties = child(row, "trPr")
            if child(properties, "hidden") is not None or child(properties, "del") is not None:
                self._shared.left_out["隐藏或者已删除的表格行"] += 1
                continue
            around = (*groups, name, f"{name}.r{at}")
            rows.append(
                [
                    self._cell(
                        cell, f"第{at}行第{column}列", f"{name}.r{at}.c{column}", where, around, ground, depth
                    )
                    for column, cell in enumerate(_through(row, "tc"), 1)
                ]
            )
        return Table([row for row in rows if row])

    def _cell(
        self,
        cell: Element,
        place: str,
        name: str,
        table: str,
        groups: tuple[str, ...],
        ground: str,
        depth: int,
    ) -> Cell:
        properties = child(cell, "tcPr")
        merge = child(properties, "vMerge")
        under = shading(properties) or ground
        return Cell(
            name,
            list(self._blocks(cell, table + place, (*groups, name), under, depth + 1)),
            max(number(attribute(child(properties, "gridSpan")), 1, 60), 1),
            "" if merge is None else "start" if attribute(merge) == "restart" else "more",
            number(attribute(child(properties, "tcW"), "w"), 0),
        )

    def _paragraph(
        self, one: Element, where: str, groups: tuple[str, ...], ground: str, depth: int
    ) -> Iterator[Paragraph | Table]:
        """The paragraph, and behind it the text boxes that hang on it."""
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise Refused(f"“{self._package.name}”的段落超过{MOST_PARAGRAPHS}，请拆分后再遮蔽")
        at, properties, styles = self._paragraphs, child(one, "pPr"), self._shared.styles
        kind = "cell" if groups and self._kind == "paragraph" else self._kind
        made = Paragraph(f"p{at}", kind, where or f"第{at}段", groups, styles.setting(properties))
        listed, level = styles.numbering(properties)
        if label := clean(self._numbering.label(listed, level) if listed else ""):
            made.items.append(Piece(label + (" " if label[-1].isalnum() or label == "•" else ""), Look()))
        line = Line(self._shared, properties, ground, made)
        line.read(one)
        if not line.page_field or self._kind == "paragraph":
            yield made
        for box in line.boxes:
            yield from self._blocks(box, f"{made.where}文本框", groups, UNKNOWN, depth + 1)


def _through(parent: Element, name: str) -> Iterable[Element]:
    """The rows of a table or cells of a row, through content controls and tracked insertions."""
    for one in parent:
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(one, name)


def _page(sections: list[Element]) -> tuple[int, int]:
    size = child(sections[-1], "pgSz") if sections else None
    width, height = number(attribute(size, "w"), 0), number(attribute(size, "h"), 0)
    return (width, height) if 2000 <= width <= 31680 and 2000 <= height <= 31680 else A4
