"""Every rule over one letter."""

from __future__ import annotations

from itertools import chain

from gongkai.letters.facts import Facts
from gongkai.letters.letter import Letter
from gongkai.letters.library import get
from gongkai.letters.lint import basis, body, frame, remedy, sums
from gongkai.letters.lint.finding import Finding, judged

RULES = (frame.check, body.check, basis.check, remedy.check, sums.check)


def lint(letter: Letter, facts: Facts, *, final: bool = True) -> list[Finding]:
    """What must be mended before the letter is signed, errors first; empty when it may go.

    The text is judged as it stands, however it came about; `facts` is what the case records. final: number and
    date must stand there (False for a draft, which gets both on signature). Refused for an unknown type.
    """
    judge = judged(letter, get(letter.type), facts, final)
    found = dict.fromkeys(chain.from_iterable(rule(judge) for rule in RULES))
    return sorted(found, key=lambda finding: finding.level != "error")
