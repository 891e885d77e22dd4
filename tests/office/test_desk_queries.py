"""The desk asks at most twelve times, whatever there is to do, and with an empty cache."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.apps.agencies.gathering import gather
from gongkai.apps.inforequests.queries import shown_sources
from gongkai.apps.office.queries import APPS, desk_sources, found_for
from gongkai.apps.supervision.queries.reminders import reminder_sources
from tests.office.everything import TODAY, everything, settled


@pytest.fixture
def handled(clerk, monkeypatch):
    monkeypatch.setattr("gongkai.apps.office.views.today", lambda: TODAY)
    settled(clerk)
    everything(clerk, 1)
    return clerk


def asked_cold(client, **given) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("office:desk"), given).status_code == 200
    return len(asked)


def test_the_apps_name_their_sources_differently(clerk):
    named = [name for app in APPS for name in app.desk_sources(clerk, TODAY)]
    named += ["log", *reminder_sources(clerk, TODAY)]
    assert sorted(named) == sorted(desk_sources(clerk, TODAY))


def test_with_rows_of_every_source_the_desk_asks_at_most_twelve_times_and_no_more_with_forty_of_each(
    handled, client_of
):
    found = gather(desk_sources(handled, TODAY))
    assert [name for name, rows in found.items() if not rows] == []
    shown = gather(shown_sources(handled, [row["pk"] for row in found["open_requests"]]))
    assert [name for name, rows in shown.items() if not rows] == []
    client = client_of(handled)
    one = asked_cold(client, scope="agency")
    assert one <= 12
    for number in range(2, 41):
        everything(handled, number)
    found = gather(desk_sources(handled, TODAY))
    few = {name for name, rows in found.items() if len(rows) < 40}
    assert few == {"log", "reminders", "corrected"}  # the last entry, and what is counted by level or column
    pages = [asked_cold(client, kind="request", scope="agency", page=page) for page in range(1, 7)]
    assert max(pages) == one and asked_cold(client, scope="agency") <= one


def test_with_a_warm_cache_the_desk_asks_at_most_eight_times(handled, client_of):
    client = client_of(handled)
    client.get(reverse("office:desk"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("office:desk"))
    assert len(asked) <= 8


@pytest.mark.parametrize(
    "role", ["contributor", "first_reviewer", "final_reviewer", "agency_head", "oversight", "system_admin"]
)
def test_no_other_role_asks_more(handled, make_post, client_of, role):
    assert asked_cold(client_of(make_post(role, name="另一人")), scope="agency") <= 12


def test_one_statement_compiled_for_all_posts_says_what_the_sources_of_each_say_one_by_one(
    handled, make_post, other_agency
):
    colleague, outsider = (
        make_post("clerk", name="同事"),
        make_post("clerk", name="外人", agency=other_agency),
    )
    for post in (handled, colleague, outsider):
        alone = {name: sorted(map(repr, rows)) for name, rows in desk_sources(post, TODAY).items()}
        assert {name: sorted(map(repr, rows)) for name, rows in found_for(post, TODAY).items()} == alone
    assert not any(found_for(outsider, TODAY).values())
