"""The calendar feed: a secret address, all-day events with an alarm, nobody's name."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.test import Client
from icalendar import Calendar

from gongkai.apps.supervision.models import CalendarFeed

TODAY = date(2026, 11, 20)


def open_one(client) -> str:
    page = client.post("/office/supervision/feed/").content.decode()
    return re.search(r"http://testserver(/office/supervision/feed/\S+\.ics)", page).group(1)


def test_the_feed_holds_every_due_date_as_an_all_day_event_with_an_alarm(clerk, received, client_of):
    received(date(2026, 10, 30), content="某户的房屋征收补偿协议")
    address = open_one(client_of(clerk))
    answer = Client().get(address)  # calendar programs do not log in
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    [event] = calendar.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert str(event["summary"]) == "依申请公开到期：申〔2026〕1号"
    [alarm] = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-15)
    said = answer.content.decode()
    assert "房屋征收" not in said and "王小明" not in said


def test_the_token_is_kept_as_a_digest_and_shown_once(clerk, client_of):
    client = client_of(clerk)
    token = open_one(client).rpartition("/")[2].removesuffix(".ics")
    assert token not in str(list(CalendarFeed.objects.values())) and len(token) == 43
    assert token not in client.get("/office/supervision/feed/").content.decode()


def test_a_new_address_and_a_revocation_end_the_old_one(clerk, client_of):
    client = client_of(clerk)
    first = open_one(client)
    second = open_one(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post("/office/supervision/feed/revoke/")
    assert Client().get(second).status_code == 404


def test_the_feed_of_a_post_that_ended_is_empty_handed(clerk, client_of):
    address = open_one(client_of(clerk))
    clerk.until = date(2026, 11, 19)
    clerk.save()
    assert Client().get(address).status_code == 404


def test_a_guessed_address_finds_nothing(db):
    assert Client().get("/office/supervision/feed/guess.ics").status_code == 404


def test_the_feed_holds_the_own_agency_s_cases_only(make_post, other_agency, received, client_of):
    received(date(2026, 10, 30))
    stranger = make_post("clerk", name="外人", agency=other_agency)
    answer = Client().get(open_one(client_of(stranger)))
    assert not Calendar.from_ical(answer.content).walk("VEVENT")
