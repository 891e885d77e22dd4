"""Open cases with known due dates. TODAY is a Friday; 2026-11-27 is the fifth working day after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Request

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_20_november_2026(monkeypatch):
    for page in ("due", "feed", "moves", "statistics"):
        monkeypatch.setattr(f"gongkai.apps.supervision.views.{page}.today", lambda: TODAY)


@pytest.fixture
def received(clerk) -> Callable[..., Request]:
    """received(date(2026, 10, 30)) → an open request handed in on that day, due 2026-11-27."""

    def make(day: date, **given: Any) -> Request:
        details = {
            "channel": "in_person",
            "applicant_type": "natural_person",
            "applicant_name": "王小明",
            "content": "某煤矿验收意见",
            "evidence": "登记回执",
            "today": TODAY,
        }
        return actions.register(given.pop("actor", clerk), submitted_on=day, **(details | given))

    return make
