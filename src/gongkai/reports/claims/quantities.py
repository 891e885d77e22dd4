"""Quantities that a narrative states: number, measure word, what is counted, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.reports.claims.prose import Prose
from gongkai.reports.facts import Amount
from gongkai.textcheck.numerals import to_int

UNITS = "人次|万元|亿元|元|件次|批次|场次|条次|个百分点|份次|%|件|份|条|起|次|篇|场|期|个|名|人|家|项|宗|则|例|批|类|处|部|册|封|种|幅|页"
_NUMBER = r"(?<![\d.第〔\[a-zA-Z])(?P<number>\d{1,3}(?:,\d{3})+(?![\d.])(?:\.\d+)?|\d+(?:\.\d+)?)(?P<big>[万亿](?!元))?"
_NUMERAL = (
    r"(?P<numeral>(?<=[共到计为理结复布开议讼出行次发])[一二两三四五六七八九十]"
    r"|(?<![第一二两三四五六七八九十百千万零几])[一二两三四五六七八九十百千万零]{2,})"
    r"(?=(?:件|份|起|条|篇|场|期|人次|宗)(?!事|龙|大|以|办|性|线|通|例|规定))"
)
_ARABIC = re.compile(
    rf"(?P<about>约|近|超过?|逾|不少于|大约|达到?)?(?:{_NUMBER})(?P<more>余|多|来)?(?P<unit>{UNITS})"
    r"(?P<less>以上|左右|次)?(?!工作日|月|小时|自然日|以内|分局|支队|大队)"
)
_CHINESE = re.compile(_NUMERAL + rf"(?P<unit>{UNITS})")
# A number without a measure word, after what can only be counted in 件.
_BARE = re.compile(
    r"(?:(?<=[数量])|(?<=公开)|(?<=无法提供)|(?<=不予处理)|(?<=其他处理)|(?<=维持)|(?<=纠正)|(?<=其他结果)|(?<=未审结))"
    r"(?:的|为|:)?(?P<number>\d+)(?=[,;、。\n)]|$)(?P<unit>)"
)
_NEGATED = re.compile(
    r"(?P<word>(?:均|并|也|从)?未(?:曾)?(?:收到|接到|受理|发生|产生|出现|收取|制发|制定|作出|发出)|没有(?:收到|发生|收取|产生|向)?"
    r"|(?<![有之])无(?!法|障碍|正当|线|效|论|偿|缝|锡|为|意|所|须|需|数|遗|力|他|人|现|机|形|极|证))"
    r"(?P<what>[^,;。!\n\d]{0,40})"
)
_BOUNDARY = ",;:()。\n"
_PERCENT = "%"
_MOST = 2_000  # quantities of one report; the richest real ones have a fifth of that


@dataclass(frozen=True)
class Claim:
    """A quantity. value: in `unit` (money as printed); 0 with negated for 未收到…, 无….

    lead, tail: the words before and after it up to the next stop or the next quantity, which say what is counted.
    approximate: 约, 余, 以上. start, end: in the text of the prose. sentence: its index.
    """

    value: Amount
    unit: str
    lead: str
    tail: str
    start: int
    end: int
    sentence: int
    approximate: bool = False
    negated: bool = False

    @property
    def is_percent(self) -> bool:
        """True for a share."""
        return self.unit == _PERCENT

    @property
    def is_money(self) -> bool:
        """True for 元, 万元, 亿元."""
        return self.unit.endswith("元")

    @cached_property
    def verb(self) -> str:
        """受 (received) or 结 (closed) or another class of what was done, "" for none."""
        found = ""
        for word in _VERBS.finditer(self.lead):
            found = word.lastgroup or ""
        if not found and (match := _VERBS.match(self.tail)):
            found = match.lastgroup or ""
        return found


_VERBS = re.compile(
    r"(?P<carried>结转|顺延|转下)|(?P<accepted>受理)|(?P<received>收到|接收|新收|收件|接到|收取)|(?P<closed>办结|答复|办理完成|办复|完结|共办理)"
)


def quantities(prose: Prose) -> list[Claim]:
    """Every quantity of the narrative in order, shares and negations (未收到…) included."""
    text = prose.text
    found: dict[int, re.Match[str]] = {}
    for pattern in (_ARABIC, _CHINESE, _BARE):
        for match in pattern.finditer(text):
            found.setdefault(match.start(), match)
    matches = _apart(sorted(found.values(), key=lambda one: one.start()))[: _MOST + 1]
    claims = []
    for at, match in enumerate(matches):
        floor = matches[at - 1].end() if at else 0
        ceiling = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        claims.append(_claim(prose, match, floor, ceiling))
    claims += [_nothing(prose, match) for match in _NEGATED.finditer(text) if match["what"]]
    return sorted(claims, key=lambda one: one.start)[:_MOST]


def _apart(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for match in matches:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _claim(prose: Prose, match: re.Match[str], floor: int, ceiling: int) -> Claim:
    text, groups = prose.text, match.groupdict()
    left = max(floor, max(text.rfind(mark, floor, match.start()) for mark in _BOUNDARY) + 1)
    stops = [at for mark in _BOUNDARY + "、" if (at := text.find(mark, match.end(), ceiling)) >= 0]
    right = min([ceiling, match.end() + 40, *stops])
    about = groups.get("about") or ""
    return Claim(
        value=_value(groups),
        unit=groups["unit"],
        lead=text[left : match.start()].lstrip("、和及以") + (about if about.startswith("达") else ""),
        tail=text[match.end() : right],
        start=match.start(),
        end=match.end(),
        sentence=prose.sentence(match.start()),
        approximate=(about != "" and not about.startswith("达"))
        or any(groups.get(name) in ("余", "多", "来", "以上", "左右") for name in ("more", "less")),
    )


def _value(groups: dict[str, str | None]) -> Amount:
    if numeral := groups.get("numeral"):
        try:
            return to_int(numeral)
        except ValueError:
            return 0
    number = Decimal((groups["number"] or "0").replace(",", ""))
    number *= {"万": 10_000, "亿": 100_000_000}.get(groups.get("big") or "", 1)
    return int(number) if number == number.to_integral_value() else number


def _nothing(prose: Prose, match: re.Match[str]) -> Claim:
    text = prose.text
    near = max(0, match.start() - 60)
    left = max(near, max(text.rfind(mark, near, match.start()) for mark in _BOUNDARY) + 1)
    return Claim(
        value=0,
        unit="",
        lead=text[left : match.start()] + match["word"],
        tail=match["what"],
        start=match.start(),
        end=match.end(),
        sentence=prose.sentence(match.start()),
        negated=True,
    )
