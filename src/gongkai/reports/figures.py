"""The figures of one report, and the report as a whole: what every writer takes and the reader gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.paper.text import chinese_date as chinese_date
from gongkai.reports.facts import Amount
from gongkai.reports.form import Form

# key → number, in printed order; None where a published figure cannot be recovered.
Figures = Mapping[str, Amount | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot of the list of 2014: 单位负责人、审核人、填报人、联系电话、填报日期."""

    head: str = ""
    reviewer: str = ""
    preparer: str = ""
    phone: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One agency's annual report on one year.

    figures: by key, in printed order. narrative: block id → text, paragraphs parted by line ends.
    intro: the paragraphs before section 一; empty for the form's own. contact: the agency's address and
    telephone, printed after it. dated: the day under the agency's name (成文日期). published_on: 发布日期.
    signature: only the edition of 2014 prints one.
    """

    agency: str
    year: int
    edition: str
    title: str
    figures: Figures
    narrative: Mapping[str, str] = field(default_factory=dict)
    intro: str = ""
    contact: str = ""
    dated: date | None = None
    published_on: date | None = None
    signature: Signature | None = None


def default_title(form: Form, agency: str, year: int) -> str:
    """The title that the form prescribes."""
    return form.title.format(agency=agency, year=year)


def default_intro(form: Form, year: int) -> str:
    """The opening paragraph that the form prescribes: its basis and the period of its figures."""
    return form.intro.format(year=year)


def plain(amount: Amount | None) -> str:
    """A number as it is printed: 1057, 0.35, -2; nothing for a figure that is not known."""
    if amount is None:
        return ""
    return format(amount.normalize(), "f") if isinstance(amount, Decimal) else str(amount)
