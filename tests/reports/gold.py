"""The published figures that stand beside the repository, for the tests that compare with real reports."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "gold"


def gold(name: str) -> dict[str, int | Decimal | None]:
    """The figures of one published report; the test is skipped where the real reports are absent."""
    path = GOLD / f"{name}.json"
    if not path.exists():
        pytest.skip(f"the published reports are not here: {path}")
    figures: dict[str, int | Decimal | None] = json.loads(path.read_text("utf-8"), parse_float=Decimal)[
        "figures"
    ]
    return figures
