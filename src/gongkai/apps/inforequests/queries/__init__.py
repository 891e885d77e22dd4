"""All reads of requests."""

from gongkai.apps.inforequests.queries.beside import beside, beside_application
from gongkai.apps.inforequests.queries.cases import (
    case,
    clock_of,
    clock_of_events,
    listing,
    matching,
    numbered,
)
from gongkai.apps.inforequests.queries.desk import (
    desk_rows,
    desk_sources,
    shown_rows,
    shown_sources,
)
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
from gongkai.apps.inforequests.queries.work import (
    assignment,
    assignments,
    checklist_steps,
    competent,
    masked_content,
    proposal,
    related,
    same_applicant,
    standing,
)

__all__ = [
    "assignment",
    "assignments",
    "beside",
    "beside_application",
    "case",
    "checklist_steps",
    "clock_of",
    "clock_of_events",
    "competent",
    "counted",
    "counted_between",
    "derivation",
    "desk_rows",
    "desk_sources",
    "excluded_reason",
    "fact_records",
    "fact_rows",
    "facts",
    "listing",
    "masked_content",
    "matching",
    "numbered",
    "numbers",
    "open_letters",
    "proposal",
    "related",
    "same_applicant",
    "shown_rows",
    "shown_sources",
    "standing",
    "timeline",
    "undelivered_letters",
    "what_if",
]
