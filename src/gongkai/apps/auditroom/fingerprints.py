"""By what a finding is known again in another reading or another file, so that a person's word on it is kept."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

from gongkai.reports.facts import Amount
from gongkai.reports.figures import plain

_IDLE = re.compile(r"[^\w%]+")


def of(
    agency: str,
    year: int | None,
    rule: str,
    keys: Sequence[str],
    figures: Mapping[str, Amount | None],
    says: str,
    should: str,
    quote: str,
) -> str:
    """SHA-256 of agency, year, rule, keys, and what the finding stands on.

    Where it stands on figures: their values, and what is stated and what should be. Otherwise the quoted words with the
    numbers in them, without spaces, punctuation and differences of width: a page laid out anew is the same finding,
    another number is another one. The wording of the message does not count, so that rules may be said better.
    """
    named = sorted(keys)
    stands_on = [f"{key}={plain(figures.get(key))}" for key in named] or [normal(quote)]
    whole = [normal(agency), year, rule, named, stands_on, normal(says), normal(should)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def again(fingerprint: str, time: int) -> str:
    """The fingerprint of the second, third, … finding in one document that is otherwise the same."""
    return hashlib.sha256(f"{fingerprint}#{time}".encode()).hexdigest()


def normal(text: str) -> str:
    """Text without what a new layout changes: width of characters, case, spaces, punctuation."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", text)).lower()
