"""Terms and results of reconsideration and litigation about disclosure (行政复议法, 行政诉讼法) as dated data.

Nothing here decides a dispute: the functions say by when each side must act and which row of table 4 an ending is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from gongkai.law.refusals import Refused
from gongkai.law.remedies import months_later
from gongkai.law.sources import setting
from gongkai.law.tables import in_force, table
from gongkai.law.workdays import Calendar

STAGES = {"reconsideration": "行政复议", "first_instance": "一审", "second_instance": "二审"}
PROCEDURES = {"ordinary": "普通程序", "simple": "简易程序"}
UNITS = {"workday": "个工作日", "day": "日", "month": "个月"}
# What a first instance may end with, seen from the stage: litigation endings serve both instances.
FAMILIES = {
    "reconsideration": ("reconsideration",),
    "first_instance": ("litigation",),
    "second_instance": ("second_instance", "litigation"),
}
ARTICLES_SINCE = {
    "reconsideration": date(2024, 1, 1),
    "litigation": date(2015, 5, 1),
    "second_instance": date(2015, 5, 1),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term with its last day. words: its length, such as 5个工作日. since: day 0. who must keep it: agency, applicant or authority."""

    name: str
    title: str
    who: str
    since: date
    due: date
    words: str
    article: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """How a stage can end. row: upheld | corrected | other | first (as the first instance) | again (pending anew).

    orders: the agency has to handle the request anew.
    """

    code: str
    name: str
    row: str
    article: str
    orders: bool

    def __str__(self) -> str:
        return self.name


def terms(
    stage: str,
    days: Mapping[str, date | None],
    calendar: Calendar,
    *,
    procedure: str = "ordinary",
    extension: int = 0,
) -> list[Term]:
    """The terms that run in a stage, in the order of the law; those whose first day is not known yet are left out.

    days: filed_on (needed: it chooses the law), accepted_on, copy_received_on, served_on. extension: days by which
    the authority extended its own term. A last day off moves to the next working day.
    """
    filed = days.get("filed_on")
    if filed is None:
        return []
    found = []
    for name in dict.fromkeys(row["name"] for row in table("disputes")["term"] if row["stage"] == stage):
        rows = [
            row
            for row in table("disputes")["term"]
            if row["stage"] == stage and row["name"] == name and row.get("procedure", procedure) == procedure
        ]
        row = in_force(rows, filed)
        since = days.get(row["starts"]) if row else None
        if row and since:
            found.append(_term(row, since, extension, calendar))
    return found


def _term(row: Mapping[str, Any], since: date, extension: int, calendar: Calendar) -> Term:
    more = min(extension, row.get("extension", 0))
    due = last_day(since, row["number"], row["unit"], calendar)
    if more:
        due = last_day(since, row["number"] + more, row["unit"], calendar)
    words = f"{row['number']}{UNITS[row['unit']]}" + (f"，延长{more}日" if more else "")
    return Term(
        row["name"],
        row["title"],
        row["who"],
        since,
        due,
        words,
        row["article"],
        calendar.is_provisional(due),
    )


def last_day(since: date, number: int, unit: str, calendar: Calendar) -> date:
    """The last day of a term of so many workdays, days or months after `since`, which is day 0.

    A term in days or months that ends on a day off ends on the next working day (行政诉讼法、民事诉讼法关于期间的规定).
    """
    if unit == "workday":
        return calendar.add(since, number)
    end = months_later(since, number) if unit == "month" else since + timedelta(days=number)
    return calendar.next_workday(end)


def longest_extension(filed_on: date, procedure: str = "ordinary") -> int:
    """Days by which the reconsideration authority may extend its term; 0 where it may not (行政复议法第六十二条)."""
    rows = [
        row
        for row in table("disputes")["term"]
        if (row["stage"], row["name"]) == ("reconsideration", "decide")
        and row.get("procedure", procedure) == procedure
    ]
    row = in_force(rows, filed_on)
    return int(row.get("extension", 0)) if row else 0


def filing_term(route: str, known_on: date, calendar: Calendar, *, told: bool = True) -> Term | None:
    """By when the other side had to begin, from the day on which it knew of the reply or the reconsideration decision.

    told: it was told of the remedy and its term; otherwise the longest period runs. None where the law of that day
    set none. Whether lateness matters is for the authority to decide: the agency pleads it in its answer.
    """
    known = "told" if told else "not_told"
    rows = [row for row in table("disputes")["filing"] if (row["route"], row["known"]) == (route, known)]
    row = in_force(rows, known_on)
    if row is None:
        return None
    due = last_day(known_on, row["number"], row["unit"], calendar)
    words = f"{row['number']}{UNITS[row['unit']]}"
    provisional = calendar.is_provisional(due)
    return Term("filing", "提起期限", "applicant", known_on, due, words, row["article"], provisional)


@cache
def endings(stage: str, filed_on: date = date(2024, 1, 1)) -> tuple[Ending, ...]:
    """How a stage can end. Articles are those of the law in force; a case from before it shows none."""
    return tuple(
        Ending(
            row["code"],
            row["name"],
            row["row"],
            row["article"] if filed_on >= ARTICLES_SINCE[family] else "",
            row.get("orders", False),
        )
        for family in FAMILIES[stage]
        for row in table("disputes")["ending"]
        if row["stage"] == family
    )


def ending(stage: str, code: str, filed_on: date = date(2024, 1, 1)) -> Ending:
    """The ending by its code; refused for one that this stage does not know."""
    for one in endings(stage, filed_on):
        if one.code == code:
            return one
    raise Refused(f"请从列表中选择{STAGES[stage]}的结果", field="ending")


def row_of(
    stage: str, code: str, decided_on: date, *, first: str = "", rejection_upholds: bool | None = None
) -> str:
    """The row of table 4: upheld | corrected | other, or "" when the case is pending again (发回重审).

    first: the row of the first instance, for endings that leave it as it is. rejection_upholds: whether 驳回复议请求
    (行政复议法第六十九条) counts as 结果维持; None takes the setting.
    """
    one = ending(stage, code)
    if one.row == "first":
        return first or "upheld"
    if one.row == "again":
        return ""
    if one.code == "request_rejected":
        upholds = setting("rejection_counts_as_upheld", decided_on).value
        return "upheld" if (upholds if rejection_upholds is None else rejection_upholds) else one.row
    return one.row


def complaint_due(received_on: date, calendar: Calendar) -> date:
    """The day by which a complaint should be handled: the law sets none (条例第五十一条), so the setting does."""
    days = setting("complaint_handling", received_on)
    return last_day(received_on, int(days.value), days.unit, calendar)
