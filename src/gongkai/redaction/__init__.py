"""Partial disclosure (区分处理, 条例 art. 37): a new file in which what is withheld is really gone.

What a person sees in the outline is what leaves, less the marks: outline and redaction share one reading of the
file, and the new file is built from that reading alone. Nothing else of the old file comes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import ModuleType

from gongkai.law.refusals import Refused
from gongkai.redaction import docx, pdf, pictures, text, xlsx
from gongkai.redaction.content import Document, Line, Page, Part, Redacted, Withheld, secrets_of
from gongkai.redaction.files import LARGEST, MEDIA, kind_of, released_name
from gongkai.redaction.leaks import Leak, leaks
from gongkai.redaction.marks import Mark, bases, check, mark_from
from gongkai.redaction.passages import Chunk, Cover, filled

__all__ = [
    "Document",
    "Leak",
    "Line",
    "Mark",
    "Page",
    "Part",
    "Progress",
    "Redacted",
    "Withheld",
    "bases",
    "kept_text",
    "kind_of",
    "leaks",
    "mark_from",
    "outline",
    "page_count",
    "redact",
    "render_page",
]

Progress = Callable[[int, int], None]  # pages worked on, and of how many

_FORMATS: dict[str, ModuleType] = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "picture": pictures, "text": text}


def outline(data: bytes, name: str, pages: Sequence[int] | None = None) -> Document:
    """What the file shows to a person, for marking. pages: those to read of a PDF or picture, all by default.

    Refused when the file is encrypted, broken, too large, or of a kind that cannot be redacted.
    """
    document: Document = _FORMATS[kind_of(data, name)].outline(data, name, pages)
    return document


def render_page(data: bytes, name: str, number: int, width: int = 1000, marks: Iterable[Mark] = ()) -> bytes:
    """The picture of one page (from 1) of a PDF or picture as it would leave with these marks: PNG, so many pixels wide.

    Refused when there is no such page.
    """
    kind = kind_of(data, name)
    wanted = list(marks)
    if kind == "pdf":
        shown = pdf.picture(data, name, number, wanted)
    elif kind == "picture":
        found = [frame for at, frame in pictures.frames(data, name) if at == number]
        if not found:
            raise Refused(f"“{name}”没有第{number}页")
        shown = found[0]
        areas = [
            mark.rect or (0.0, 0.0, 1.0, 1.0) for mark in wanted if mark.page == number and not mark.text
        ]
        pictures.burn(shown, areas)
    else:
        raise Refused(f"“{name}”没有页面图像，请在文字列表中标注")
    if shown.width > width:
        shown = shown.resize((width, max(1, round(shown.height * width / shown.width))))
    return pictures.png(shown)


def kept_text(part: Part, marks: Iterable[Mark]) -> str:
    """The text of a part as it would leave with these marks."""
    chunk = Chunk(part.id, part.text, part.where, groups=part.groups)
    covered = Cover()
    for number, mark in enumerate(marks, 1):
        covered.take(number, mark, chunk, None)
    return filled(part.text, covered.merged(part.id))


def page_count(data: bytes, name: str) -> int:
    """How many pages a PDF or a picture has; 0 for what has no pages. Refused when it cannot be opened."""
    kind = kind_of(data, name)
    return pdf.count(data, name) if kind == "pdf" else pictures.count(data, name) if kind == "picture" else 0


def redact(
    data: bytes, name: str, marks: Iterable[Mark], progress: Progress = lambda done, total: None
) -> Redacted:
    """The new file without what the marks withhold (条例 art. 37).

    Refused when a mark has no legal basis or reason or meets nothing, or the file cannot be opened. Whoever sends
    the file asks `leaks` first. progress: told of the pages of a PDF, each read once and written once.
    """
    checked = check(marks)
    kind = kind_of(data, name)
    if kind == "pdf":
        made = pdf.redact(data, name, checked, progress)
    else:
        made = _FORMATS[kind].redact(data, name, checked)
    if len(made.data) > LARGEST:
        raise Refused(f"遮蔽后的文件超过{LARGEST // 1_000_000}MB，请拆分原文件后再遮蔽")
    secrets = secrets_of(checked, made.withheld, made.kept)
    released = released_name(name, made.ending, secrets)
    return Redacted(made.data, released, MEDIA[made.ending], made.withheld, secrets, made.left_out)
