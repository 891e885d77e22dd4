"""The desk puts what is due first and says in words when."""

from datetime import date

import pytest

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.office.queries import group_of, in_groups

TUESDAY = date(2026, 12, 8)


def row(due: date | None, mark: str = "running", what: str = "x") -> DeskRow:
    return DeskRow("request", what, "", due, None, mark, "", "/", "查核")


@pytest.mark.parametrize(
    ("due", "mark", "group"),
    [
        (date(2026, 12, 7), "overdue", "已超期"),
        (date(2026, 12, 8), "soon", "今天到期"),
        (date(2026, 12, 9), "soon", "明天到期"),
        (date(2026, 12, 10), "soon", "本周到期"),
        (date(2026, 12, 13), "running", "本周到期"),
        (date(2026, 12, 14), "running", "下周到期"),
        (date(2026, 12, 20), "running", "下周到期"),
        (date(2026, 12, 21), "running", "以后"),
        (None, "in_hand", "不计时限"),
    ],
)
def test_a_row_stands_under_the_group_of_its_due_date(due, mark, group):
    assert group_of(row(due, mark), TUESDAY) == group


def test_empty_groups_are_left_out_and_order_is_kept():
    rows = [
        row(date(2026, 12, 7), "overdue", "a"),
        row(date(2026, 12, 21), what="b"),
        row(date(2026, 12, 22), what="c"),
    ]
    assert [(name, [r.what for r in group]) for name, group in in_groups(rows, TUESDAY)] == [
        ("已超期", ["a"]),
        ("以后", ["b", "c"]),
    ]
