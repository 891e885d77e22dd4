"""What a file holds as a person sees it, and what comes out of the redaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.redaction.marks import Mark, Rect
from gongkai.redaction.passages import Chunk, Cover, fold, occurrences

NOTES = "不予公开部分说明"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text, and its box in shares of the page."""

    text: str
    box: Rect


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF (points) or one picture (pixels), numbered from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, cell, picture or line that a mark can name by its id. groups: the larger parts it lies in.

    kind: paragraph, cell, picture, header, footer, note or line.
    """

    id: str
    kind: str
    text: str
    where: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the marking page shows it. Only the pages that were asked for are read.

    kind: pdf, docx, xlsx, picture or text. left_out: what of the file will in no case leave, in Chinese.
    """

    kind: str
    page_count: int = 0
    pages: tuple[Page, ...] = ()
    parts: tuple[Part, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """One passage that is withheld: its words (empty for a picture), where it stood, and the number of its mark."""

    text: str
    where: str
    number: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new file. secrets: the words that must be nowhere in it; left_out: what else was not taken along."""

    data: bytes
    name: str
    media_type: str
    withheld: tuple[Withheld, ...]
    secrets: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What a format makes: the new file, its ending, what is withheld, the texts that stay, what is left out."""

    data: bytes
    ending: str
    withheld: tuple[Withheld, ...]
    kept: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def withheld_of(chunks: Iterable[Chunk], covered: Cover) -> list[Withheld]:
    """Every passage under the marks in the order of the file. Overlapping marks each name theirs."""
    found = []
    for chunk in chunks:
        cuts = sorted(covered.cuts.get(chunk.id, ()))
        found += [Withheld(chunk.text[cut.start : cut.end].strip(), chunk.where, cut.number) for cut in cuts]
        if not cuts and chunk.id in covered.whole:
            found.append(Withheld("", chunk.where, covered.whole[chunk.id]))
    return found


def secrets_of(marks: Sequence[Mark], withheld: Iterable[Withheld], kept: Iterable[str]) -> tuple[str, ...]:
    """The words that must be nowhere in the new file, each once.

    kept: the texts that stay. Words that a person has left standing elsewhere (`Mark.elsewhere`) are no secret
    as far as they really stay; a single character tells nothing away from its place.
    """
    secrets: dict[str, None] = {}
    staying = list(kept)
    words = [(mark, mark.text) for mark in marks if mark.text]
    words += [(marks[one.number - 1], line) for one in withheld for line in _phrases(one.text)]
    for mark, text in words:
        if len(fold(text)) < 2 or text in secrets:
            continue
        if mark.elsewhere and any(True for kept in staying for _ in occurrences(kept, text)):
            continue
        secrets[text] = None
    return tuple(secrets)


def _phrases(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\t", "\n").splitlines() if line.strip()]


def notes(marks: Sequence[Mark], withheld: Sequence[Withheld]) -> list[str]:
    """The list at the end of the new file: for each mark its places, its legal basis and the reason (条例 art. 37)."""
    lines = []
    for number, mark in enumerate(marks, 1):
        places = list(dict.fromkeys(one.where for one in withheld if one.number == number))
        named = "、".join(places[:6]) + (f"等{len(places)}处" if len(places) > 6 else "")
        lines.append(f"〔{number}〕{named}：依据{mark.cited}不予公开，{mark.reason}")
    return lines
