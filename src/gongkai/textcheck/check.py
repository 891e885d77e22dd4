"""The text check: everything that a draft must mend, explain or consider before it goes to the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from gongkai.textcheck import calendar_dates, figures, form, privacy, words
from gongkai.textcheck.findings import Finding, resolve
from gongkai.textcheck.leaders import Leaders
from gongkai.textcheck.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a text. dated: 成文日期, None where there is none yet. leaders: the agency's list."""

    dated: date | None = None
    leaders: Leaders = field(default_factory=Leaders)


def check(text: str, lexicon: Lexicon, *, context: Context | None = None) -> list[Finding]:
    """Every finding in the text, in order of place, none overlapping another (the severest, then the longest stands).

    lexicon: `lexicon.shipped()`, joined with the agency's own. Tables stand in the text as lines of cells set apart by
    tabs. Linear in the length of the text; reads nothing but its arguments.
    """
    known = context or Context()
    return resolve(
        chain(
            words.find(text, lexicon, known.dated),
            known.leaders.find(text),
            privacy.find(text),
            form.find(text),
            calendar_dates.contradictions(text, known.dated),
            figures.contradictions(text, known.dated),
        )
    )
