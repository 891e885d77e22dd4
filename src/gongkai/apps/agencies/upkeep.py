"""What a database of one file does not do by itself."""

from __future__ import annotations

from django.db import connection

ROWS = 1000  # of each index that are looked at: hundredths of a second at any size


def refresh_statistics() -> None:
    """Tells SQLite what its indexes hold now; PostgreSQL looks for itself.

    Without it SQLite takes every index for equally good, and may look at each public item to find those that explain
    one document. Belongs at night, and after many rows have come.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS}")
            cursor.execute("ANALYZE")
