"""An office list page at any size against its own SQL, replayed bare."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench import ground

GOAL = {"queries": 12, "ms": 60}


def bench() -> dict[str, Any]:
    """One line of `make bench`: p50 of the list of published information, in ms; BENCH_ROWS: records that exist."""
    count = ground.rows(1_000_000)
    ground.many_records(count)
    post = ground.clerk()
    client = Client()
    client.force_login(post.account, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("publications:list")

    def ours() -> None:
        assert client.get(address).status_code == 200

    ours()
    with CaptureQueriesContext(connection) as asked:
        ours()
    statements = [one["sql"].replace("%", "%%") for one in asked]

    def reference() -> None:
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql, ())
                cursor.fetchall()

    mine = ground.middle(ground.timed(ours, 30))
    theirs = ground.middle(ground.timed(reference, 30))
    return {
        "name": "office",
        "ours": round(mine, 1),
        "reference": round(theirs, 1),
        "unit": "ms",
        "ratio": round(mine / theirs, 2),
        "goal": GOAL,
        "holds": len(statements) <= GOAL["queries"] and mine <= GOAL["ms"],
        "queries": len(statements),
        "records": count,
    }
