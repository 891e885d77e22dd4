"""All reads of disputes and complaints."""

from gongkai.apps.disputes.queries.cases import complaint, complaints, dispute, listing, paper
from gongkai.apps.disputes.queries.desk import desk_rows, desk_sources
from gongkai.apps.disputes.queries.page import next_step, term_rows, timeline
from gongkai.apps.disputes.queries.report import counted_between, fact_records, fact_rows, facts
from gongkai.apps.disputes.queries.terms import filing_term, next_term, terms

__all__ = [
    "complaint",
    "complaints",
    "counted_between",
    "desk_rows",
    "desk_sources",
    "dispute",
    "fact_records",
    "fact_rows",
    "facts",
    "filing_term",
    "listing",
    "next_step",
    "next_term",
    "paper",
    "term_rows",
    "terms",
    "timeline",
]
