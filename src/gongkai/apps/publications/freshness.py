"""Whether a column is up to date, from its term and the day of its last change. No database, no clock."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

SOON = 7  # days before the due day from which a column is marked
# state → the mark of the look and the word that stands beside it
STATES = {
    "overdue": ("overdue", "应更新未更新"),
    "blank": ("error", "空白栏目"),
    "soon": ("soon", "即将到期"),
    "fresh": ("done", "按时更新"),
    "free": ("not_begun", "不设期限"),
    "unset": ("provisional", "未设期限"),
    "closed": ("voided", "已停用"),
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """state: one of `STATES`. due: by when something new must stand there, None where no term runs. late: days."""

    state: str
    due: date | None = None
    late: int = 0

    @property
    def mark(self) -> str:
        """The mark of the look."""
        return STATES[self.state][0]

    @property
    def words(self) -> str:
        """应更新未更新（超期12天）."""
        word = STATES[self.state][1]
        return f"{word}（超期{self.late}天）" if self.late else word


def judge(unit: str, every: int, last: date | None, today: date, *, closed: bool = False) -> Freshness:
    """How a column stands today. unit: day | month | never, or empty where no term was ever set.

    last: the day of the last item or correction; a column without any public item is blank, whatever its term.
    """
    if closed:
        return Freshness("closed")
    if last is None:
        return Freshness("blank")
    if unit in {"", "never"}:
        return Freshness("free" if unit else "unset")
    due = last + timedelta(days=every) if unit == "day" else add_months(last, every)
    if due < today:
        return Freshness("overdue", due, (today - due).days)
    return Freshness("soon" if due <= today + timedelta(days=SOON) else "fresh", due)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition of the national check: how many columns are so, from how many it fails the whole site."""

    words: str
    count: int
    limit: int

    @property
    def fails(self) -> bool:
        """True when the site would be failed for it."""
        return self.count >= self.limit


def verdicts(states: Iterable[tuple[str, str]]) -> list[Verdict]:
    """The conditions of 国办秘函〔2019〕19号 over (code of the column, state) of every open column."""
    known = list(states)
    return [
        Verdict(
            row["words"],
            sum(state == row["of"] and code in row.get("columns", [code]) for code, state in known),
            row["from"],
        )
        for row in _table()["verdict"]
    ]


def standard_terms() -> dict[str, tuple[str, int, str]]:
    """Code of a standard column → unit, every, basis."""
    return {
        code: (row["unit"], row["every"], row["basis"]) for row in _table()["term"] for code in row["columns"]
    }


def months_until(today: date, count: int = 12) -> Sequence[tuple[int, int]]:
    """The last so many months as (year, month), the oldest first, this month last."""
    last = today.year * 12 + today.month - 1
    return [(number // 12, number % 12 + 1) for number in range(last - count + 1, last + 1)]


@cache
def _table() -> dict[str, Any]:
    text = (files("gongkai.apps.publications") / "data" / "update_terms.toml").read_text("utf-8")
    return tomllib.loads(text)
