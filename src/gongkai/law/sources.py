"""The editions of the Regulation and the settings that it leaves open, each value with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.law.refusals import Refused
from gongkai.law.tables import in_force, table

Value = int | bool | str | None


@dataclass(frozen=True, slots=True)
class Term:
    """One value of the law. article: ready to cite, such as 条例第三十三条. None: the edition has no such rule."""

    name: str
    value: Value
    unit: str
    article: str
    source: str

    @property
    def number(self) -> int:
        """The value as a number of working days (or other units); an error for a rule that is none."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.name} is no number in this edition")
        return self.value


@dataclass(frozen=True, slots=True)
class Start:
    """How an application through one channel is received: by which event, and why."""

    channel: str
    event: str  # submitted | signed_for | confirmed
    basis: str
    article: str
    misdirected: str = ""  # why a letter to an inner unit or a person is received when the office confirms it


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the Regulation (492 or 711) as dated values."""

    code: str
    name: str
    since: date
    cite: str  # 条例, 2008年条例
    terms: Mapping[str, Term]
    channels: Mapping[str, Start]

    def term(self, name: str) -> Term:
        """A term by name: reply, extension, correction_notice, consultation, proactive, report_…"""
        return self.terms[name]


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition, oldest first."""
    return tuple(
        Edition(
            code=row["code"],
            name=row["name"],
            since=row["from"],
            cite=row["cite"],
            terms={
                name: Term(
                    name,
                    None if term["value"] == "none" else term["value"],
                    term["unit"],
                    row["cite"] + term["article"],
                    term["source"],
                )
                for name, term in row["terms"].items()
            },
            channels={
                channel: Start(
                    channel,
                    start["starts"],
                    start["basis"],
                    _cited(row["cite"], start["article"]),
                    start.get("misdirected", ""),
                )
                for channel, start in row["channels"].items()
            },
        )
        for row in sorted(table("editions")["edition"], key=lambda row: row["from"])
    )


def _cited(cite: str, article: str) -> str:
    return cite + article if article.startswith("第") else article


def edition(code: str) -> Edition:
    """The edition by its code, "492" or "711"."""
    for candidate in editions():
        if candidate.code == code:
            return candidate
    raise Refused(f"没有编号为“{code}”的条例版本，请填写492或711。")


def edition_for(received: date) -> Edition:
    """The edition that governs an application received on that day; refuses days before 2008-05-01."""
    valid = [candidate for candidate in editions() if candidate.since <= received]
    if not valid:
        raise Refused(
            f"{received}早于条例施行之日（2008-05-01），不适用条例，请核对收到日期。",
            article="2008年条例第三十八条",
            field="received",
        )
    return valid[-1]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that law leaves to the agency: default, unit and reason."""

    name: str
    value: int | bool
    unit: str
    why: str
    since: date


@cache
def setting(name: str, on: date) -> Setting:
    """The setting in force on that day; its earliest value for days before it existed."""
    rows = [row for row in table("settings")["setting"] if row["name"] == name]
    row = in_force(rows, on) or min(rows, key=lambda row: row["from"])
    return Setting(name, row["value"], row["unit"], row["why"], row["from"])
