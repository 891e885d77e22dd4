"""Plain text: lines with their passages."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.refusals import Refused
from gongkai.redaction.content import NOTES, Document, Made, Part, notes, withheld_of
from gongkai.redaction.files import decoded
from gongkai.redaction.marks import Mark
from gongkai.redaction.passages import Chunk, clean, cover, filled

MOST_LINES = 100_000


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """The lines of the text, each a part with the id l1, l2, …; a text has no pages."""
    parts = [Part(chunk.id, "line", chunk.text, chunk.where) for chunk in _lines(data, name) if chunk.text]
    return Document("text", parts=tuple(parts))


def redact(data: bytes, name: str, marks: Sequence[Mark]) -> Made:
    """The text in UTF-8 with ■■ for what is withheld, and the list of reasons at its end."""
    chunks = _lines(data, name)
    covered = cover(chunks, marks)
    withheld = withheld_of(chunks, covered)
    kept = [filled(chunk.text, covered.merged(chunk.id)) for chunk in chunks]
    text = "\r\n".join([*kept, "", NOTES, *notes(marks, withheld), ""])
    return Made(text.encode("utf-8-sig"), ".txt", tuple(withheld), tuple(kept))


def _lines(data: bytes, name: str) -> list[Chunk]:
    text = decoded(data) or ""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused(f"“{name}”超过{MOST_LINES}行，请拆分后再遮蔽")
    return [Chunk(f"l{number}", clean(line), f"第{number}行") for number, line in enumerate(lines, 1)]
