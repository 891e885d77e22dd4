"""All reads of requests."""

from gongkai.apps.inforequests.queries.cases import case, clock_of, clock_of_events, listing, matching
from gongkai.apps.inforequests.queries.desk import desk
from gongkai.apps.inforequests.queries.report import counted, fact_records, facts, numbers

__all__ = [
    "case",
    "clock_of",
    "clock_of_events",
    "counted",
    "desk",
    "fact_records",
    "facts",
    "listing",
    "matching",
    "numbers",
]
