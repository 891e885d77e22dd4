"""An oversight office with a round, and reports written by the platform's own writer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.apps.auditroom import actions
from gongkai.apps.auditroom.models import Document, Round
from gongkai.apps.auditroom.uploads import Handed
from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.write import html

TODAY = date(2026, 3, 2)


@pytest.fixture
def overseer(make_post):
    """李静 of 测试市应急管理局, here in the part of the oversight office."""
    return make_post("oversight", name="李静")


@pytest.fixture
def round_(overseer) -> Round:
    return actions.open_round(
        overseer, year=2025, title="2025年度市直部门", due=date(2026, 1, 31), today=TODAY
    )


@pytest.fixture
def page() -> Callable[..., bytes]:
    """page("测试市商务局", received=3, total=4, text="…") → a report on 2025 as HTML.

    Three requests of natural persons came in and were granted. total: what the total column says of them (4 is wrong).
    text: the block 主动公开. carried: requests more that are carried over into the next year.
    """

    def write(
        agency: str = "测试市商务局",
        *,
        received: int = 3,
        total: int = 3,
        text: str = "",
        year: int = 2025,
        carried: int = 0,
    ) -> bytes:
        form = load("2021")
        figures: dict[str, Any] = dict.fromkeys(form.keys, 0)
        for row in ("new_received", "granted", "results_total"):
            figures[f"t3.{row}.natural_person"] = received
            figures[f"t3.{row}.total"] = received
        figures["t3.new_received.total"] = total
        for row in ("new_received", "carried_out"):
            figures[f"t3.{row}.natural_person"] += carried
            figures[f"t3.{row}.total"] += carried
        narrative = {block.id: "本年度按要求完成。" for block in form.blocks}
        narrative[form.blocks[0].id] = text or "本年度按要求完成。"
        report = Report(
            agency=agency,
            year=year,
            edition="2021",
            title=f"{agency}{year}年政府信息公开工作年度报告",
            figures=figures,
            narrative=narrative,
        )
        return html.page(report).encode()

    return write


@pytest.fixture
def take(overseer, round_) -> Callable[[str, bytes], Document]:
    """take("商务局.html", data) → the document, taken in and read."""

    def upload(name: str, data: bytes) -> Document:
        taken = actions.upload(overseer, round_, [Handed(name, data)])
        actions.read_waiting(overseer, round_, seconds=60)
        return Document.objects.get(pk=taken[0].pk)

    return upload
