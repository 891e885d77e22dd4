"""The desk with many cases: few queries, a page at a time, counts of all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps.inforequests.models import Event, Request
from gongkai.apps.inforequests.queries.cases import clock_of_events
from gongkai.apps.inforequests.queries.moves import cached

TODAY = date(2026, 11, 18)


@pytest.fixture
def three_hundred(clerk, agency, monkeypatch):
    """Received at the desk on 2026-11-10, due on 2026-12-08; every third one asks a third party."""
    monkeypatch.setattr("gongkai.apps.office.views.today", lambda: TODAY)
    told = [
        [Event(type="submitted", date=date(2026, 11, 10), fields={"channel": "in_person"})]
        for _ in range(300)
    ]
    letter = {"party": "third_party", "id": "1", "name": "某公司", "received": "2026-11-12"}
    for events in told[::3]:
        events.append(Event(type="consultation_sent", date=date(2026, 11, 11), fields=letter))
    requests = Request.objects.bulk_create(
        Request(
            agency=agency,
            year=2026,
            number=number,
            applicant_type="natural_person",
            applicant_name="王小明",
            channel="in_person",
            content="某煤矿重大隐患挂牌督办通知书",
            **cached(clock_of_events(events, TODAY)),
        )
        for number, events in enumerate(told, 1)
    )
    for request, events in zip(requests, told, strict=True):
        for event in events:
            event.request, event.recorded_by = request, clerk
    Event.objects.bulk_create(event for events in told for event in events)


def test_three_hundred_open_cases_are_counted_and_thirty_are_shown(three_hundred, clerk, client_of):
    answer = client_of(clerk).get(reverse("office:desk"), {"kind": "request"})
    desk, page = answer.context["desk"], answer.content.decode()
    assert (desk.shown, desk.counts["request"], desk.overdue) == (300, 300, 0)
    # The wait for the third party ends on 3 December, before the other cases are due.
    assert [(title, size, len(rows)) for title, size, rows in desk.groups] == [("以后", 300, 30)]
    assert {row.due_words for row in desk.groups[0][2]} == {"停钟，等意见"}
    assert page.count("data-row") == 30 and "以后 300" in page and "第 1 / 10 页" in page


def test_every_case_stands_on_one_page(three_hundred, clerk, client_of):
    client, seen = client_of(clerk), []
    for page in range(1, 11):
        answer = client.get(reverse("office:desk"), {"kind": "request", "page": page})
        seen += [row.url for _, _, rows in answer.context["desk"].groups for row in rows]
    assert len(seen) == len(set(seen)) == 300


def test_the_desk_asks_at_most_twelve_times_for_three_hundred_cases(three_hundred, clerk, client_of):
    client = client_of(clerk)
    client.get(reverse("office:desk"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("office:desk"))
    assert len(asked) <= 12
