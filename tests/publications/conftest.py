"""An agency with its columns, channels and the four reviewers; a draft ready to be sent into review."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Channel, Column, Item


@pytest.fixture
def columns(agency, clerk) -> dict[str, Column]:
    return {column.code: column for column in actions.open_standard_columns(clerk, agency)}


@pytest.fixture
def website(agency, clerk) -> Channel:
    return actions.register_channel(clerk, agency, "市应急局网站", "website")


@pytest.fixture
def wechat(agency, clerk) -> Channel:
    return actions.register_channel(clerk, agency, "测试应急", "wechat")


@pytest.fixture
def reviewers(make_post):
    """保密审查, 初审, 复审, 终审, in the order of the chain."""
    return [
        make_post("secrecy_reviewer", name="赵国庆"),
        make_post("first_reviewer", name="李卫东"),
        make_post("second_reviewer", name="周明"),
        make_post("final_reviewer", name="吴江"),
    ]


@pytest.fixture
def item(clerk, columns) -> Item:
    return actions.draft(
        clerk,
        columns["inspection"],
        title="关于2026年第四季度重大事故隐患挂牌督办情况的公告",
        body="第一段。\n第二段。",
        formed_on=date(2026, 1, 5),
        issued_on=date(2026, 1, 5),
        disclosure_attribute="proactive",
    )


@pytest.fixture
def reviewed(item, clerk, reviewers) -> Item:
    """The same item after all four approvals."""
    row = actions.submit(clerk, item)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    return row


@pytest.fixture(autouse=True)
def system_date(monkeypatch):
    """The system's clock stands at 2026-12-08 10:00 in Beijing."""
    moment = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
