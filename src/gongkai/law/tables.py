"""Reads the dated tables that the package ships; nothing else in `law` touches a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Table = Mapping[str, Any]


@cache
def table(name: str) -> dict[str, Any]:
    """One table of `law/data`, such as "editions" for editions.toml. Callers do not change it."""
    return tomllib.loads((files("gongkai.law") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def workday_tables() -> tuple[dict[str, Any], ...]:
    """The shipped working-day tables, one a State Council notice, by year."""
    folder = files("gongkai.law") / "data" / "workdays"
    texts = sorted(
        (entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
    return tuple(tomllib.loads(text) for _, text in texts)


def in_force(rows: list[dict[str, Any]], on: date) -> dict[str, Any] | None:
    """The row with the latest `from` not after the day; None where none was in force yet."""
    valid = [row for row in rows if row["from"] <= on]
    return max(valid, key=lambda row: row["from"]) if valid else None
