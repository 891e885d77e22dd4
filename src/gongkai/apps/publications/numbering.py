"""索引号: who made it, the year, a serial without gaps (国办秘函〔2009〕6号)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from gongkai.apps.agencies.actions import take_numbers
from gongkai.apps.agencies.models import Agency

SERIES = "index_number"


def take_index_numbers(agency: Agency, year: int, count: int = 1) -> Iterator[str]:
    """The next index numbers of the agency and year, in the caller's transaction; once given they never change."""
    for serial in take_numbers(agency, SERIES, year, count):
        yield settings.GONGKAI_INDEX_NUMBER.format(
            organisation=agency.credit_code[8:17], credit_code=agency.credit_code, year=year, serial=serial
        )
