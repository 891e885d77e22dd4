"""What a report's narrative claims: quantities with their places, what they count, totals with their parts."""

from gongkai.reports.claims.parts import Group, groups, in_sentences, listed, series
from gongkai.reports.claims.prose import Prose, Sentence, prose
from gongkai.reports.claims.quantities import Claim, quantities
from gongkai.reports.claims.subjects import Subject, about, speaks_of_requests

__all__ = [
    "Claim",
    "Group",
    "Prose",
    "Sentence",
    "Subject",
    "about",
    "groups",
    "in_sentences",
    "listed",
    "prose",
    "quantities",
    "series",
    "speaks_of_requests",
]
