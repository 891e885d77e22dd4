"""What every entry must satisfy, however it comes in: by the form, by a spreadsheet, by a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.apps.registers.models import PartyKind
from gongkai.apps.registers.specifications import Column, Register

PLACES = Decimal("0.0001")  # of an amount in 万元: to the 元
FOUNDED = date(1949, 10, 1)
MOST_NUMBER = 1_000_000
MOST_MONEY = Decimal(10) ** 10
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
        "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空令狐呼延百里东郭南门西门拓跋",
    )
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value. message: a sentence; head: the column's Chinese head."""

    field: str
    head: str
    message: str


def masked(name: str) -> str:
    """A natural person's name as registers keep it: 张三 → 张某, 欧阳修 → 欧阳某; 张某 stays."""
    name = name.strip()
    if not name or name.endswith("某"):
        return name
    return (name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]) + "某"


def tidy(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """The register's own columns as they are stored: text stripped, persons' names masked, blanks in their type."""
    row = {column.name: _plain(column, values.get(column.name)) for column in register.columns}
    if register.person:
        name, kind = register.person
        if row[kind] == PartyKind.NATURAL_PERSON:
            row[name] = masked(row[name])
    return row


def _plain(column: Column, value: Any) -> Any:
    match column.type:
        case "text" | "choice":
            return str(value or "").strip()
        case "yes_no":
            return bool(value)
        case "money":
            return None if value is None else Decimal(value)
        case _:
            return value


def problems(register: Register, row: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """Everything that is wrong with a tidy row, column by column, then between dates."""
    for column in register.columns:
        message = _problem(column, row[column.name], today)
        if message:
            yield Problem(column.name, column.head, f"“{column.head}”{message}")
    for later, earlier in register.order:
        if row[later] and row[earlier] and row[later] < row[earlier]:
            head = register.column(later).head
            yield Problem(later, head, f"“{head}”不能早于“{register.column(earlier).head}”")


def _problem(column: Column, value: Any, today: date) -> str:
    if value is None or value == "":
        return "必填" if column.required else ""
    match column.type:
        case "text":
            if column.max and len(value) > column.max:
                return f"最多{column.max}个字，现为{len(value)}个字"
        case "choice":
            if value not in column.choices:
                return f"只能是{'、'.join(column.choices.values())}，现为“{value[:20]}”"
        case "date":
            return _date_problem(column, value, today)
        case "money":
            if value < 0 or value >= MOST_MONEY:
                return f"应在0至一百亿万元之间，现为{value}"
            if value != value.quantize(PLACES):
                return f"单位为万元，最多4位小数，现为{value}"
        case "number":
            if not 0 <= value <= MOST_NUMBER:
                return f"应为0至{MOST_NUMBER}的整数，现为{value}"
    return ""


def _date_problem(column: Column, day: date, today: date) -> str:
    if day < FOUNDED:
        return f"{day}过早，请核对年份"
    if day > today and not column.future:
        return f"{day}晚于今天，请核对"
    return ""
