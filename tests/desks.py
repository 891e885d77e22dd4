"""The desk as far as one app fills it."""

from __future__ import annotations

from datetime import date
from types import ModuleType

from gongkai.apps.agencies.desk import DeskRow, Waiting
from gongkai.apps.agencies.gathering import gather
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests import queries as inforequests


def desk_of(queries: ModuleType, post: Post, today: date) -> list[DeskRow]:
    """The rows that the app with these queries puts on the post's desk; of requests the newest first."""
    rows = list(queries.desk_rows(post, today, gather(queries.desk_sources(post, today))))
    waiting = sorted((row.pk for row in rows if isinstance(row, Waiting)), reverse=True)
    made = inforequests.shown_rows(post, today, gather(inforequests.shown_sources(post, waiting)))
    return [*(row for row in rows if isinstance(row, DeskRow)), *(made[pk] for pk in waiting)]
