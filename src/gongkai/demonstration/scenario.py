"""A demonstration agency-year as data, and what its items are called."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.workdays import default_calendar

NAMES = ("liupanshui", "dongfeng", "dawukou", "bazhong")


@cache
def data(name: str) -> dict[str, Any]:
    """One file of `data/`."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def scenarios() -> list[dict[str, Any]]:
    """The four agency-years, in the order in which they are loaded."""
    return [data(name) for name in NAMES]


@cache
def workdays(year: int) -> list[date]:
    """The working days of a year."""
    calendar, first = default_calendar(), date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    return [day for day in days if day.year == year and calendar.is_workday(day)]


def spread(count: int, year: int) -> list[date]:
    """`count` working days spread evenly over a year, in order."""
    days = workdays(year)
    return [days[n * len(days) // count] for n in range(count)]


def back(today: date, days: int) -> date:
    """The working day so many working days before today; today itself for 0, working day or not."""
    calendar = default_calendar()
    return calendar.before(today, days) if days else today


def history_rows(scenario: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of `publications.actions.submit_history`: every item of the year with its column, day and channels."""
    year = scenario["report"]["year"]
    called: Counter[str] = Counter()
    for group in scenario["items"]:
        codes = [code for code, count in group["columns"].items() for _ in range(count)]
        # A fixed stride mixes the columns over the year instead of filling it column by column.
        mixed = [codes[n * 7919 % len(codes)] for n in range(len(codes))] if len(codes) % 7919 else codes
        for code, day in zip(mixed, spread(len(mixed), year), strict=True):
            title = title_of(scenario, code, called[code], day)
            called[code] += 1
            yield {
                "column": code,
                "title": title,
                "date": day,
                "channels": [group["channel"], *group.get("also", [])],
                "summary": f"{title}（演示数据）",
                "body": data("titles")["body"]["text"].format(title=title).strip(),
                "is_normative": group.get("normative", False),
            }


def title_of(scenario: dict[str, Any], code: str, n: int, day: date) -> str:
    """The name of the n-th item of a column, different from all before it."""
    forms = data("titles")["forms"][code]
    words = scenario["words"]
    form, rest = forms[n % len(forms)], n // len(forms)
    subject, rest = words["subjects"][rest % len(words["subjects"])], rest // len(words["subjects"])
    place, round_ = words["places"][rest % len(words["places"])], rest // len(words["places"])
    title = form.format(
        agency=scenario["agency"]["short_name"], subject=subject, place=place, n=n + 1, month=day.month
    )
    return (
        f"{title}（{day.month}月{day.day}日{f'，之{round_ + 1}' if round_ else ''}）"
        if code == "news"
        else title
    )
