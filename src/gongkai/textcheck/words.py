"""Findings of the word lists in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.textcheck.findings import Finding
from gongkai.textcheck.lexicon import Entry, Lexicon

_BEFORE, _AFTER = 40, 60  # characters around a cue within which its rule must match
_NEAR = 60  # characters within which a title or quotation must be open
_FORMER = re.compile(r"[原前][\u4e00-\u9fff]{0,12}$")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)年")
_ORDER = re.compile(r"第?\d*号?令|公告|[〔\[（(](?:19|20)\d\d")


def find(text: str, lexicon: Lexicon, dated: date | None = None) -> Iterator[Finding]:
    """What the lists find, by place; may overlap where rules look around a cue.

    dated: when the text was written. What was renamed or repealed later was right then, and is no finding. Where the
    date is not known, or an older year is spoken of, an old name is a hint at its first mention.
    """
    hinted: set[str] = set()
    for entry, start, end in lexicon.hits(text):
        if entry.since is not None and dated is not None and dated < entry.since:
            continue
        if entry.rule is not None:
            yield from _by_rule(text, entry, entry.rule, start, end)
        elif (entry.not_before and text[start - 1 : start] in tuple(entry.not_before)) or (
            entry.not_after and text[end : end + 1] in tuple(entry.not_after)
        ):
            continue
        elif entry.since is None or entry.kind == "own":
            yield _finding(entry, start, end, entry.level)
        elif entry.kind != "institution" or not _named_on_purpose(text, start, end):
            level = "hint" if dated is None or _of_the_past(text, start, entry.since) else entry.level
            if level != "hint" or entry.words not in hinted:
                hinted.add(entry.words)
                yield _finding(entry, start, end, level)


def _finding(entry: Entry, start: int, end: int, level: str) -> Finding:
    return Finding(start, end, level, entry.kind, entry.message, entry.suggestion, entry.article)


def _by_rule(text: str, entry: Entry, rule: re.Pattern[str], start: int, end: int) -> Iterator[Finding]:
    for match in rule.finditer(text, max(0, start - _BEFORE), min(len(text), end + _AFTER)):
        if match.start() <= start and end <= match.end():
            words = match.expand(entry.suggestion) if entry.suggestion is not None else None
            message = entry.message.format(match[0], words)
            yield Finding(*match.span(), entry.level, entry.kind, message, words, entry.article)


def _of_the_past(text: str, start: int, since: date) -> bool:
    """True where the year named shortly before is older than the change."""
    years = _YEAR.findall(text, max(0, start - _BEFORE), start)
    return bool(years) and int(years[-1]) < since.year


def _named_on_purpose(text: str, start: int, end: int) -> bool:
    """True inside a title or quotation, after 原, before 令 or a document number."""
    near = max(0, start - _NEAR)
    for opening, closing in (("《", "》"), ("“", "”"), ("〈", "〉")):
        if text.rfind(opening, near, start) > text.rfind(closing, near, start):
            return True
    return bool(_FORMER.search(text[max(0, start - 14) : start]) or _ORDER.match(text, end))
