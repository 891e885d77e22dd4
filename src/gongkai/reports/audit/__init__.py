"""Audit one published report: its form, its tables, its narrative, last year's and sister reports beside it.

from gongkai.reports.read import read
from gongkai.reports.audit import audit
findings = audit(read(data, "年报.html"))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gongkai.reports.audit.agreement import agreement
from gongkai.reports.audit.arithmetic import arithmetic
from gongkai.reports.audit.form import form
from gongkai.reports.audit.likeness import likeness
from gongkai.reports.audit.logic import logic
from gongkai.reports.audit.publication import publication
from gongkai.reports.audit.rules import AuditRule, Case, audit_rules, case
from gongkai.reports.audit.text import text
from gongkai.reports.audit.years import growth, jumps
from gongkai.reports.facts import Amount
from gongkai.reports.read.checked import findings
from gongkai.reports.read.reading import Note, Reading

__all__ = ["AuditRule", "audit", "audit_rules", "narrative"]

Previous = Reading | Mapping[str, Amount | None]
_MOST = 30  # findings of one rule; nobody reads more
_LEVELS = {"error": 0, "warning": 1, "info": 2}


def audit(reading: Reading, previous: Previous | None = None, siblings: Sequence[Reading] = ()) -> list[Note]:
    """Everything wrong with a report, the worst first; nothing for a reading that was refused.

    previous: last year's report of the agency, as read or only its figures (then likeness is not judged).
    siblings: reports of other agencies on the same year, compared for likeness.
    Levels: error, the report contradicts itself or its form; warning, a person should look; info, noted.
    """
    if reading.status != "read":
        return []
    figures = previous.figures if isinstance(previous, Reading) else previous
    found = findings(reading, figures)
    found += logic(reading)
    if figures is not None:
        found += jumps(reading, figures)
    if (subject := case(reading)) is not None:
        found += narrative(subject)
        if figures is not None:
            found += growth(subject, figures)
        if isinstance(previous, Reading):
            found += likeness(subject, "likeness.previous", previous)
        for sibling in siblings:
            found += likeness(subject, "likeness.sibling", sibling)
    return sorted(found, key=lambda note: _LEVELS[note.level])


def narrative(subject: Case) -> Iterator[Note]:
    """What a report's text tells by itself and beside its own tables, of each rule the first so many."""
    for rules in (form, text, arithmetic, agreement, publication):
        counts: Counter[str] = Counter()
        for note in rules(subject):
            counts[note.rule] += 1
            if counts[note.rule] <= _MOST:
                yield note
            elif counts[note.rule] > 10 * _MOST:
                break
