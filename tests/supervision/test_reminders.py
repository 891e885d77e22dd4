"""Reminders: once for a case, a level and a day; who is told; what is mailed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from gongkai.apps.agencies.gathering import gather
from gongkai.apps.agencies.models import Department
from gongkai.apps.inforequests import actions
from gongkai.apps.supervision.actions import mail_reminders, remind
from gongkai.apps.supervision.models import Reminder
from gongkai.apps.supervision.queries.reminders import notices, reminder_sources

TODAY = date(2026, 11, 20)


def words(post, day: date = TODAY) -> list[str]:
    return [notice.words for notice in notices(gather(reminder_sources(post, day)))]


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2026, 10, 30), "five"),
        (date(2026, 10, 29), None),
        (date(2026, 10, 28), "three"),
        (date(2026, 10, 27), None),
        (date(2026, 10, 26), "one"),
        (date(2026, 10, 23), "today"),
        (date(2026, 10, 22), "late"),
        (date(2026, 10, 21), "late"),
        (date(2026, 10, 20), "escalated"),
        (date(2026, 11, 2), None),
    ],
)
def test_a_reminder_is_written_with_five_three_one_and_no_days_left_and_after_that_daily(
    received, day, level
):
    received(day)
    assert remind(TODAY) == (1 if level else 0)
    assert list(Reminder.objects.values_list("level", flat=True)) == ([level] if level else [])


def test_a_second_run_of_the_day_writes_nothing_and_a_late_case_is_told_again_on_the_next_one(received):
    received(date(2026, 10, 22))
    assert (remind(TODAY), remind(TODAY), remind(date(2026, 11, 23))) == (1, 0, 1)


def test_nothing_is_written_on_a_day_off(received):
    received(date(2026, 10, 22))
    assert remind(date(2026, 11, 21)) == 0


def test_a_reminder_names_the_case_by_number_and_nobody(received):
    received(date(2026, 10, 22))
    remind(TODAY)
    assert Reminder.objects.get().title == "申〔2026〕1号"


def test_the_desk_sees_all_the_head_what_is_late_and_the_leader_what_stays_late(clerk, make_post, received):
    received(date(2026, 10, 30))
    received(date(2026, 10, 22))
    received(date(2026, 10, 20))
    remind(TODAY)
    late = "依申请公开1件已超期"
    still = "依申请公开1件超期仍未办"
    assert words(clerk) == [still, late, "依申请公开1件还剩5个工作日"]
    assert words(make_post("second_reviewer")) == [still, late]
    assert words(make_post("final_reviewer")) == [still]
    assert words(make_post("contributor")) == []


def test_a_department_is_told_of_its_own_cases(make_post, received, agency):
    unit = Department.objects.create(agency=agency, name="危化科")
    received(date(2026, 10, 30), department=unit)
    received(date(2026, 10, 30))
    remind(TODAY)
    member = make_post("contributor")
    member.department = unit
    member.save()
    assert words(member) == ["依申请公开1件还剩5个工作日"]


def test_a_reminder_leaves_the_desk_when_its_case_is_done(clerk, received):
    request = received(date(2026, 10, 23))
    remind(TODAY)
    assert words(clerk) == ["依申请公开1件今天到期"]
    request = actions.decide(clerk, request, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)
    actions.deliver(clerk, request, day=TODAY, by="in_person", today=TODAY)
    assert words(clerk) == []


def test_nobody_else_is_told(make_post, other_agency, received):
    received(date(2026, 10, 22))
    remind(TODAY)
    assert words(make_post("clerk", name="外人", agency=other_agency)) == []


def test_the_desk_shows_the_reminders(clerk, received, client_of, monkeypatch):
    monkeypatch.setattr("gongkai.apps.office.views.today", lambda: TODAY)
    received(date(2026, 10, 22))
    remind(TODAY)
    assert "依申请公开1件已超期" in client_of(clerk).get("/office/").content.decode()


def test_staff_with_an_address_get_one_letter_a_day_where_that_is_switched_on(clerk, received, settings):
    clerk.account.email = "chenyu@example.test"
    clerk.account.save()
    received(date(2026, 10, 22))
    received(date(2026, 10, 26))
    remind(TODAY)
    assert mail_reminders(TODAY) == 0
    settings.GONGKAI_REMIND_BY_EMAIL = True
    assert (mail_reminders(TODAY), mail_reminders(TODAY)) == (1, 0)
    [letter] = mail.outbox
    assert letter.to == ["chenyu@example.test"] and letter.subject == "督办提醒：2件（2026-11-20）"
    assert "已超期　申〔2026〕1号（到期2026-11-19）" in letter.body and "王" not in letter.body
