"""The whole check of a draft: every text by the agency's lists, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from gongkai.apps.publications.checking import around
from gongkai.apps.publications.checking.found import NAMES, Found, found_in
from gongkai.apps.publications.checking.lists import Lists
from gongkai.apps.publications.checking.parts import Draft
from gongkai.textcheck import check as textcheck
from gongkai.textcheck.findings import Finding

ORDER = {"block": 0, "must_explain": 1, "hint": 2}


def check(draft: Draft, lists: Lists, *, files: bool = True) -> list[Found]:
    """Every finding, the severest first, then by place. files: also what the attached files say.

    In an annual report, which 年报编报 writes and checks itself, only what must not be published stops; the rest is a
    hint.
    """
    found = [
        one
        for part in draft.parts(files=files)
        for one in _of_part(draft, part.field, part.name, part.text, lists)
    ]
    found += around.check(draft, files=files)
    if draft.report:
        found = [replace(one, level="hint") if one.level == "must_explain" else one for one in found]
    return sorted(found, key=lambda one: ORDER[one.level])


def _of_part(draft: Draft, field: str, name: str, text: str, lists: Lists) -> Iterable[Found]:
    for one in found_in(field, name, text, _in_text(text, lists, draft.days.get("issued_on"))):
        if not (one.kind in NAMES and one.level != "block" and one.words in lists.allowed):
            yield one


@lru_cache(maxsize=64)
def _in_text(text: str, lists: Lists, dated: date | None) -> tuple[Finding, ...]:
    context = textcheck.Context(dated=dated, leaders=lists.leaders)
    return tuple(textcheck.check(text, lists.lexicon, context=context))
