"""Until when the applicant may turn against the reply, from the day on which it was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.apps.inforequests.models import Request
from gongkai.law.remedies import remedy
from gongkai.law.workdays import default_calendar


@dataclass(frozen=True, slots=True)
class Term:
    """One remedy. last: its last day, reckoned from the delivery; a later receipt by post moves it on."""

    name: str
    before: str
    last: date
    article: str


def remedy_terms(case: Request) -> list[Term]:
    """The remedies against the reply with their last days; empty before it was delivered."""
    if case.delivered_on is None or case.closed_on is None or not case.articles:
        return []
    found, calendar, agency = remedy(case.articles, case.closed_on), default_calendar(), case.agency
    terms = []
    if found.reconsideration_days:
        name = "先申请行政复议" if not found.litigation_months else "申请行政复议"
        last = found.reconsider_by(case.delivered_on, calendar)
        terms.append(Term(name, agency.reconsideration_authority or "行政复议机关", last, found.article))
    if found.litigation_months:
        last = found.sue_by(case.delivered_on, calendar)
        terms.append(Term("提起行政诉讼", agency.court or "人民法院", last, found.article))
    return terms
