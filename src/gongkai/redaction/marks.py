"""What is to be withheld: where, on which legal basis, and why (条例 arts 14 to 16, 37)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from gongkai.law import articles as art
from gongkai.law.outcomes import outcomes_for
from gongkai.law.refusals import Refused

Rect = tuple[float, float, float, float]
Span = tuple[int, int]

LAW = "条例第三十七条"
LONGEST_REASON = 200
MOST_MARKS = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """One place to withhold. Which fields are given says what is meant:

    text: every occurrence of these words, in the whole file or on `page` or in `part`;
    page and rect: a rectangle (left, top, right, bottom as shares of the page, from its upper left corner);
    page alone: the whole page; part and span: characters [start, end) of a part of the outline; part alone: all
    of it. article: record form ("15", "16.1"). elsewhere: a person has seen that the same words stay in other
    places; without it a word that stays anywhere is a leak.
    """

    article: str
    reason: str
    page: int = 0
    rect: Rect | None = None
    part: str = ""
    span: Span | None = None
    text: str = ""
    elsewhere: bool = False

    def data(self) -> dict[str, Any]:
        """The mark as plain data, without what is not given."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def cited(self) -> str:
        """条例第十五条."""
        return art.cite(self.article)


@cache
def bases() -> Mapping[str, str]:
    """The articles on which something may be withheld (条例 arts 14 to 16), each with the cases that it covers."""
    names: dict[str, list[str]] = {}
    for outcome in outcomes_for("711"):
        if outcome.group == "D":
            for article in filter(_withholds, outcome.bases("711")):
                names.setdefault(article, []).append(outcome.name)
    return {article: "、".join(names[article]) for article in sorted(names)}


def _withholds(article: str) -> bool:
    return art.number(article) in (14, 15, 16)


def mark_from(data: Mapping[str, Any]) -> Mark:
    """The mark that plain data describe; Refused when they describe none."""
    try:
        rect = tuple(float(value) for value in data["rect"]) if data.get("rect") else None
        span = tuple(int(value) for value in data["span"]) if data.get("span") else None
        mark = Mark(
            article=art.normalise(str(data.get("article", ""))),
            reason=str(data.get("reason", "")).strip(),
            page=int(data.get("page") or 0),
            rect=rect,  # type: ignore[arg-type]  # its length is looked at by check
            part=str(data.get("part", "")),
            span=span,  # type: ignore[arg-type]
            text=str(data.get("text", "")).strip(),
            elsewhere=bool(data.get("elsewhere")),
        )
    except (TypeError, ValueError) as wrong:
        raise Refused("遮蔽处的数据不完整，请重新标注", field="marks") from wrong
    return mark


def check(marks: Iterable[Mark]) -> Sequence[Mark]:
    """The marks, each with a place, a legal basis and a reason; Refused otherwise, naming the mark by its number."""
    checked = list(marks)
    if not checked:
        raise Refused("没有标注遮蔽处，请先标出不予公开的内容", article=LAW, field="marks")
    if len(checked) > MOST_MARKS:
        raise Refused(f"遮蔽处超过{MOST_MARKS}处，请改为整页或者整段遮蔽", field="marks")
    for number, mark in enumerate(checked, 1):
        _check(number, mark)
    return checked


def _check(number: int, mark: Mark) -> None:
    if mark.article not in bases():
        known = "、".join(art.cite(article) for article in bases())
        raise Refused(f"第{number}处遮蔽没有法律依据，请从{known}中选择", article=LAW, field="marks")
    if not mark.reason:
        raise Refused(f"第{number}处遮蔽没有写明理由，请补充不予公开的理由", article=LAW, field="marks")
    if len(mark.reason) > LONGEST_REASON:
        raise Refused(f"第{number}处遮蔽的理由超过{LONGEST_REASON}字，请写得简要些", field="marks")
    if not (mark.text or mark.part or mark.page > 0):
        raise Refused(f"第{number}处遮蔽没有指明位置，请重新标注", field="marks")
    if mark.rect and not _is_area(mark.rect):
        raise Refused(f"第{number}处遮蔽的区域不在页面之内，请重新框选", field="marks")
    if mark.span and not (len(mark.span) == 2 and 0 <= mark.span[0] < mark.span[1]):
        raise Refused(f"第{number}处遮蔽的起止位置不对，请重新选择", field="marks")


def _is_area(rect: Rect) -> bool:
    if len(rect) != 4:
        return False
    left, top, right, bottom = rect
    return 0 <= left < right <= 1 and 0 <= top < bottom <= 1
