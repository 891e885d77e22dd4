"""What somebody meant who mistyped: the passage of a title that is nearest to the words that were not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import rjieba

from gongkai.apps.search import text
from gongkai.apps.search.asked import QUOTED

SHORTEST, LONGEST = 2, 12  # characters of what is corrected
SAME_SOUND = 0.5  # a wrong character of the same sound is half a slip
FAR = 99.0


def meant(question: str, titles: Iterable[str]) -> str:
    """The question as it was probably meant, judged by titles that were found instead; empty without a guess."""
    plain = text.simplified(QUOTED.sub(" ", question))
    known = [run for title in titles for run in text.RUN.findall(text.normalised(title))]
    corrected = " ".join(_corrected(chunk, known) for chunk in plain.split())
    return corrected if corrected != " ".join(plain.split()) else ""


def _corrected(chunk: str, known: list[str]) -> str:
    """The chunk as a title has it; else with those of its words corrected that no title has."""
    if any(chunk in run for run in known):
        return chunk
    if whole := _nearest(chunk, known):
        return whole
    words = rjieba.cut(chunk)
    return "".join(w if any(w in run for run in known) else _nearest(w, known) or w for w in words)


def _nearest(word: str, known: list[str]) -> str:
    """The passage that differs by one slip, or by two from a long word; of two characters only by sound."""
    if not SHORTEST <= len(word) <= LONGEST or not all(map(text.CHINESE.match, word)):
        return ""
    most = SAME_SOUND if len(word) == SHORTEST else 2.0 if len(word) > 5 else 1.0
    found = [(slips, passage) for run in known for slips, passage in [_passage(word, run)] if slips <= most]
    if not found:
        return ""
    often = Counter(passage for _, passage in found)
    return min(found, key=lambda one: (one[0], -often[one[1]]))[1]


def _passage(word: str, run: str) -> tuple[float, str]:
    """(slips, the passage of the run nearest to the word): a wrong, a missing, a needless character is one slip."""
    # (slips, where the passage begins) for the word so far against every end in the run
    row = [(0.0, at) for at in range(len(run) + 1)]
    for read, character in enumerate(word, 1):
        new = [(float(read), 0)]
        for at, other in enumerate(run):
            wrong, needless, missing = row[at], row[at + 1], new[at]
            new.append(
                min(
                    (wrong[0] + _differs(character, other), wrong[1]),
                    (needless[0] + 1, needless[1]),
                    (missing[0] + 1, missing[1]),
                )
            )
        row = new
    slips, start, end = min(
        ((slips, start, end) for end, (slips, start) in enumerate(row)), default=(FAR, 0, 0)
    )
    return slips, run[start:end]


def _differs(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return SAME_SOUND if text.sounds(one) == text.sounds(other) != [] else 1.0
