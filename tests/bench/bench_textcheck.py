"""Words and personal data of a text with 20,000 words against `ahocorasick_rs` alone on the same words and text."""

from __future__ import annotations

import timeit
from datetime import date
from itertools import chain
from random import Random
from statistics import median
from time import process_time
from typing import Any

import ahocorasick_rs

from gongkai.textcheck import privacy, words
from gongkai.textcheck.check import Context, check
from gongkai.textcheck.findings import resolve
from gongkai.textcheck.lexicon import Entry, Lexicon, shipped
from tests.textcheck import persons
from tests.textcheck.plants import PARAGRAPHS, SENTENCES

GOAL = 0.5
WORDS = 20_000
ROUNDS = 21
DATED = date(2026, 3, 2)


def bench() -> dict[str, Any]:
    """One line of `make bench`: MB of text a second; `whole_check` with form, dates and figures as well."""
    random = Random(2026)
    lexicon, text = _lexicon(random), _text(random)
    size = len(text.encode()) / 1e6
    bare = ahocorasick_rs.AhoCorasick(
        [entry.words for entry in lexicon.entries] + sorted(lexicon.allowed),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
    )
    list(lexicon.hits(""))  # builds the automaton

    def ours() -> None:
        resolve(chain(words.find(text, lexicon, DATED), privacy.find(text)))

    def reference() -> None:
        bare.find_matches_as_indexes(text)

    # In turns, so that a busy machine slows both alike; processor time, for on a shared machine the longer of
    # two runs is the likelier to be interrupted.
    rounds = [
        tuple(timeit.timeit(one, process_time, number=1) for one in (ours, reference)) for _ in range(ROUNDS)
    ]
    mine, theirs = (size / min(times) for times in zip(*rounds, strict=True))
    whole = size / timeit.timeit(
        lambda: check(text, lexicon, context=Context(dated=DATED)), process_time, number=1
    )
    ratio = median(reference / own for own, reference in rounds)
    return {
        "name": "textcheck",
        "ours": round(mine, 1),
        "reference": round(theirs, 1),
        "unit": "MB/s",
        "ratio": round(ratio, 3),
        "goal": GOAL,
        "holds": ratio >= GOAL,
        "whole_check": round(whole, 1),
    }


def _lexicon(random: Random) -> Lexicon:
    """The shipped list filled up to 20,000 words, as an agency's own names would."""
    shipped_list = shipped()
    chars = sorted({char for paragraph in PARAGRAPHS for char in paragraph if char > "\u4e00"})
    missing = WORDS - len(shipped_list.entries)
    made = {"".join(random.choices(chars, k=random.choice((3, 4, 4, 5, 6)))) for _ in range(missing * 2)}
    own = tuple(Entry(word, "own", "hint", "请核对。") for word in sorted(made)[:missing])
    return shipped_list.joined(Lexicon(own))


def _text(random: Random) -> str:
    """About 1 MB, with an error in one paragraph of 30 and personal data in one of 60, as dense as in real reports."""
    marked = [sentence for group in SENTENCES.values() for sentence in group]
    parts = []
    for number in range(5_000):
        parts.append(random.choice(PARAGRAPHS))
        if number % 30 == 0:
            parts.append(random.choice(marked).replace("⟦", "").replace("⟧", ""))
        if number % 60 == 0:
            parts.append(
                persons.sentence(random.choice(persons.KINDS), random).replace("⟦", "").replace("⟧", "")
            )
        parts.append("\n")
    return "".join(parts)
