"""The report counted from the demonstration's records, against the figures that the agency published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings import queries as filings
from gongkai.reports.form import edition_for_year
from gongkai.reports.load import load

NUMBERS = {
    "items.total": "正文：主动公开信息",
    "items.website": "正文：其中网站",
    "items.wechat": "正文：其中微信",
    "requests.online": "正文：网络申请",
    "requests.mail": "正文：邮寄申请",
    "letters.received": "正文：来信",
    "letters.on_time": "正文：按时答复来信",
    "letters.average_days": "正文：平均办理天数",
}


@dataclass(frozen=True)
class Line:
    """One figure, as published and as counted."""

    label: str
    published: Any
    counted: Any

    @property
    def agrees(self) -> bool:
        return bool(self.published == self.counted)


@dataclass(frozen=True)
class Comparison:
    """One agency-year. lines: what was published as other than zero, and every difference."""

    agency: Agency
    year: int
    lines: list[Line]
    cells: int
    login: str

    @property
    def agrees(self) -> bool:
        return all(line.agrees for line in self.lines)

    @property
    def summary(self) -> str:
        """One line on what was compared."""
        wrong = sum(not line.agrees for line in self.lines)
        return f"共对照{self.cells}个数字，{'全部相符' if not wrong else f'{wrong}个不符'}（为0的数字不列出）"


def compare(scenario: dict[str, Any]) -> Comparison:
    """Counts the agency's year again and lays it beside the published figures."""
    agency = Agency.objects.get(code=scenario["agency"]["code"])
    year = scenario["report"]["year"]
    form = load(edition_for_year(year))
    published = scenario["published"]
    figures = filings.figures(agency.pk, year)
    keys = list(form.keys) if published["complete"] else list(published["figures"])
    lines = [
        Line(form.label(key), published["figures"].get(key, 0), figures[key])
        for key in keys
        if published["figures"].get(key) or figures[key]
    ]
    numbers = filings.numbers(agency.pk, year) if "numbers" in published else {}
    for name, value in published.get("numbers", {}).items():
        lines.append(Line(NUMBERS[name], value, numbers[name]))
    login = next(person["username"] for person in scenario["people"] if "clerk" in person["roles"])
    return Comparison(agency, year, lines, len(keys) + len(published.get("numbers", {})), login)
