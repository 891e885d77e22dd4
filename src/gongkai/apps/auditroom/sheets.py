"""The findings of a round as a workbook: by agency, each finding with its verdict, and all figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

from gongkai.apps.auditroom.groups import GROUPS, group_of, title_of
from gongkai.apps.auditroom.models import Document, Finding, Round
from gongkai.apps.auditroom.queries import Line, holding
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FINDING_HEADS = (
    ("机关", 28),
    ("年度", 8),
    ("级别", 8),
    ("类别", 12),
    ("规则", 30),
    ("位置", 14),
    ("问题", 60),
    ("文中", 12),
    ("应为", 12),
    ("原文", 50),
    ("判定", 10),
    ("理由", 30),
    ("判定人", 10),
    ("判定时间", 18),
)


def write(round_: Round, lines: Sequence[Line]) -> bytes:
    """The workbook. Everything from documents is written as text, so that nothing in it is taken for a formula."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _table(book.add_worksheet("汇总"), bold, _summary_heads(), (_summary(line) for line in lines))
        _table(book.add_worksheet("问题"), bold, FINDING_HEADS, _findings(round_, lines))
        found = round_.documents.filter(pk__in=[line.document.pk for line in lines if line.document])
        for edition in EDITIONS:
            reports = list(found.filter(edition=edition).defer("lines").order_by("agency_name"))
            if reports:
                _table(
                    book.add_worksheet(f"数字（{edition}年格式）"),
                    bold,
                    _figure_heads(edition),
                    _figures(reports),
                )
    return out.getvalue()


def _table(sheet: Any, bold: Any, heads: Iterable[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    for column, (head, width) in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)


def _summary_heads() -> list[tuple[str, int]]:
    groups = [(f"{group.title}{level}", 10) for group in GROUPS for level in ("错误", "提示")]
    return [("机关", 28), ("年度", 8), ("错误", 8), ("提示", 8), ("已判", 8), ("待判", 8), *groups]


def _summary(line: Line) -> list[Any]:
    levels = line.levels
    groups = [line.cells[group.code][level] for group in GROUPS for level in ("error", "warning")]
    year = line.document.year if line.document else None
    return [
        line.name,
        year,
        levels["error"],
        levels["warning"],
        line.judged,
        line.total - line.judged,
        *groups,
    ]


def _findings(round_: Round, lines: Sequence[Line]) -> Iterable[list[Any]]:
    names = {line.document.pk: line for line in lines if line.document}
    found = list(Finding.objects.filter(document__in=list(names)).order_by("document_id", "number"))
    said = holding(round_.agency_id, {one.fingerprint for one in found})
    for one in found:
        line, verdict = names[one.document_id], said.get(one.fingerprint)
        judged = (
            [
                verdict.get_ruling_display(),
                verdict.reason,
                verdict.by.account.display_name,
                f"{timezone.localtime(verdict.at):%Y-%m-%d %H:%M}",
            ]
            if verdict
            else []
        )
        year = line.document.year if line.document else None
        yield [
            line.name,
            year,
            one.get_level_display(),
            group_of(one.rule).title,
            title_of(one.rule),
            one.where,
            one.message,
            one.says,
            one.should,
            one.quote,
            *judged,
        ]


def _figure_heads(edition: str) -> list[tuple[str, int]]:
    return [("机关", 28), ("年度", 8), *((cell.label, 12) for cell in load(edition).cells.values())]


def _figures(reports: Iterable[Document]) -> Iterable[list[Any]]:
    for report in reports:
        known = report.amounts()
        yield [report.called, report.year, *(known.get(key) for key in load(report.edition).cells)]
