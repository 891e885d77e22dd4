"""The lists that an agency's texts are checked by: those of the package joined with its own, built once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.apps.publications.models import AllowedName, ListEdition
from gongkai.textcheck import own
from gongkai.textcheck.leaders import Leaders
from gongkai.textcheck.lexicon import Lexicon, shipped, shipped_digest


@dataclass(frozen=True, eq=False)
class Lists:
    """What a check goes by. told: which editions these are, for the record; digest: SHA-256 over all of them."""

    lexicon: Lexicon
    leaders: Leaders
    allowed: frozenset[str]
    told: dict[str, Any]
    digest: str


def lists_of(agency_id: int) -> Lists:
    """The lists in force for the agency now; two queries, and the work of building only after a change."""
    editions = ListEdition.objects.filter(agency_id=agency_id, consented_at__isnull=False).order_by("number")
    newest = {kind: (pk, digest) for kind, pk, digest in editions.values_list("kind", "pk", "digest")}
    names = AllowedName.objects.filter(agency_id=agency_id, ended_at=None).order_by("words")
    said = tuple(names.values_list("words", flat=True))
    return _built(newest.get("words"), newest.get("leaders"), said)


@lru_cache(maxsize=64)
def _built(words: tuple[int, str] | None, leaders: tuple[int, str] | None, names: tuple[str, ...]) -> Lists:
    """words, leaders: primary key and digest of the edition."""
    lexicon, led = shipped(), Leaders()
    told: dict[str, Any] = {"shipped": shipped_digest()}
    if words:
        edition = ListEdition.objects.get(pk=words[0])
        lexicon = lexicon.joined(own.words(edition.rows).value)
        told["words"] = {"number": edition.number, "digest": edition.digest}
    if leaders:
        edition = ListEdition.objects.get(pk=leaders[0])
        led = own.leaders(edition.rows).value
        told["leaders"] = {"number": edition.number, "digest": edition.digest}
    if names:
        lexicon = lexicon.joined(Lexicon(allowed=frozenset(names)))
        told["names"] = {"count": len(names), "digest": _digest("\n".join(names))}
    return Lists(lexicon, led, frozenset(names), told, _digest(repr(sorted(told.items()))))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
