"""The narrative of a report as one running text, every character of which knows its place.

Lines broken by a page's width are joined, blanks dropped, full-width signs narrowed, tables blotted out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reports.read.document import Document, Line, Place
from gongkai.reports.read.reading import Reading

_NARROW = str.maketrans("０１２３４５６７８９，．％－＋：；／（）？！〇", "0123456789,.%-+:;/()?!〇")
_RUN = re.compile(r"[^\s#*|]+")
_HEAD = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、.．])|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．](?!\d))"
)
_ENDS = "。！？；：!?;:"
_FULL = 20  # characters of a line that may run on into the next
_ELIDED = re.compile(r"〔…〕|\[…\]|［…］|（略）|\(略\)")
# Where a table may begin before its first figure, by the first part of its keys.
_BEGINS = {
    "t2": ("第二十条第",),
    "t3": ("(本列数据的勾稽", "申请人情况"),
    "t4": ("行政复议行政诉讼", "行政复议"),
    "s": ("统计指标", "政府信息公开情况统计表"),
    "local": ("指标名称", "情况统计表"),
}
_LONGEST = 150_000  # characters of narrative that are read; the longest reports have a third of that
_SENTENCE = 1_500  # characters of a sentence; what runs on longer is cut
_BACK = 260  # characters that the heads of a table take at most


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it stands in the text, and the number of its paragraph."""

    start: int
    end: int
    paragraph: int


class Prose:
    """text: the narrative; tables in it are line ends. sentences: in order. excerpt: parts were left out.

    tables: where the first table begins, the length of the text where there is none among its lines.
    """

    def __init__(self, document: Document) -> None:
        self._starts: list[int] = []
        self._runs: list[tuple[Line, int]] = []
        self._at: dict[tuple[int, int], list[int]] = {}
        self.text = self._build(document)
        self.excerpt = _ELIDED.search(self.text) is not None
        self.sentences: tuple[Sentence, ...] = ()
        self.tables = len(self.text)

    def _build(self, document: Document) -> str:
        parts: list[str] = []
        length = 0
        before: Line | None = None
        for block in document.blocks:
            if length > _LONGEST:
                break
            if not isinstance(block, Line):
                before = None
                continue
            if not block.text.strip():
                before = None if document.kind != "pdf" else before
                continue
            if length and not (before is not None and _runs_on(before.text, block.text, document)):
                parts.append("\n")
                length += 1
            for run in _RUN.finditer(block.text):
                word = run[0]
                if run.start() and length and _HEAD.match(word) and parts[-1] != "\n":
                    parts.append("\n")
                    length += 1
                elif parts and parts[-1][-1:].isascii() and parts[-1][-1:].isalnum() and word[0].isdigit():
                    parts.append(" ")
                    length += 1
                self._starts.append(length)
                self._at.setdefault((block.page, block.number), []).append(len(self._runs))
                self._runs.append((block, run.start()))
                parts.append(word)
                length += len(word)
            before = block
        return "".join(parts).translate(_NARROW)

    def without(self, start: int, end: int) -> None:
        """Blot a table out of the text."""
        self.tables = min(self.tables, start)
        self.text = self.text[:start] + "\n" * (end - start) + self.text[end:]

    def split(self) -> None:
        """Find the sentences, once the text is as it shall be."""
        found, paragraph, start = [], 0, 0
        for mark in re.finditer(r"[。!?]|\n+|$", self.text):
            for at in range(start, mark.start(), _SENTENCE):
                stop = min(at + _SENTENCE, mark.start())
                if self.text[at:stop].strip():
                    found.append(Sentence(at, stop, paragraph))
            paragraph += mark[0].startswith("\n")
            start = mark.end()
        self.sentences = tuple(found)

    def offset(self, place: Place) -> int | None:
        """Where in the text a place of the document stands, None where the narrative has it not."""
        found = None
        for run in self._at.get((place.page, place.line), ()):
            if self._runs[run][1] <= place.start or found is None:
                found = self._starts[run] + max(0, place.start - self._runs[run][1])
        return found

    def place(self, start: int, end: int) -> Place | None:
        """Where a stretch of the text stands in the document: its line, or its first line when it has several."""
        if not self._starts:
            return None
        run = max(0, bisect_right(self._starts, start) - 1)
        last = max(run, bisect_right(self._starts, max(start, end - 1)) - 1)
        line, at = self._runs[run]
        begin = at + start - self._starts[run]
        while last > run and self._runs[last][0] is not line:
            last -= 1
        stop = self._runs[last][1] + (end - self._starts[last])
        return Place(line.page, line.number, begin, max(begin, min(stop, len(line.text))))

    def quote(self, start: int, end: int) -> str:
        """The words of a stretch with what stands around them up to the next stop, at most 80 characters."""
        near, far = max(0, start - 30), max(end, start) + 80
        left = max(near, max(self.text.rfind(mark, near, start) for mark in "。;\n") + 1)
        ends = (self.text.find(mark, end, far) for mark in "。;\n")
        right = min((at for at in ends if at >= 0), default=min(far, len(self.text)))
        return " ".join(self.text[left : max(end, min(right, left + 80))].split())

    def sentence(self, at: int) -> int:
        """The index of the sentence that has a character, or the next one."""
        return max(0, bisect_right(self.sentences, at, key=lambda one: one.start) - 1)

    def words(self, sentence: Sentence) -> str:
        """The text of a sentence."""
        return self.text[sentence.start : sentence.end]

    def near(self, at: int, before: int = 1) -> Iterator[Sentence]:
        """The sentence of a character and those before it in its paragraph, the nearest first."""
        index = self.sentence(at)
        for one in self.sentences[max(0, index - before) : index + 1][::-1]:
            if one.paragraph == self.sentences[index].paragraph:
                yield one


def prose(reading: Reading) -> Prose | None:
    """The narrative of a reading without its tables, None where there is no document to read it from."""
    if reading.document is None:
        return None
    found = Prose(reading.document)
    for start, end in _tables(reading, found):
        found.without(start, end)
    found.split()
    return found


def _runs_on(before: str, line: str, document: Document) -> bool:
    """True where a line is broken by the width of the page, not by its writer."""
    before, line = before.rstrip(), line.strip()
    if document.kind not in ("pdf", "text") or len(before.strip()) < _FULL or before[-1] in _ENDS:
        return False
    return not _HEAD.match(line) and not line.startswith(("#", "|", "附件"))


def _tables(reading: Reading, text: Prose) -> list[tuple[int, int]]:
    spans: dict[str, list[int]] = {}
    for key, place in reading.places.items():
        start = text.offset(place)
        if start is not None:
            spans.setdefault(key.partition(".")[0], []).extend(
                (start, start + max(1, place.end - place.start))
            )
    found = []
    for table, ends in spans.items():
        start = min(ends)
        window = max(0, start - _BACK)
        for mark in _BEGINS.get(table, ()):
            at = text.text.find(mark, window, start)
            if at >= 0:
                start = at
                break
        found.append((start, max(ends)))
    return found
