"""Which of the given reports belong together: two years of one agency, and agencies that wrote alike.

Comparing all with all would take n² readings. Each report is therefore sketched by the smallest check sums of
its sentences, and only those whose sketches overlap are read beside each other.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.reports.read import Reading

SIZE = 24  # check sums in a sketch
ALIKE = 0.25  # shared part of a sketch from which a pair is read; the rule itself asks for half of the text
SISTERS = 2  # reports read beside one
_SHORT = 12  # characters of a sentence that anybody would write
_OTHER = re.compile(r"[^\u4e00-\u9fff。；]+")
_STOP = re.compile(r"[。；]")


def sketch(reading: Reading) -> tuple[int, ...]:
    """The smallest check sums of the sentences, numbers and punctuation apart."""
    text = "。".join(passage.text for section in reading.sections for passage in section.passages)
    sentences = {words for words in _STOP.split(_OTHER.sub("", text)) if len(words) >= _SHORT}
    return tuple(sorted(zlib.crc32(words.encode()) for words in sentences)[:SIZE])


class Beside:
    """What is known of all reports of a run: for each its last year's report and its sisters."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int], str] = {}
        self._alike: dict[tuple[int, int], list[str]] = {}  # year, check sum → paths

    def add(self, line: Mapping[str, Any], sums: Iterable[int]) -> None:
        """Note a report. Of several of one agency and year the first counts."""
        if not line["agency"] or not line["year"]:
            return
        if self._names.setdefault((line["agency"], line["year"]), line["file"]) == line["file"]:
            for one in sums:
                self._alike.setdefault((line["year"], one), []).append(line["file"])

    def last_year(self, line: Mapping[str, Any]) -> str:
        """The path of the agency's report of the year before, "" for none."""
        return self._names.get((line["agency"], (line["year"] or 0) - 1), "")

    def sisters(self, line: Mapping[str, Any], sums: tuple[int, ...]) -> tuple[str, ...]:
        """Paths of other agencies' reports on the same year with many of the same sentences, the likest first."""
        own = self._names.get((line["agency"], line["year"]))
        shared = Counter(
            path
            for one in sums
            for path in self._alike.get((line["year"], one), ())
            if path not in (own, line["file"])
        )
        least = max(2, ALIKE * len(sums))
        return tuple(path for path, many in shared.most_common(SISTERS) if many >= least)
