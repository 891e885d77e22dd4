"""How the desk puts a due date into words."""

from datetime import date

import pytest

from gongkai.apps.agencies.desk import due_mark
from gongkai.law.workdays import default_calendar


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        # Tuesday 8 December 2026
        (date(2026, 12, 7), date(2026, 12, 8), ("overdue", "超期1个工作日", -1)),
        (date(2026, 12, 4), date(2026, 12, 5), ("overdue", "已超期", 0)),  # due on Friday, seen on Saturday
        (date(2026, 12, 8), date(2026, 12, 8), ("soon", "今天到期", 0)),
        (date(2026, 12, 9), date(2026, 12, 8), ("soon", "还剩1个工作日", 1)),
        (date(2026, 12, 11), date(2026, 12, 8), ("soon", "还剩3个工作日", 3)),
        (date(2026, 12, 14), date(2026, 12, 8), ("running", "还剩4个工作日", 4)),
        (date(2027, 1, 5), date(2026, 12, 8), ("provisional", "还剩19个工作日", 19)),
        (None, date(2026, 12, 8), ("in_hand", "", None)),
    ],
)
def test_a_due_date_is_said_in_working_days_and_is_soon_from_three(due, today, expected):
    assert due_mark(due, today, default_calendar()) == expected
