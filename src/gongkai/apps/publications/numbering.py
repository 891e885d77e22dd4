"""索引号: who made it, the year, a serial without gaps (国办秘函〔2009〕6号)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Agency

SERIES = "index_number"
# Twenty characters: the nine of the organisation code (9 to 17 of the credit code), the year, five digits.
# An installation whose province writes it otherwise sets GONGKAI_INDEX_NUMBER, also with {credit_code}.
PATTERN = "{organisation}/{year}-{serial:05d}"


def take_index_numbers(agency: Agency, year: int, count: int = 1) -> Iterator[str]:
    """The next index numbers of the agency and year, in the caller's transaction; once given they never change."""
    pattern = getattr(settings, "GONGKAI_INDEX_NUMBER", PATTERN)
    for serial in take_numbers(agency, SERIES, year, count):
        yield pattern.format(
            organisation=agency.credit_code[8:17], credit_code=agency.credit_code, year=year, serial=serial
        )
