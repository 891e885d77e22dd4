"""An agency with something to read: published through the door, and brought along from its old site."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Channel, Column, Item
from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.write.html import fragment
from gongkai.reports.write.json import dumps

HOME = "/a/ceshi-yj/"


@pytest.fixture(autouse=True)
def system_date(monkeypatch):
    """The system's clock stands at 2026-12-08 10:00 in Beijing."""
    moment = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def fresh_limits():
    """Nobody has written or guessed yet."""
    cache.clear()


@pytest.fixture
def columns(agency, clerk) -> dict[str, Column]:
    return {column.code: column for column in actions.open_standard_columns(clerk, agency)}


@pytest.fixture
def website(agency, clerk) -> Channel:
    return actions.register_channel(clerk, agency, "市应急局网站", "website")


@pytest.fixture
def reviewers(make_post):
    return [
        make_post("secrecy_reviewer", name="赵国庆"),
        make_post("first_reviewer", name="李卫东"),
        make_post("second_reviewer", name="周明"),
        make_post("final_reviewer", name="吴江"),
    ]


@pytest.fixture
def draft(clerk, columns):
    """draft("inspection", "标题", body="…") → an item that nobody outside may see."""

    def make(column: str, title: str, **fields) -> Item:
        fields = {
            "body": "第一段。\n第二段。",
            "formed_on": date(2026, 12, 1),
            "issued_on": date(2026, 12, 1),
            "disclosure_attribute": "proactive",
        } | fields
        return actions.draft(clerk, columns[column], title=title, **fields)

    return make


@pytest.fixture
def approve(clerk, reviewers):
    """approve(item) → the item after the whole review, not yet published."""

    def walk(item: Item) -> Item:
        item = actions.submit(clerk, item, explanations={"": "解读另行发布"})
        for reviewer in reviewers:
            item = actions.approve(reviewer, item)
        return item

    return walk


@pytest.fixture
def publish(draft, approve, clerk, website):
    """publish("inspection", "标题", …) → a public item, through the door."""

    def out(column: str, title: str, **fields) -> Item:
        return actions.publish(clerk, approve(draft(column, title, **fields)), [website])

    return out


@pytest.fixture
def migrate(agency, clerk, reviewers, columns, website):
    """migrate([{"column", "title", "date", …}, …]) → items that were public on the old site."""

    def bring(rows: list[dict]) -> list[Item]:
        batch = actions.submit_history(
            clerk, agency, reason="原网站停用", source="测试市应急管理局原网站", rows=rows
        )
        actions.import_history(reviewers[3], batch)
        return list(batch.items.order_by("pk"))

    return bring


@pytest.fixture
def report_of_2025(agency) -> Report:
    """7 applications of natural persons, all granted; everything else is 0."""
    figures = dict.fromkeys(load("2021").cells, 0)
    for row in ("new_received", "granted", "results_total"):
        figures[f"t3.{row}.natural_person"] = figures[f"t3.{row}.total"] = 7
    return Report(
        agency=agency.name,
        year=2025,
        edition="2021",
        title="测试市应急管理局2025年政府信息公开工作年度报告",
        figures=figures,
        narrative={"overview.proactive": "全年<b>公开</b>信息88条。"},
    )


@pytest.fixture
def publish_report(agency, clerk, approve, website, columns):
    """publish_report(report, corrections=[…]) → its public item."""

    def out(report: Report, corrections: list[dict] | None = None) -> Item:
        payload = json.loads(dumps(report)) | ({"corrections": corrections} if corrections else {})
        item = actions.draft_report(
            clerk,
            agency,
            title=report.title,
            payload=payload,
            body_html=fragment(report),
            formed_on=date(2026, 1, 10),
            issued_on=date(2026, 1, 10),
        )
        return actions.publish(clerk, approve(item), [website])

    return out
