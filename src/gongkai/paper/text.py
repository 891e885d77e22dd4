"""Text as files can hold it, and dates as official documents write them."""

from __future__ import annotations

import re
from datetime import date

# Control characters (pasted from old office files) that XML forbids, and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text that people wrote: stripped, none empty, nothing that a file cannot hold."""
    return [line.strip() for line in _UNWRITABLE.sub("", text).splitlines() if line.strip()]


def chinese_date(day: date | None) -> str:
    """2025年1月19日, or nothing."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
