"""Numbers in a letter that can be worked out again: the extension by the calendar, the fee by the scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law import fees
from gongkai.law.workdays import default_calendar
from gongkai.letters.lint.finding import Finding, Judged, days_in
from gongkai.paper.text import chinese_date

_PAGES = re.compile(r"(\d+)页")
_SCALE_SINCE = date(2021, 1, 1)


def check(judge: Judged) -> Iterator[Finding]:
    """Findings about sums."""
    if judge.type.code == "extension":
        yield from _extension(judge)
    if judge.type.code == "fee":
        yield from _fee(judge)


def _extension(judge: Judged) -> Iterator[Finding]:
    """The new due date lies no earlier than so many working days after the old one (later, where days do not count).

    A warning: the agency's calendar may differ from the shipped one.
    """
    fields = judge.letter.fields
    due, new_due = (_day(fields.get(name, "")) for name in ("due", "new_due"))
    if due is None or new_due is None or not fields.get("days"):
        return
    calendar = default_calendar()
    if calendar.is_provisional(new_due):
        return
    expected = calendar.add(due, int(fields["days"]))
    if new_due < expected:
        message = (
            f"延长后的答复期限有误：自{chinese_date(due)}起延长{fields['days']}个工作日，"
            f"应为{chinese_date(expected)}，现为{chinese_date(new_due)}，请核对。"
        )
        yield Finding("warning", "延长后的答复期限", message, "条例第三十三条第二款", "body")


def _fee(judge: Judged) -> Iterator[Finding]:
    """A fee by pages is what the scale gives; by items it hangs on the other requests of the month."""
    fields, pages = judge.letter.fields, _PAGES.findall(judge.letter.fields.get("quantity", ""))
    if fields.get("scale") != "按量" or len(pages) != 1 or not fields.get("amount"):
        return
    expected = fees.by_page(int(pages[0]), max(judge.facts.date or date.max, _SCALE_SINCE))
    if f"{expected:.0f}元" != fields["amount"]:
        message = f"收费数额有误：{pages[0]}页按量计收应为{expected:.0f}元，现为{fields['amount']}，请核对。"
        yield Finding("error", "收费数额", message, "国办函〔2020〕109号", "body")


def _day(text: str) -> date | None:
    return next((day for _, day in days_in(text)), None)
