"""What runs by itself: every task has its time, does its work and survives a failure."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gongkai.apps.supervision import tasks
from gongkai.apps.supervision.models import Reminder
from gongkai.apps.supervision.worker import TIMES, _told, build

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("task", "beijing", "runs"),
    [
        (tasks.notices, datetime(2026, 11, 19, 3, 17), True),
        (tasks.reminders, datetime(2026, 11, 18, 23, 20), True),  # 7:20 in Beijing
        (tasks.reminders, datetime(2026, 11, 19, 12, 20), False),  # 20:20 in Beijing
        (tasks.due_dates, datetime(2026, 11, 18, 17, 0), True),  # 1:00 in Beijing
        (tasks.drafts, datetime(2026, 11, 18, 18, 0), True),  # 2:00 in Beijing
    ],
)
def test_each_task_has_its_hour_in_beijing(task, beijing, runs):
    assert TIMES[task](beijing) is runs


def test_the_queue_lies_in_the_home_folder_and_holds_the_tasks(tmp_path):
    huey = build(tmp_path)
    names = {task.name for task in huey._registry.periodic_tasks}
    assert names >= {"notices", "reminders", "due_dates", "drafts"}
    assert (tmp_path / "tasks.sqlite3").exists()


def test_the_tasks_say_what_they_did(received):
    received(date(2026, 10, 22))
    assert tasks.reminders(TODAY) == "新生成提醒1条，发送邮件0封"
    assert tasks.reminders(TODAY) == "新生成提醒0条，发送邮件0封"
    assert Reminder.objects.count() == 1
    assert tasks.drafts(TODAY) == "删除过期草稿0件"
    assert tasks.notices(TODAY) == "发送通知0件，未成功0件"
    assert tasks.due_dates(TODAY) == "已重算，0件变动"


def test_a_task_that_fails_is_written_down_and_stops_nothing(monkeypatch, caplog):
    monkeypatch.setattr("gongkai.apps.supervision.worker.close_old_connections", lambda: None)

    def broken(day: date) -> str:
        raise OSError("mail server away")

    _told(broken)()
    assert "broken failed" in caplog.text
