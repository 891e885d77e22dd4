"""Runs over all due dates keep which cases moved, from when to when, and which notice was new."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.inforequests.models import Request
from gongkai.apps.supervision.actions import recalculate
from gongkai.apps.supervision.actions.recalculating import changed_years
from gongkai.apps.supervision.models import Recalculation

TODAY = date(2026, 11, 20)


def test_a_case_whose_due_date_moved_is_kept_with_before_and_after(clerk, received, client_of):
    request = received(date(2026, 10, 30))
    Request.objects.filter(pk=request.pk).update(due_cached=date(2026, 11, 26))
    page = client_of(clerk).get("/office/supervision/moves/?preview=1").content.decode()
    assert "按现行放假安排将变动的件" in page and "2026-11-27" in page
    run = recalculate(TODAY)
    [move] = run.moves.all()
    assert (move.request, move.before, move.after) == (request, date(2026, 11, 26), date(2026, 11, 27))
    page = client_of(clerk).get("/office/supervision/moves/").content.decode()
    assert "申〔2026〕1号" in page and "2026-11-26" in page and "2026-11-27" in page
    assert recalculate(TODAY) is None and Recalculation.objects.count() == 1


def test_a_new_notice_is_named_by_its_year(received, monkeypatch):
    received(date(2026, 10, 30))
    old = [{"year": 2026, "holidays": []}]
    monkeypatch.setattr("gongkai.apps.supervision.actions.recalculating.workday_tables", lambda: old)
    recalculate(TODAY)
    new = [*old, {"year": 2027, "holidays": [{"name": "元旦"}]}]
    monkeypatch.setattr("gongkai.apps.supervision.actions.recalculating.workday_tables", lambda: new)
    assert recalculate(TODAY).changed_years == [2027]


@pytest.mark.parametrize(
    ("before", "now", "years"),
    [({"2026": "a"}, {"2026": "a", "2027": "b"}, [2027]), ({"2026": "a"}, {"2026": "c"}, [2026])],
)
def test_a_year_is_changed_when_its_table_is_new_or_another_one(before, now, years):
    assert changed_years(before, now) == years


def test_another_agency_sees_none_of_it(received, make_post, other_agency, client_of):
    request = received(date(2026, 10, 30))
    Request.objects.filter(pk=request.pk).update(due_cached=date(2026, 11, 26))
    recalculate(TODAY)
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert "申〔2026〕1号" not in client_of(stranger).get("/office/supervision/moves/").content.decode()
