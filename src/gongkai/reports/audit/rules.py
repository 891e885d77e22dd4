"""The rules of the audit as data, and the subject of an audit: a reading with its narrative and its figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources

from gongkai.reports.audit.ledger import Ledger
from gongkai.reports.claims import Claim, Prose, Subject, about, in_sentences, prose, quantities
from gongkai.reports.facts import Amount
from gongkai.reports.form import Level
from gongkai.reports.read.reading import Note, Reading


@dataclass(frozen=True, slots=True)
class AuditRule:
    """A rule as the page of rules explains it. article: the norm, "" for plain sense."""

    id: str
    level: Level
    article: str
    title: str
    explain: str


@cache
def audit_rules() -> dict[str, AuditRule]:
    """Every rule that is not of a form, by id, in printed order."""
    text = resources.files("gongkai.reports.audit").joinpath("rules.toml").read_text("utf-8")
    return {row["id"]: AuditRule(**row) for row in tomllib.loads(text)["rules"]}


@dataclass
class Case:
    """One reading under audit, with what all rules need: its narrative, its claims and its figures."""

    reading: Reading
    prose: Prose
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.reading)

    @cached_property
    def claims(self) -> list[Claim]:
        """The quantities of the narrative, in order."""
        return quantities(self.prose)

    @cached_property
    def subjects(self) -> dict[int, tuple[Subject, ...]]:
        """What each claim speaks of, by its index."""
        return {at: found for at, claim in enumerate(self.claims) if (found := about(self.prose, claim))}

    @cached_property
    def by_sentence(self) -> dict[int, list[Claim]]:
        """The claims of each sentence."""
        return in_sentences(self.claims)

    @cached_property
    def _order(self) -> dict[int, int]:
        return {id(claim): at for at, claim in enumerate(self.claims)}

    def of(self, claim: Claim) -> tuple[Subject, ...]:
        """What one of the claims speaks of."""
        return self.subjects.get(self._order[id(claim)], ())

    def before(self, claim: Claim, reach: int) -> Iterator[Claim]:
        """The claims that end before one of them, the nearest first, at most so many characters away."""
        for at in range(self._order[id(claim)] - 1, -1, -1):
            other = self.claims[at]
            if claim.start - other.end > reach:
                return
            if other.end <= claim.start:
                yield other

    def note(
        self,
        rule: str,
        span: tuple[int, int],
        message: str,
        *,
        says: Amount | str | None = None,
        should: Amount | str | None = None,
        keys: Sequence[str] = (),
        level: Level | None = None,
    ) -> Note:
        """A finding pinned to a stretch of the narrative, at the rule's own level unless another is given."""
        quote = self.prose.quote(*span)
        place = self.prose.place(*span)
        return Note(
            rule, level or audit_rules()[rule].level, tuple(keys), says, should, message, quote, place
        )


def case(reading: Reading) -> Case | None:
    """The reading ready for the rules, None where nothing but figures was read."""
    text = prose(reading)
    return Case(reading, text) if text is not None else None
