"""DOCX: an allow-list of what is seen is read, and a fresh document is written from it."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.redaction.content import Document, Made, Part, notes, withheld_of
from gongkai.redaction.docx.read import read
from gongkai.redaction.docx.write import write
from gongkai.redaction.files import Package
from gongkai.redaction.marks import Mark
from gongkai.redaction.passages import cover, filled


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """Paragraphs (p1, p2, …) and pictures (i1, …) in order; a DOCX has no pages of its own.

    Cells and tables stand in the groups of their paragraphs (t1, t1.r2, t1.r2.c3).
    """
    body = read(Package(data, name))
    parts = []
    for paragraph in body.paragraphs():
        if paragraph.text.strip():
            parts.append(
                Part(paragraph.id, paragraph.kind, paragraph.text, paragraph.where, paragraph.groups)
            )
        parts += [
            Part(picture.id, "picture", "", picture.where, (*paragraph.groups, paragraph.id))
            for _, picture in paragraph.pictures()
        ]
    return Document("docx", parts=tuple(parts), left_out=body.left_out)


def redact(data: bytes, name: str, marks: Sequence[Mark]) -> Made:
    """The new DOCX with ■■ for what is withheld, and the list of reasons on its last page."""
    body = read(Package(data, name))
    chunks = list(body.chunks())
    covered = cover(chunks, marks)
    withheld = [one for one in withheld_of(chunks, covered) if one.text.strip() or one.where.startswith("图")]
    kept = tuple(filled(chunk.text, covered.merged(chunk.id)) for chunk in chunks)
    made = write(body, covered, notes(marks, withheld))
    return Made(made, ".docx", tuple(withheld), kept, body.left_out)
