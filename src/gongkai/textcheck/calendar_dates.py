"""Dates that do not exist, that are written in a form for tables, or that contradict their weekday, order or document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.textcheck.findings import Finding

_DAYS = "一二三四五六日"
_DATE = re.compile(r"(?<!\d)(?:(?P<year>\d{2,4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!内|均|前后)")
_POINTED = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>(?:19|20)\d\d)[.．/](?P<month>\d{1,2})[.．/](?P<day>\d{1,2})(?![0-9A-Za-z/-]|[.．]\d)"
)
_WEEKDAY = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[（(，,]?\s?(?P<name>星期|周)(?P<of>[一二三四五六日天])(?![年月周])"
)
_PERIOD = re.compile(
    r"(?P<y1>(?:19|20)\d\d)年(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?起?\s?(?:至|到|—+|－|-+|~|～)\s?"
    r"(?:(?P<y2>(?:19|20)\d\d)年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)
_YEARS = re.compile(r"(?<!\d)(?P<y1>(?:19|20)\d\d)年?(?:至|到|—+|－|-|~|～)(?P<y2>(?:19|20)\d\d)年(?!\d)")
_DONE = re.compile(
    r"(?:已经?于|截[至止](?:到)?)(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
)
_SIGNED = re.compile(
    r"^[\s\u3000]*(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日[\s\u3000]*$", re.M
)


def day(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def wrong_dates(text: str) -> Iterator[Finding]:
    """Days that no calendar has; short years; 2024.1.5 in running text."""
    for match in _DATE.finditer(text):
        year = match["year"]
        if year and len(year) == 2:
            message = f"“{match[0]}”的年份不能简写，请写全四位。"
            yield Finding(*match.span(), "must_explain", "date", message, None, "GB/T 15835—2011")
        elif day(int(year or 2024), int(match["month"]), int(match["day"])) is None:
            message = f"“{match[0]}”不是日历上的日子，请核对。"
            yield Finding(*match.span(), "must_explain", "date", message)
    for match in _POINTED.finditer(text):
        found = day(int(match["year"]), int(match["month"]), int(match["day"]))
        if found and "\t" not in text[max(0, match.start() - 2) : match.end() + 2]:
            right = f"{found.year}年{found.month}月{found.day}日"
            message = f"正文中的日期“{match[0]}”宜写作“{right}”。"
            yield Finding(*match.span(), "hint", "date", message, right, "GB/T 9704—2012 7.3.5.4")


def contradictions(text: str, dated: date | None = None) -> Iterator[Finding]:
    """Weekdays that are another day's, periods that end before they begin, and what is done after the document's day.

    dated: the document's day; where it is not known, the last line that is nothing but a date.
    """
    if dated is None:
        signed = list(_SIGNED.finditer(text))
        dated = _day(signed[-1]) if signed else None
    yield from _weekdays(text, dated)
    yield from _periods(text)
    for match in _DONE.finditer(text) if dated else ():
        first = day(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        if first and dated and first > dated:
            message = f"“{match[0]}”晚于成文日期{dated.year}年{dated.month}月{dated.day}日，请核对。"
            yield Finding(*match.span(), "must_explain", "later_date", message)


def _day(match: re.Match[str]) -> date | None:
    return day(int(match["year"]), int(match["month"]), int(match["day"]))


def _weekdays(text: str, dated: date | None) -> Iterator[Finding]:
    for match in _WEEKDAY.finditer(text):
        year = match["year"] or (dated.year if dated else None)
        found = day(int(year), int(match["month"]), int(match["day"])) if year else None
        if found is None:
            continue
        right = _DAYS[found.weekday()]
        if right != match["of"].replace("天", "日"):
            start = match.start("name")
            message = (
                f"{found.year}年{found.month}月{found.day}日是星期{right}，不是星期{match['of']}，请核对。"
            )
            yield Finding(start, match.end(), "must_explain", "weekday", message, match["name"] + right)


def _periods(text: str) -> Iterator[Finding]:
    for match in _PERIOD.finditer(text):
        first = day(int(match["y1"]), int(match["m1"]), int(match["d1"] or 1))
        last = day(int(match["y2"] or match["y1"]), int(match["m2"]), int(match["d2"] or 28))
        if first and last and last < first:
            message = f"“{match[0]}”的截止时间早于起始时间，请核对。"
            yield Finding(*match.span(), "must_explain", "period", message)
    for match in _YEARS.finditer(text):
        if int(match["y2"]) < int(match["y1"]):
            message = f"“{match[0]}”的截止年份早于起始年份，请核对。"
            yield Finding(*match.span(), "must_explain", "period", message)
