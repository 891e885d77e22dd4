"""Dates, figures and terms in words, as official Chinese writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

WEEKDAYS = "一二三四五六日"


def day_of(moment: date | datetime) -> date:
    """The Beijing date of a moment; a date is itself."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def zh_date(moment: date | datetime | None) -> str:
    """2026年12月8日; empty for no date."""
    if not moment:
        return ""
    day = day_of(moment)
    return f"{day.year}年{day.month}月{day.day}日"


def zh_day(moment: date | datetime | None, today: date | None = None) -> str:
    """12月8日 周二; with the year in front where `today` is given and lies in another year."""
    if not moment:
        return ""
    day = day_of(moment)
    year = f"{day.year}年" if today and today.year != day.year else ""
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def amount(value: int | Decimal | None) -> str:
    """1,057; a decimal keeps its places; empty for no value."""
    return "" if value is None or value == "" else f"{value:,}"


def due_words(left: int | None, unit: str = "个工作日") -> str:
    """还剩3个工作日, 今天到期, 超期1个工作日: `left` counts the days still to go, negative when overdue."""
    if left is None:
        return ""
    if left == 0:
        return "今天到期"
    return f"还剩{left}{unit}" if left > 0 else f"超期{-left}{unit}"
