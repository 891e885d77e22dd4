"""Something public, and beside it everything that must never be seen."""

from __future__ import annotations

import pytest

from gongkai.apps.publications import actions
from tests.portal.conftest import (  # noqa: F401
    approve,
    columns,
    draft,
    fresh_limits,
    migrate,
    publish,
    publish_report,
    report_of_2025,
    reviewers,
    system_date,
    website,
)


@pytest.fixture
def secrets(draft, approve, publish, clerk) -> list[str]:  # noqa: F811
    """Titles of a draft, one under review, an approved one, a withdrawn one, one on request, one denied."""
    draft("inspection", "尚未送审的草稿")
    actions.submit(clerk, draft("inspection", "正在审查的信息"))
    approve(draft("inspection", "已经批准未发布的信息"))
    actions.withdraw(clerk, publish("inspection", "误发后撤下的信息"), "信息有误")
    draft(
        "inspection",
        "依申请才公开的信息",
        disclosure_attribute="on_request",
        attribute_reason="仅与申请人有关",
    )
    draft(
        "inspection",
        "不予公开的信息",
        disclosure_attribute="denied",
        attribute_reason="过程性信息",
        attribute_article="第十六条",
    )
    return [
        "尚未送审的草稿",
        "正在审查的信息",
        "已经批准未发布的信息",
        "误发后撤下的信息",
        "依申请才公开的信息",
        "不予公开的信息",
    ]
