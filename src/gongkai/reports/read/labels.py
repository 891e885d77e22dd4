"""Labels compared the way a tolerant eye compares them: without blanks, punctuation and numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.reports.form import Form, Part, Row

_DROPPED = re.compile(r"[\W_]+")
_NUMBERING = re.compile(
    r"(?:其中|[:,;])*"
    r"(?:\(([一二三四五六七八九十]{1,3})\)|([一二三四五六七八九十]{1,3})[、.,:]|\(?(\d{1,2})[.、,):]|(\d{1,2})(?=[^\d.,%]))"
)
_NOTE = re.compile(r"\([^()]*\)")
_UNIT = re.compile(r"(?:\(?(?:单位:?)?(?:条|件|次|篇|个|人|人次|元|万元|份|项|场|期|部|%)\)?)$")
_SAME = str.maketrans(
    {"（": "(", "）": ")", "，": ",", "。": ".", "、": "、", "：": ":", "；": ";", "．": "."}
)
_LEVELS = 6  # numbers that may stand one behind the other: 三、（三）1.
SHORT = 2  # a label of so few characters needs more than its text to be known


@lru_cache(maxsize=20_000)
def narrow(text: str) -> str:
    """The text with full-width letters, digits and brackets made narrow, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_SAME)).split())


@lru_cache(maxsize=20_000)
def core(text: str) -> str:
    """What is left of a text without blanks and punctuation: 「三、（一）予以公开」 → 三一予以公开."""
    return _DROPPED.sub("", narrow(text))


@lru_cache(maxsize=20_000)
def split_number(text: str) -> tuple[str, str]:
    """A label's own number and the core of the rest: 「（四）无法提供」 → ("四", "无法提供")."""
    rest, number = narrow(text), ""
    for _ in range(_LEVELS):
        found = _NUMBERING.match(rest)
        if not found or found.end() == len(rest):
            break
        number = found[1] or found[2] or found[3] or found[4]
        rest = rest[found.end() :]
    return number, _DROPPED.sub("", rest)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of figures of a form as it may be printed. cores: every way to print its label."""

    row: Row
    part: Part
    number: str
    cores: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The rows of one table, in printed order, found by label. longest: characters of the longest core."""

    rows: tuple[FormRow, ...]
    by_core: dict[str, tuple[int, ...]]
    lengths: tuple[int, ...]

    def exact(self, label: str) -> tuple[int, ...]:
        """The rows whose label this is, as a cell of its own."""
        return self.by_core.get(split_number(label)[1]) or self.by_core.get(_no_unit(label)) or ()

    def ending(self, run: str) -> tuple[int, ...]:
        """The rows with whose label a run of text ends (heads, other labels and wraps may stand before)."""
        text = core(run)
        stem = _UNIT.sub("", text) if text else text
        for candidate in (text, stem):
            for length in self.lengths:
                rows = self.by_core.get(candidate[-length:], ()) if length <= len(candidate) else ()
                if rows and (length > SHORT or self._confirmed(run, candidate, length, rows)):
                    return rows
        return ()

    def _confirmed(self, run: str, text: str, length: int, rows: tuple[int, ...]) -> bool:
        """A short label counts only behind its number or the last column's head, or alone on its line."""
        before = text[:-length]
        heads = [
            head
            for row in rows
            for head in (self.rows[row].number, core(self.rows[row].part.columns[-1].head[-1]))
        ]
        if not before or any(head and before.endswith(head) for head in heads):
            return True
        last = run.strip().rsplit("\n", 1)[-1].rsplit("\t", 1)[-1]
        return split_number(last)[1] == text[-length:]

    def similar(self, run: str, missing: Iterable[int]) -> dict[int, float]:
        """Row → likeness from 0 to 1, for rows whose label may stand, miswritten or cut, at the end of a run."""
        text = core(run)[-60:]
        found: dict[int, float] = {}
        number = split_number(run.strip().rsplit("\n", 1)[-1])[0]
        for row in missing:
            best = max(likeness(one, text) for one in self.rows[row].cores)
            if number and self.rows[row].number and number != self.rows[row].number:
                best -= 0.15
            if best >= 0.7:
                found[row] = best
        return found


def likeness(label: str, text: str) -> float:
    """How well a label stands at the end of a text: 1 less the share of its characters to be changed."""
    if len(label) < 4 or not text:
        return 0.0
    head = text.rfind(label[:4])
    if head >= 0 and label.startswith(text[head:]):
        return 0.9  # the label breaks off here: its other half stands after the numbers
    text = text[-len(label) - 6 :]
    if 2 * sum(letter in text for letter in label) < len(label):
        return 0.0
    # Distance of the label from the best ending of the text: what stands before the ending costs nothing.
    row = [0] * (len(text) + 1)
    for i, letter in enumerate(label, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(text, 1):
            above, row[j] = row[j], min(above + (letter != other), row[j] + 1, row[j - 1] + 1)
    return 1 - row[-1] / len(label)


@cache
def lexicon(form: Form, table_id: str) -> Lexicon:
    """The rows of a form's table that carry figures under a label."""
    rows = [
        FormRow(row, part, split_number(row.head[-1])[0], _cores(row))
        for part in form.table(table_id).parts
        for row in part.rows
        if row.keys and row.head
    ]
    return build(rows)


def build(rows: list[FormRow]) -> Lexicon:
    """A lexicon of rows, in printed order."""
    by_core: dict[str, tuple[int, ...]] = {}
    for index, row in enumerate(rows):
        for one in row.cores:
            by_core[one] = (*by_core.get(one, ()), index)
    return Lexicon(tuple(rows), by_core, tuple(sorted({len(one) for one in by_core}, reverse=True)))


def _cores(row: Row) -> tuple[str, ...]:
    """The label and its aliases, each also without notes in brackets and cut at its first comma."""
    found: dict[str, None] = {}
    for text in (row.head[-1], *row.aliases):
        plain = narrow(text)
        number = _NUMBERING.match(plain)
        body = plain[number.end() :] if number else plain
        for one in (plain, body, _NOTE.sub("", body), re.split("[、,](?=行政机关)", body)[0]):
            found.setdefault(_no_unit(one))
            found.setdefault(split_number(one)[1])
    return tuple(one for one in found if one)


def _no_unit(text: str) -> str:
    return split_number(_UNIT.sub("", narrow(text)))[1]
