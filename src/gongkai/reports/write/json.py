"""A report as JSON, and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.law.refusals import Refused
from gongkai.reports.facts import Amount
from gongkai.reports.figures import Report, Signature
from gongkai.reports.load import load


def dumps(report: Report) -> str:
    """The report as JSON text. Figures are numbers, money with all its decimals; dates are YYYY-MM-DD."""
    plain = {
        "agency": report.agency,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "intro": report.intro,
        "contact": report.contact,
        "narrative": dict(report.narrative),
        "dated": _iso(report.dated),
        "published_on": _iso(report.published_on),
        "signature": _signature(report.signature),
    }
    members = [
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in plain.items()
    ]
    # The standard encoder knows no Decimal, and a float would lose 0.10: figures are set by hand.
    figures = ",\n".join(f"    {json.dumps(key)}: {_number(value)}" for key, value in report.figures.items())
    members.append(f'  "figures": {{\n{figures}\n  }}' if figures else '  "figures": {}')
    return "{\n" + ",\n".join(members) + "\n}\n"


def write(report: Report) -> bytes:
    """The report as a JSON file in UTF-8."""
    return dumps(report).encode()


def loads(text: str | bytes) -> Report:
    """The report that `dumps` wrote. Refused when the text is not such a report."""
    try:
        data = json.loads(text, parse_float=Decimal)
        return _report(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            "这个文件不是本平台导出的年度报告（JSON），请重新导出后再导入。", field="file"
        ) from error


def _report(data: Mapping[str, Any]) -> Report:
    form = load(data["edition"])
    return Report(
        agency=data["agency"],
        year=data["year"],
        edition=data["edition"],
        title=data["title"],
        figures={
            key: Decimal(value)
            if value is not None and key in form.cells and form.cells[key].money
            else value
            for key, value in data["figures"].items()
        },
        narrative=dict(data["narrative"]),
        intro=data["intro"],
        contact=data["contact"],
        dated=_date(data["dated"]),
        published_on=_date(data["published_on"]),
        signature=_signed(data["signature"]),
    )


def _number(value: Amount | None) -> str:
    return "null" if value is None else str(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _signature(signature: Signature | None) -> dict[str, str | None] | None:
    if signature is None:
        return None
    return {
        "head": signature.head,
        "reviewer": signature.reviewer,
        "preparer": signature.preparer,
        "phone": signature.phone,
        "date": _iso(signature.date),
    }


def _signed(data: Mapping[str, Any] | None) -> Signature | None:
    if data is None:
        return None
    return Signature(data["head"], data["reviewer"], data["preparer"], data["phone"], _date(data["date"]))
