"""What stands in a cell: a number with its unit and notes, a mark for nothing, or no number at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.reports.facts import Amount
from gongkai.reports.read.labels import narrow

_BLANK = re.compile(r"[-—–−─_/\\|无空·.*]*|N/?A|null|None|暂无|没有|不涉及", re.IGNORECASE)
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER = re.compile(
    r"(?:约|共|计)?(?P<sign>[+\-−–±]|增加?|减少?|新增|↑|↓)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>[条件次篇个人份项场期部宗起例家]|人次|万元|元|亿元|万)?"
)
_MINUS = frozenset(("-", "−", "–", "减", "减少", "↓"))
_SCALE = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000), "": Decimal(1)}
LIMIT = 18  # digits: a longer number is cells run together


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's number. blank: nothing is printed, which counts as 0. unit: as printed, "" for none."""

    amount: Decimal
    unit: str = ""
    blank: bool = False


_NOTHING = Value(Decimal(0), blank=True)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Value | None:
    """The number of a cell, None where it holds none. Blanks within a cell only wrap it: 「1 057」 is 1057."""
    if text.isascii() and text.isdigit() and len(text) <= LIMIT and (text[0] != "0" or len(text) == 1):
        return Value(Decimal(text))
    plain = narrow(text)
    if not plain or _BLANK.fullmatch(plain):
        return _NOTHING
    if plain in ("零", "〇", "O", "o", "○"):
        return Value(Decimal(0))
    bare = _NOTE.sub("", plain)
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    digits = found["digits"].replace(",", "")
    if len(digits) > LIMIT or (digits[0] == "0" and len(digits) > 1 and digits[1] != "."):
        return None
    amount = Decimal(digits)
    return Value(-amount if found["sign"] in _MINUS else amount, found["unit"] or "")


def figure(value: Value, money: bool, unit: str = "") -> Amount | None:
    """The figure of a value: whole, or for money Decimal in 万元. unit: of the column, where the cell has none.

    None where the unit says that it is another thing.
    """
    if money:
        scale = _SCALE.get(value.unit or unit)
        if scale is None:
            return None
        return value.amount * scale if scale != 1 else value.amount
    if value.unit in ("万", "万元", "亿元", "元"):
        return None
    amount = value.amount
    return int(amount) if amount == amount.to_integral_value() else amount
