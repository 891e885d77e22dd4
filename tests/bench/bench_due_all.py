"""All due dates worked out again and compared, against the clock alone on the same events in memory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gongkai.apps.inforequests.actions import recompute_due_dates
from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries import clock_of_events
from tests.bench import ground

GOAL = 3.0  # of the law's own arithmetic, for reading, comparing and locking the rows beside it
REQUESTS = 3_000


def bench() -> dict[str, Any]:
    """One line of `make bench`: microseconds a request, best of three."""
    post = ground.clerk()
    days = [ground.TODAY - timedelta(days=number % 1_500 + 1) for number in range(REQUESTS)]
    requests = Request.objects.bulk_create(
        Request(
            agency_id=post.agency_id,
            year=day.year,
            number=number,
            applicant_type="natural_person",
            channel="online",
            content="某煤矿挂牌督办通知书",
            state_cached="running",
        )
        for number, day in enumerate(days)
    )
    Event.objects.bulk_create(
        Event(request=request, type=kind, date=day, fields=fields, recorded_by=post)
        for request, day in zip(requests, days, strict=True)
        for kind, fields in (("submitted", {"channel": "online"}), ("confirmed", {}))
    )
    recompute_due_dates(ground.TODAY)  # the first time every due date moves, and is logged

    def ours() -> None:
        assert recompute_due_dates(ground.TODAY) == []

    told = [list(request.events.all()) for request in requests]

    def reference() -> None:
        for events in told:
            clock_of_events(events, ground.TODAY)

    mine, theirs = (min(ground.timed(work, 3)) / REQUESTS * 1e3 for work in (ours, reference))
    ratio = mine / theirs
    return {
        "name": "due-all",
        "ours": round(mine, 1),
        "reference": round(theirs, 1),
        "unit": "µs",
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "holds": ratio <= GOAL,
        "requests": REQUESTS,
    }
