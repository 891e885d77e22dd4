"""A holiday notice that comes out while cases run: which of them it moves, from when to when."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import LetterState, Request
from gongkai.apps.inforequests.queries.moves import moved_by
from gongkai.law.workdays import default_calendar, read_year
from tests.inforequests.letters import GRANTED

TODAY = date(2026, 12, 31)
# Invented: New Year's Day with the following Monday; a week in February, made up for on Saturday 30 January.
NOTICE = {
    "year": 2027,
    "notice": "国办发明电〔2026〕0号",
    "holidays": [
        {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01", "2027-01-04"], "makeup": []},
        {
            "name": "春节",
            "festival": "2027-02-06",
            "days": ["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"],
            "makeup": ["2027-01-30"],
        },
    ],
}
# day of receipt → due on the estimate (weekends and 01-01), due on the notice (01-04 off as well)
DAYS = {
    date(2026, 12, 3): (date(2026, 12, 31), date(2026, 12, 31)),
    date(2026, 12, 4): (date(2027, 1, 4), date(2027, 1, 5)),
    date(2026, 12, 7): (date(2027, 1, 5), date(2027, 1, 6)),
    date(2026, 12, 10): (date(2027, 1, 8), date(2027, 1, 11)),
    date(2026, 12, 21): (date(2027, 1, 19), date(2027, 1, 20)),
}


@pytest.fixture
def calendar():
    return default_calendar().with_year(read_year(NOTICE))


@pytest.fixture
def open_cases(register):
    """Fifty, ten a day; forty of them end in January."""
    return [register(day, today=TODAY) for day in DAYS for _ in range(10)]


def test_a_calendar_published_later_moves_forty_of_fifty_open_cases_and_lists_each(
    open_cases, calendar, agency, other_agency, django_assert_max_num_queries
):
    assert {(one.received_on, one.due_cached) for one in open_cases} == {
        (day, due) for day, (due, _) in DAYS.items()
    }
    with django_assert_max_num_queries(4):
        moves = moved_by(calendar, TODAY, [agency.pk])
    assert [(one.request.number, one.before, one.after, one.provisional) for one in moves] == [
        (place + 1, *DAYS[one.received_on], False)
        for place, one in enumerate(open_cases)
        if one.received_on != date(2026, 12, 3)
    ]
    assert len(moves) == 40
    assert moved_by(calendar, TODAY, [other_agency.pk]) == []
    assert not Entry.objects.filter(event="due_dates.recomputed").exists()


def test_recomputing_sets_and_logs_the_forty_and_makes_them_sure(open_cases, calendar):
    assert open_cases[-1].provisional
    moved = actions.recompute_due_dates(TODAY, calendar)
    assert len(moved) == 40
    assert moved[0] == ("市应急局申〔2026〕11号", date(2027, 1, 4), date(2027, 1, 5))
    assert moved[-1] == ("市应急局申〔2026〕50号", date(2027, 1, 19), date(2027, 1, 20))
    assert not Request.objects.filter(provisional=True).exists()
    assert Entry.objects.filter(event="due_dates.recomputed").count() == 40
    assert moved_by(calendar, TODAY) == []
    assert actions.recompute_due_dates(TODAY, calendar) == []


def test_a_make_up_day_of_the_notice_brings_a_due_date_forward(register):
    request = register(date(2026, 12, 31), today=TODAY)
    assert request.due_cached == date(2027, 1, 29)
    new_year = {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01"], "makeup": ["2027-01-09"]}
    calendar = default_calendar().with_year(read_year({"year": 2027, "holidays": [new_year]}))
    assert [one.after for one in moved_by(calendar, TODAY)] == [date(2027, 1, 28)]


def test_a_closed_case_is_none_that_a_calendar_moves(register, clerk, calendar):
    request = register(date(2026, 12, 21), today=TODAY)
    actions.decide(clerk, request, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)
    assert moved_by(calendar, TODAY) == []


def test_what_was_recorded_in_time_stays_when_a_later_notice_makes_it_late(register, make_post):
    head, day = make_post("second_reviewer", name="李处"), date(2027, 1, 19)
    request = register(date(2026, 12, 21), today=day)
    assert request.due_cached == day
    request = actions.extend(head, request, day=day, days=5, reason="检索量大", today=day)
    assert request.due_cached == date(2027, 1, 26)
    new_year = {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01"], "makeup": ["2027-01-09"]}
    calendar = default_calendar().with_year(read_year({"year": 2027, "holidays": [new_year]}))
    assert [(one.before, one.after) for one in moved_by(calendar, day)] == [
        (date(2027, 1, 26), date(2027, 1, 25))
    ]
    assert len(actions.recompute_due_dates(day, calendar)) == 1


def test_a_case_with_a_record_that_a_later_notice_makes_late_can_still_have_its_letter(
    register, make_post, clerk, monkeypatch
):
    head, day = make_post("second_reviewer", name="李处"), date(2027, 1, 19)
    request = register(date(2026, 12, 21), today=day)
    request = actions.extend(head, request, day=day, days=5, reason="检索量大", today=day)
    new_year = {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01"], "makeup": ["2027-01-09"]}
    calendar = default_calendar().with_year(read_year({"year": 2027, "holidays": [new_year]}))
    monkeypatch.setattr(import_module("gongkai.law.clock.run"), "default_calendar", lambda: calendar)
    letter = actions.draft_letter(clerk, request, today=date(2027, 1, 20), **GRANTED)
    letter = actions.submit_letter(clerk, letter, today=date(2027, 1, 20), warnings_read=True)
    assert letter.state == LetterState.IN_REVIEW
