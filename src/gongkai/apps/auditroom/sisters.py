"""Which reports of a round may be alike: a quick look that spares the rule from comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.apps.auditroom.models import Document, Round
from gongkai.reports.read import Reading

ALIKE = 0.4  # of a text, shared; the rule itself asks for more than half, counted its own way
MOST = 3  # sister reports that are read again and compared word by word
_SHORT = 12
_ENDS = re.compile(r"[。！？；\n]")
_IDLE = re.compile(r"[^\u4e00-\u9fff]")


class Sisters:
    """The sentences of a round's current reports, without numbers and punctuation."""

    def __init__(self, round_: Round) -> None:
        found = round_.documents.filter(status=Document.Status.READ, replaced_by=None)
        self._texts = {
            pk: (agency, year, _sentences(lines))
            for pk, agency, year, lines in found.values_list("pk", "agency_name", "year", "lines")
        }

    def of(self, pk: int, reading: Reading, lines: Iterable[Mapping[str, Any]]) -> list[Document]:
        """Reports of other agencies on the same year that share much of this one's text, the most alike first.

        From then on this one is known to those that follow.
        """
        mine = _sentences(lines)
        agency, year, whole = reading.agency or "", reading.year, sum(map(len, mine))
        shares = {
            other: sum(map(len, mine & theirs)) / (whole or 1)
            for other, (name, on, theirs) in self._texts.items()
            if other != pk and on == year and name != agency
        }
        self._texts[pk] = (agency, year, mine)
        alike = sorted((other for other in shares if shares[other] > ALIKE), key=lambda one: -shares[one])
        known = Document.objects.in_bulk(alike[:MOST])
        return [known[other] for other in alike[:MOST]]


def _sentences(lines: Iterable[Mapping[str, Any]]) -> set[str]:
    text = "\n".join(line["t"] for line in lines if "t" in line)
    plain = (_IDLE.sub("", one) for one in _ENDS.split(text))
    return {one for one in plain if len(one) >= _SHORT}
