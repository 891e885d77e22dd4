"""A report beside last year's: jumps, cases still pending, and growth that the text claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai.reports.audit.rules import Case
from gongkai.reports.facts import Amount
from gongkai.reports.figures import plain
from gongkai.reports.read.reading import Note, Reading

# key → (name, how much it must have moved before ten times is strange)
_WATCHED = {
    "t3.new_received.total": ("新收申请", 50),
    "t2.licences.decisions": ("行政许可处理决定", 200),
    "t2.penalties.decisions": ("行政处罚处理决定", 200),
    "t2.coercive_measures.decisions": ("行政强制处理决定", 200),
    "t2.normative_documents.in_force": ("现行有效的规范性文件", 30),
    "t2.fees.amount": ("行政事业性收费", 100),
    "t4.reconsideration.total": ("行政复议", 30),
    "s.disclosed.total": ("主动公开政府信息", 500),
    "s.applications.received": ("收到申请", 50),
}
_ROUTES = {
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
}
_TIMES = 10
_GROWTH = re.compile(
    r"(?:申请(?:数量|量|数|件数)?|收到|受理)[^。;\n]{0,30}?(?:同比|较(?:上年|去年|20\d\d年)|比(?:上年|去年))[^。;,\n\d]{0,4}?"
    r"(?P<way>增长|增加|上升|提高|下降|减少|回落|降低)(?:了)?(?P<value>\d+(?:\.\d+)?)%"
)
_DOWN = ("下降", "减少", "回落", "降低")


def jumps(reading: Reading, previous: Mapping[str, Amount | None]) -> Iterator[Note]:
    """Figures ten times as large, or a tenth, and pending disputes that vanished."""
    for key, (name, least) in _WATCHED.items():
        now, before = reading.figures.get(key), previous.get(key)
        if now is None or before is None or abs(Decimal(now - before)) < least:
            continue
        if max(now, before) >= _TIMES * min(now, before):
            message = (
                f"{name}今年为{plain(now)}，上年为{plain(before)}，相差十倍以上，请核对行次、单位和小数点。"
            )
            yield _note(reading, "year.jump", key, now, before, message)
    for route, name in _ROUTES.items():
        key = f"t4.{route}.total"
        now, before = reading.figures.get(key), previous.get(f"t4.{route}.pending")
        if now is not None and before is not None and now < before:
            message = f"{name}上年末尚未审结{plain(before)}件，今年总计只有{plain(now)}件，请核对跨年审结的案件是否漏计。"
            yield _note(reading, "year.pending", key, now, before, message)


def _note(reading: Reading, rule: str, key: str, says: Amount, should: Amount, message: str) -> Note:
    at = reading.places.get(key)
    return Note(rule, "warning", (key,), says, should, message, reading.quote(at), at)


def growth(case: Case, previous: Mapping[str, Amount | None]) -> Iterator[Note]:
    """同比 of the requests received, recomputed from last year's figure."""
    key = "t3.new_received.total" if case.ledger.edition != "2014" else "s.applications.received"
    now, before = case.reading.figures.get(key), previous.get(key)
    if now is None or not before:
        return
    right = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    for match in _GROWTH.finditer(case.prose.text):
        stated = Decimal(match["value"]) * (-1 if match["way"] in _DOWN else 1)
        exponent = Decimal(match["value"]).as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        if abs(stated - right) > step:
            shown = right.quantize(step)
            way = "下降" if shown < 0 else "增长"
            message = f"申请数今年{plain(now)}件，上年{plain(before)}件，{way}{plain(abs(shown))}%，正文写{match['way']}{match['value']}%，请核对。"
            yield case.note("claim.growth", match.span(), message, says=stated, should=shown, keys=(key,))
