"""A letter and a response that are right in every field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.apps.engagement.actions import answer_letter, record_response, register_letter
from gongkai.apps.engagement.models import Letter, Response

TODAY = date(2026, 12, 8)
LETTER: dict[str, Any] = {
    "received_on": date(2026, 11, 30),
    "kind": "report",
    "title": "场坝加油站夜间卸油无人值守",
    "content": "连续三晚看到卸油时没有人值守。",
    "writer": "王小明",
    "contact": "13812345678",
}
RESPONSE: dict[str, Any] = {
    "form": "press_conference",
    "held_on": date(2026, 6, 1),
    "title": "安全生产月新闻发布会",
}


@pytest.fixture
def write(clerk) -> Callable[..., Letter]:
    """write(received_on=…) → a registered letter."""
    return lambda **changes: register_letter(clerk, **{**LETTER, **changes}, today=TODAY)


@pytest.fixture
def answer(clerk) -> Callable[..., Letter]:
    """answer(letter, day) → the letter, answered on that day."""
    return lambda letter, day, **more: answer_letter(
        clerk, letter.pk, letter.version, answer="已核查处理。", answered_on=day, today=TODAY, **more
    )


@pytest.fixture
def respond(clerk) -> Callable[..., Response]:
    """respond(form=…) → a recorded response."""
    return lambda **changes: record_response(clerk, **{**RESPONSE, **changes}, today=TODAY)
