"""Brackets, quotation marks and title marks that have no other half, or are opened twice (GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.textcheck.findings import Finding

_PAIRS = {"）": "（", "》": "《", "】": "【", "〉": "〈", "”": "“", "’": "‘", "〕": "〔", "」": "「"}
_OTHER = {mark: other for pair in _PAIRS.items() for mark, other in (pair, pair[::-1])}
_MARKS = re.compile(r"[（）()《》【】〈〉“”‘’〔〕「」]")
_POINT = re.compile(r"(?:^|[\s，。；：、,;:（(])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z①-⑩])$")
_FAR = 300  # characters between the two halves
_WIDE = {"(": "（", ")": "）"}
_MOST = 50


def pairs(text: str) -> Iterator[Finding]:
    """A finding for each half that stands alone, at most 50."""
    opened: list[tuple[str, int]] = []
    alone: list[int] = []
    for match in _MARKS.finditer(text):
        at = match.start()
        mark = _WIDE.get(match[0], match[0])
        while opened and at - opened[0][1] > _FAR:
            alone.append(opened.pop(0)[1])
        if mark not in _PAIRS:
            if mark in "“‘" and any(one == mark for one, _ in opened):
                alone.append(next(place for one, place in reversed(opened) if one == mark))
                opened = [one for one in opened if one[1] != alone[-1]]
            opened.append((mark, at))
        elif any(one == _PAIRS[mark] for one, _ in opened):
            while opened[-1][0] != _PAIRS[mark]:
                alone.append(opened.pop()[1])
            opened.pop()
        elif not (mark == "）" and _POINT.search(text[max(0, at - 4) : at])):
            alone.append(at)
    for at in sorted(alone + [at for _, at in opened])[:_MOST]:
        mark = _WIDE.get(text[at], text[at])
        message = f"“{text[at]}”没有配对的“{_OTHER[mark]}”，请补上或者删去。"
        yield Finding(at, at + 1, "must_explain", "pair", message, None, "GB/T 15834—2011")
