"""The narrative of a report: what is written, and the sentences that the year's figures propose for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings import sources
from gongkai.apps.filings.queries.books import Books, books
from gongkai.apps.filings.queries.filing import assemble, filing_of, published, texts_of
from gongkai.reports.figures import Report
from gongkai.reports.narrative import Sentence, draft

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentences proposed for one block. text: all of them as one paragraph."""

    block: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)

    def missing_from(self, text: str) -> list[tuple[str, str]]:
        """The proposed numbers that the written text has nowhere, in order, each once: (number, its source)."""
        written = set(_NUMBER.findall(text.replace(",", "").replace("，", " ")))
        named: dict[str, str] = {}
        for sentence in self.sentences:
            for span in sentence.spans:
                named.setdefault(sentence.text[span.start : span.end], span.source)
        return [(number, source) for number, source in named.items() if number not in written]


def drafts(agency: Agency, year: int, known: Books) -> dict[str, Draft]:
    """The proposed sentences by block; a block about which the figures say nothing is absent."""
    told = sources.numbers(agency.pk, year, known.facts)
    offered = (
        Draft(block.id, tuple(draft(block.id, agency.short_name, year, known.figures, told)))
        for block in known.form.blocks
    )
    return {one.block: one for one in offered if one.sentences}


def report(agency: Agency, year: int) -> Report:
    """The year's report as it stands: figures counted from the records now, with the texts of its filing.

    Where nobody has begun to write it, the proposed sentences stand in for the text.
    """
    known = books(agency.pk, year)
    filing = filing_of(agency.pk, year)
    if filing is None:
        texts = {block: one.text for block, one in drafts(agency, year, known).items()}
        return assemble(agency, year, known.form.edition, known.figures, texts)
    texts = {block: text.text for block, text in texts_of(filing).items()}
    last = published(filing)
    dated = last.as_report().dated if last and not filing.correcting else None
    return assemble(agency, year, known.form.edition, known.figures, texts, dated)
