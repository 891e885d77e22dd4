"""The figures of one agency-year out of many records against the bare queries on the covering indexes; and the desk's
table of the year, which is kept while nothing is recorded, against counting it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from gongkai.apps.filings import queries
from gongkai.apps.office import queries as office
from tests.bench import ground

GOAL = {"ratio": 2.0, "kept": 100}
YEAR = 2021
ITEMS = """SELECT column_id, is_normative, COUNT(*) FROM publications_item
    WHERE agency_id = %s AND first_public_on BETWEEN %s AND %s GROUP BY column_id, is_normative"""
LICENCES = """SELECT COUNT(*) FROM registers_licence
    WHERE agency_id = %s AND voided_at IS NULL AND decided_on BETWEEN %s AND %s"""


def bench() -> dict[str, Any]:
    """One line of `make bench`: milliseconds, best of many. BENCH_ROWS: the records of all agencies and years."""
    count = ground.rows(5_000_000)
    of_year = ground.many_records(count)
    post = ground.clerk()
    agency = post.agency_id
    given = [agency, f"{YEAR}-01-01", f"{YEAR}-12-31"]

    def ours() -> None:
        queries.figures(agency, YEAR)

    def reference() -> None:
        with connection.cursor() as cursor:
            for sql in (ITEMS, LICENCES):
                cursor.execute(sql, given)
                cursor.fetchall()

    def table() -> object:
        return queries.year_table(post.agency, YEAR, [])

    def dashboard() -> object:
        return office.kept("bench", "state", table)

    mine, theirs = min(ground.timed(ours, 30)), min(ground.timed(reference, 100))
    assert queries.figures(agency, YEAR)["t2.licences.decisions"] == of_year // 5
    ratio, sooner = mine / theirs, min(ground.timed(table, 10)) / min(ground.timed(dashboard, 100))
    return {
        "name": "tally",
        "ours": round(mine, 2),
        "reference": round(theirs, 2),
        "unit": "ms",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio <= GOAL["ratio"] and sooner >= GOAL["kept"],
        "dashboard_sooner": round(sooner),
        "records": count,
        "of_the_year": of_year,
    }
