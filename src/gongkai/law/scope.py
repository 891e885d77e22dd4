"""What an agency must publish of its own accord (arts 20, 21): the columns of 法定主动公开内容."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.law import articles as art
from gongkai.law.refusals import Refused
from gongkai.law.tables import table

LEVELS = {
    "national": "国务院部门",
    "province": "省级",
    "city": "设区的市级",
    "county": "县级",
    "township": "乡镇级",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of the statutory list.

    code: its name in records and column addresses. article: record form, "20(1)" or "21".
    levels: the levels of government that it binds.
    """

    code: str
    name: str
    text: str
    article: str
    levels: tuple[str, ...]

    @property
    def citation(self) -> str:
        """The article in Chinese, 条例第二十条第（一）项."""
        return art.cite(self.article)


@cache
def matters() -> tuple[Matter, ...]:
    """Every matter in the order of the articles."""
    return tuple(
        Matter(row["code"], row["name"], row["text"], row["article"], tuple(row["levels"]))
        for row in table("scope")["matter"]
    )


def matters_for(level: str) -> list[Matter]:
    """The matters that bind an agency of this level (a key of `LEVELS`)."""
    if level not in LEVELS:
        raise Refused(f"层级“{level}”不认识，可用的值为：{'、'.join(LEVELS)}。", field="level")
    return [matter for matter in matters() if level in matter.levels]


def matter(code: str) -> Matter:
    """The matter with this code; refuses an unknown one."""
    for candidate in matters():
        if candidate.code == code:
            return candidate
    raise Refused(
        f"法定主动公开内容中没有“{code}”这一项，请从列表中选择。", article="条例第二十条", field="matter"
    )
