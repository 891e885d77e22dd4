"""Rows that every register takes, and spreadsheets made by hand."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

TODAY = date(2026, 12, 8)

ROWS: dict[str, dict[str, Any]] = {
    "licence": {
        "document_number": "测应急许〔2026〕1号",
        "holder_kind": "organisation",
        "holder": "测试烟花经营有限公司",
        "category": "烟花爆竹经营许可",
        "decision": "granted",
        "decided_on": date(2026, 3, 2),
    },
    "penalty": {
        "document_number": "测应急罚〔2026〕1号",
        "party_kind": "natural_person",
        "party": "张三",
        "offence": "未按规定储存危险化学品",
        "amount": Decimal("2.5"),
        "decided_on": date(2026, 4, 7),
        "socially_influential": True,
    },
    "coercive_measure": {
        "document_number": "测应急强〔2026〕1号",
        "party_kind": "organisation",
        "party": "测试化工厂",
        "measure": "查封生产设备",
        "decided_on": date(2026, 5, 6),
    },
    "other_service": {
        "document_number": "测应急备〔2026〕1号",
        "party_kind": "organisation",
        "party": "测试矿业公司",
        "category": "应急预案备案",
        "decided_on": date(2026, 6, 1),
    },
    "charge": {"item": "安全生产考试费", "charged_on": date(2026, 7, 1), "amount": Decimal("0.35")},
    "document": {
        "type": "normative_document",
        "title": "测试市烟花爆竹经营许可实施细则",
        "document_number": "测应急发〔2026〕4号",
        "issued_on": date(2026, 8, 3),
    },
    "service": {"type": "licence", "name": "烟花爆竹经营许可", "since": date(2019, 5, 1)},
    "procurement": {"project": "应急物资采购", "procured_on": date(2026, 9, 1), "amount": Decimal("88.6")},
    "meeting": {"title": "第一季度政务公开专题会议", "held_on": date(2026, 3, 20)},
    "training": {"title": "政务公开业务培训班", "held_on": date(2026, 4, 20), "trainees": 15},
}

MEETING_HEAD = ["会议名称", "召开日期"]
LICENCE_HEAD = ["决定书文号", "相对人类别", "相对人名称", "许可事项", "决定", "决定日期", "公开日期"]


def row_of(key: str, **changes: Any) -> dict[str, Any]:
    """A good row of the register with some values changed."""
    return {**ROWS[key], **changes}


def workbook(*rows: list[Any]) -> bytes:
    """An .xlsx file of these rows, written by openpyxl, not by the code under test."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def licence_line(serial: int, **changes: Any) -> list[Any]:
    """A good line of the licence sheet."""
    values = {
        "number": f"测应急许〔2026〕{serial}号",
        "kind": "法人或其他组织",
        "holder": "测试烟花经营有限公司",
        "category": "烟花爆竹经营许可",
        "decision": "准予",
        "decided": date(2026, 3, 2),
        "published": None,
    }
    return list({**values, **changes}.values())


@pytest.fixture
def today() -> date:
    return TODAY
