"""Every read of 年报编报: the books of a year, a filing with its texts, the desk and its year table."""

from gongkai.apps.filings.queries.books import Books, books, figures, records, reportable_year
from gongkai.apps.filings.queries.desk import (
    ListedYear,
    YearTable,
    desk_rows,
    desk_sources,
    due_of,
    filings_found,
    year_rows,
    year_table,
)
from gongkai.apps.filings.queries.filing import (
    Judged,
    agency_named,
    filing_of,
    filings_of,
    judged,
    published,
    published_of,
    snapshots_of,
    texts_of,
)
from gongkai.apps.filings.queries.text import drafts, report
from gongkai.apps.filings.sources import facts, numbers

__all__ = [
    "Books",
    "Judged",
    "ListedYear",
    "YearTable",
    "agency_named",
    "books",
    "desk_rows",
    "desk_sources",
    "drafts",
    "due_of",
    "facts",
    "figures",
    "filing_of",
    "filings_found",
    "filings_of",
    "judged",
    "numbers",
    "published",
    "published_of",
    "records",
    "report",
    "reportable_year",
    "snapshots_of",
    "texts_of",
    "year_rows",
    "year_table",
]
