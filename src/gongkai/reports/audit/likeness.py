"""Likeness: how much of a report's text stands word for word in another one, numbers apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.audit.rules import Case
from gongkai.reports.claims import Prose, prose
from gongkai.reports.read.reading import Note, Reading

SHARE = 0.5  # of the characters, above which two reports are called alike
_SHORT = 12  # characters of a sentence that anybody would write
_LEAST = 300  # characters of text below which a share says nothing
_CHANGING = re.compile(r"[\d.%]+|[^\u4e00-\u9fff]")
_PRESCRIBED = re.compile(r"统计期限|编制本报告|联系(?:地址|电话|方式)|勾稽关系")


def share(one: Prose, other: Prose) -> float:
    """The share of one's sentences, by characters, that the other has too. 0 where the text is too short."""
    mine, theirs = _sentences(one), set(_sentences(other))
    total = sum(map(len, mine))
    return sum(len(text) for text in mine if text in theirs) / total if total >= _LEAST else 0.0


def _sentences(text: Prose) -> list[str]:
    found = (text.words(one) for one in text.sentences)
    plain = [_CHANGING.sub("", words) for words in found if not _PRESCRIBED.search(words)]
    return [words for words in plain if len(words) >= _SHORT]


def likeness(case: Case, rule: str, other: Reading) -> Iterator[Note]:
    """A warning where more than half of the text is the other report's too."""
    text = prose(other)
    if text is None:
        return
    alike = share(case.prose, text)
    if alike > SHARE:
        name = f"{other.agency or ''}{other.year or ''}年报告"
        message = f"与{name}有{alike:.0%}的文字相同（数字不计），涉嫌雷同，请据实改写。"
        yield case.note(rule, (0, 0), message, says=f"{alike:.0%}", should="50%以下")
