"""What is kept of a DOCX: paragraphs, tables and pictures as data, nothing of the file that held them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.redaction.docx.styles import Look, Setting
from gongkai.redaction.passages import Chunk


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew from its pixels. ending: .png or .jpg; width and height in EMU."""

    id: str
    where: str
    data: bytes
    ending: str
    width: int
    height: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph. kind: paragraph, cell, header, footer or note; groups: the larger parts it lies in."""

    id: str
    kind: str
    where: str
    groups: tuple[str, ...]
    setting: Setting
    items: list[Piece | Picture] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that is seen, line breaks and tabs as such."""
        return "".join(item.text for item in self.items if isinstance(item, Piece))

    def pictures(self) -> Iterator[tuple[int, Picture]]:
        """The pictures, each with its place in the text."""
        at = 0
        for item in self.items:
            if isinstance(item, Picture):
                yield at, item
            else:
                at += len(item.text)


@dataclass(slots=True)
class Cell:
    """A cell. span: columns; merge: "start" and "more" of a cell over several rows; width in twips, 0 unknown."""

    id: str
    blocks: list[Paragraph | Table]
    span: int = 1
    merge: str = ""
    width: int = 0


@dataclass(slots=True)
class Table:
    """A table by its rows."""

    rows: list[list[Cell]]


@dataclass(slots=True)
class Body:
    """The whole document. page: width and height in twips; left_out: what does not come along, in Chinese."""

    blocks: list[Paragraph | Table]
    headers: list[Paragraph]
    footers: list[Paragraph]
    notes: list[Paragraph]
    page: tuple[int, int]
    left_out: tuple[str, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in the order in which it is shown for marking."""
        yield from self.headers
        yield from within(self.blocks)
        yield from self.notes
        yield from self.footers

    def chunks(self) -> Iterator[Chunk]:
        """Every text and picture that a mark can withhold. A picture goes with its paragraph."""
        for paragraph in self.paragraphs():
            yield Chunk(paragraph.id, paragraph.text, paragraph.where, groups=paragraph.groups)
            for _, picture in paragraph.pictures():
                yield Chunk(picture.id, "", picture.where, groups=(*paragraph.groups, paragraph.id))


def within(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """The paragraphs of blocks, those in tables too, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from within(cell.blocks)
