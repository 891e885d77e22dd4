"""An agency's own lists: rows of a spreadsheet to a lexicon and a list of leaders, with a refusal for each wrong row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from gongkai.law.refusals import Refused
from gongkai.textcheck.findings import LEVELS
from gongkai.textcheck.leaders import Leader, Leaders
from gongkai.textcheck.lexicon import Entry, Lexicon

WORD_COLUMNS = ("类别", "用语", "应为", "级别", "说明", "启用日期")
LEADER_COLUMNS = ("姓名", "职务", "排序", "常见误写")
WRONG, ALLOWED = "不用", "放行"
_LEVELS = {name: level for level, name in LEVELS.items()} | {"禁止": "block", "须说明": "must_explain"}
_LONGEST = 50
Row = Mapping[str, object]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """What rows gave, and what was refused; an import with refusals is not to be taken over in part."""

    value: Value
    refused: tuple[Refused, ...]


def words(rows: Iterable[Row]) -> Read[Lexicon]:
    """The lexicon of rows with `WORD_COLUMNS`: 不用 (with its right form, or none) or 放行 (never corrected)."""
    entries: dict[str, Entry] = {}
    allowed: set[str] = set()
    refused: list[Refused] = []
    for number, row in enumerate(rows, start=2):
        try:
            entry = _word(row)
            said = _cell(row, "用语")
            if said in entries or said in allowed:
                raise Refused(f"“{said}”前面已有，请删去重复的一行", field="用语")
            if entry is None:
                allowed.add(said)
            else:
                entries[said] = entry
        except Refused as wrong:
            refused.append(_at(number, wrong))
    return Read(Lexicon(tuple(entries.values()), frozenset(allowed)), tuple(refused))


def _word(row: Row) -> Entry | None:
    """The entry of a row, None for an allowed word."""
    said, right, kind = _cell(row, "用语"), _cell(row, "应为"), _cell(row, "类别") or WRONG
    if kind not in (WRONG, ALLOWED):
        raise Refused(f"类别“{kind}”有误，请填写“{WRONG}”或者“{ALLOWED}”", field="类别")
    if not 2 <= len(said) <= _LONGEST:
        raise Refused(f"用语应为2至{_LONGEST}个字，现为{len(said)}个字", field="用语")
    if kind == ALLOWED:
        if right:
            raise Refused("放行的用语不填“应为”，请删去", field="应为")
        return None
    if right == said:
        raise Refused("“应为”与“用语”相同，请核对", field="应为")
    level = _cell(row, "级别") or "提示"
    if level not in _LEVELS:
        raise Refused(f"级别“{level}”有误，请填写“禁止发布”“须改正或者说明”或者“提示”", field="级别")
    do = f"请改为“{right}”" if right else "请核对并改写"
    why = _cell(row, "说明")
    message = f"本单位规定不用“{said}”，{do}" + (f"：{why}。" if why else "。")
    return Entry(said, "own", _LEVELS[level], message, right or None, since=_day(row))


def leaders(rows: Iterable[Row]) -> Read[Leaders]:
    """The leaders of rows with `LEADER_COLUMNS`, by 排序; several posts or wrong forms are set apart by 、."""
    found: list[Leader] = []
    refused: list[Refused] = []
    for number, row in enumerate(rows, start=2):
        try:
            one = _leader(row)
            if any(one.name == other.name for other in found):
                raise Refused(f"“{one.name}”前面已有，请删去重复的一行", field="姓名")
            if one.order and any(one.order == other.order for other in found):
                raise Refused(f"排序{one.order}重复，请核对", field="排序")
            found.append(one)
        except Refused as wrong:
            refused.append(_at(number, wrong))
    return Read(Leaders(tuple(sorted(found, key=lambda one: one.order))), tuple(refused))


def _leader(row: Row) -> Leader:
    name, order = _cell(row, "姓名"), _cell(row, "排序").removesuffix(".0")
    if not 2 <= len(name) <= 20:
        raise Refused("请填写姓名（2至20个字）", field="姓名")
    if order and not (order.isascii() and order.isdigit()):
        raise Refused(f"排序“{order}”有误，请填写正整数或者留空", field="排序")
    posts, misspelt = (tuple(filter(None, _cell(row, key).split("、"))) for key in ("职务", "常见误写"))
    if name in misspelt:
        raise Refused("“常见误写”中有正确的姓名，请删去", field="常见误写")
    return Leader(name, posts, int(order or 0), misspelt)


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _day(row: Row) -> date | None:
    value = row.get("启用日期")
    if isinstance(value, date):
        return value
    said = _cell(row, "启用日期")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise Refused(f"启用日期“{said}”有误，请写作2026-01-31这样的形式", field="启用日期") from None


def _at(number: int, wrong: Refused) -> Refused:
    return Refused(f"第{number}行：{wrong.message}", article=wrong.article, field=f"{number}.{wrong.field}")
