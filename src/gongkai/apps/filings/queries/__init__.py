"""Every read of 年报编报: the books of a year, a filing with its texts, the desk and its year table."""

from gongkai.apps.filings.queries.books import Books, books, figures, records, reportable_year
from gongkai.apps.filings.queries.desk import (
    ListedYear,
    YearTable,
    desk,
    desk_of,
    due_of,
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
    "desk",
    "desk_of",
    "drafts",
    "due_of",
    "facts",
    "figures",
    "filing_of",
    "filings_of",
    "judged",
    "numbers",
    "published",
    "records",
    "report",
    "reportable_year",
    "snapshots_of",
    "texts_of",
    "year_rows",
    "year_table",
]
