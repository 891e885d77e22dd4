"""What is planted is found: over a thousand errors of every kind in neutral text, at least 98 in 100."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from gongkai.textcheck.check import Context, check
from gongkai.textcheck.findings import KINDS, resolve
from gongkai.textcheck.lexicon import shipped
from tests.textcheck import persons
from tests.textcheck.plants import PARAGRAPHS, SENTENCES

CONTEXT = Context(dated=date(2026, 3, 2))
ROUNDS = 5
# A wrong word may be called a misspelling or a matter of style.
_KIN = {"misspelling": ("misspelling", "style"), "style": ("style", "misspelling")}


def _plant(marked: str, paragraph: str, random: Random) -> tuple[str, list[tuple[int, int]]]:
    """The paragraph with the sentence after one of its own, and the places of what was marked."""
    cuts = [at + 1 for at, char in enumerate(paragraph) if char == "。"]
    cut = random.choice(cuts)
    spans, plain = [], ""
    for number, piece in enumerate(re.split("[⟦⟧]", marked)):
        if number % 2:
            spans.append((cut + len(plain), cut + len(plain) + len(piece)))
        plain += piece
    return paragraph[:cut] + plain + paragraph[cut:], spans


def _planted():
    random = Random(2026)
    for kind, sentences in SENTENCES.items():
        for marked in sentences:
            for _ in range(ROUNDS):
                yield kind, marked, *_plant(marked, random.choice(PARAGRAPHS), random)
    for kind in persons.KINDS:
        for _ in range(40):
            marked = persons.sentence(kind, random)
            yield f"privacy.{kind}", marked, *_plant(marked, random.choice(PARAGRAPHS), random)


def test_at_least_98_in_100_planted_errors_are_found_by_their_kind():
    lexicon = shipped()
    planted, missed = Counter(), Counter()
    for kind, marked, text, spans in _planted():
        found = [one for one in check(text, lexicon, context=CONTEXT) if one.kind in _KIN.get(kind, (kind,))]
        planted[kind] += len(spans)
        for start, end in spans:
            if not any(one.start < end and start < one.end for one in found):
                missed[kind, marked] += 1
    total = sum(planted.values())
    assert total >= 1_000
    assert sum(missed.values()) <= total * 0.02, missed


def test_every_kind_of_error_is_planted_or_tested_by_itself():
    planted = set(SENTENCES) | {f"privacy.{kind}" for kind in persons.KINDS}
    assert set(KINDS) - planted == {"leader", "own", "metadata", "identity", "link", "duplicate", "unread"}


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_neutral_text_raises_no_alarm(paragraph):
    assert check(paragraph, shipped(), context=CONTEXT) == []


def test_findings_come_by_place_without_overlaps_and_always_alike():
    text = "".join(
        marked.replace("【", "").replace("】", "") for group in SENTENCES.values() for marked in group
    )
    found = check(text, shipped(), context=CONTEXT)
    assert found == check(text, shipped(), context=CONTEXT) == resolve(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
