"""All reads of requests."""

from gongkai.apps.inforequests.queries.cases import case, clock_of, clock_of_events, listing, matching
from gongkai.apps.inforequests.queries.desk import desk
from gongkai.apps.inforequests.queries.page import (
    derivation,
    excluded_reason,
    open_letters,
    timeline,
    undelivered_letters,
    what_if,
)
from gongkai.apps.inforequests.queries.report import (
    counted,
    counted_between,
    fact_records,
    fact_rows,
    facts,
    numbers,
)

__all__ = [
    "case",
    "clock_of",
    "clock_of_events",
    "counted",
    "counted_between",
    "derivation",
    "desk",
    "excluded_reason",
    "fact_records",
    "fact_rows",
    "facts",
    "listing",
    "matching",
    "numbers",
    "open_letters",
    "timeline",
    "undelivered_letters",
    "what_if",
]
