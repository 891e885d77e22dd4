"""The processing fee for applications beyond a reasonable number or frequency (art 42, 国办函〔2020〕109号).

One application is charged by item or by page, never both; both scales rise only on the part above a limit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.law.refusals import Refused
from gongkai.law.tables import in_force, table

SCALES = {"by_item": "按件", "by_page": "按量"}


def by_item(n_in_month: int, on: date | None = None) -> Decimal:
    """Yuan for n applications of one applicant in one calendar month, summed up (45 → 5500)."""
    return _charge("by_item", n_in_month, on, "件数")


def by_page(pages: int, on: date | None = None) -> Decimal:
    """Yuan for one application's pages (A4 or smaller, one side a page; 250 → 4700)."""
    return _charge("by_page", pages, on, "页数")


def _charge(scale: str, quantity: int, on: date | None, what: str) -> Decimal:
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 0:
        raise Refused(f"{what}“{quantity}”有误，应为不小于0的整数。", field=scale)
    law = _law(on)
    yuan, counted, band = 0, 0, law[scale]
    for row in band["bands"]:
        part = max(0, min(quantity, row["through"]) - counted)
        yuan += part * row["rate"]
        counted += part
    rate = band["then"]["first_rate"]
    while counted < quantity:
        part = min(band["then"]["every"], quantity - counted) if band["then"]["step"] else quantity - counted
        yuan += part * rate
        counted += part
        rate += band["then"]["step"]
    return Decimal(yuan)


def _law(on: date | None) -> dict[str, Any]:
    editions = table("fees")["edition"]
    law = in_force(editions, on or date.max)
    if law is None:
        since = editions[0]["from"]
        raise Refused(
            f"{on}尚无信息处理费标准（自{since}起施行）；此前只可按当时规定收取检索、复制、邮寄等成本费用。",
            article="2008年条例第二十七条",
            field="on",
        )
    return law
