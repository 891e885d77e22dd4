"""The desk (我的待办): what every app hands to it, and how a due date is put into words.

An app with work for the desk has two functions in its queries: `desk_sources(post, today)`, what it wants to know as
`values()` querysets by name, and `desk_rows(post, today, found)`, its rows made of the answers, without a further
question. The desk gathers the sources of all apps in one statement (`agencies.gathering`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.sources import setting
from gongkai.law.workdays import Calendar


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One thing that somebody must do, as `queries.desk_rows` of an app makes it.

    kind: publication | request | letter | filing | dispute.
    what: what to do and to what, such as 初审：标题. about: the grey line below it.
    due: None where no term runs. working_days_left: below 0 when overdue, None without a due date.
    mark: overdue | soon | running | in_hand | paused | provisional. due_words: such as 还剩3个工作日.
    url: the page on which it is done. action: the text of the button. mine: False for a colleague's.
    """

    kind: str
    what: str
    about: str
    due: date | None
    working_days_left: int | None
    mark: str
    due_words: str
    url: str
    action: str
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """What counts and orders a row of which there may be hundreds; the row is made where a page shows it.

    kind, due, mine: as of the row. mark: overdue, or running for any other. what: its place among those due on
    the same day. pk: of the record behind it.
    """

    kind: str
    what: str
    due: date | None
    mark: str
    mine: bool
    pk: int


def due_mark(due: date | None, today: date, calendar: Calendar) -> tuple[str, str, int | None]:
    """The mark, the words and the working days left (below 0: overdue by so many) of a due date.

    Without a due date: ("in_hand", "", None). A date in a year without a published calendar is provisional.
    """
    if due is None:
        return "in_hand", "", None
    left = calendar.count(today, due)
    if due < today:
        return "overdue", f"超期{-left}个工作日" if left else "已超期", left
    if left == 0:
        return "soon", "今天到期" if due == today else "还剩不足1个工作日", 0
    words = f"还剩{left}个工作日"
    soon = setting("due_soon", today).value
    if left <= soon:
        return "soon", words, left
    return "provisional" if calendar.is_provisional(due) else "running", words, left
