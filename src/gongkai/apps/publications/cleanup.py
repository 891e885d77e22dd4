"""What a clean-up looks for in what is public. Each rule reads one item and says in a sentence what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.textcheck.privacy import find_private

ANNOUNCED = timedelta(days=180)  # an announcement with a period is over long before
NOTICE = re.compile(r"公示|公告期|征求意见|报名|招聘|招考|遴选|中标|成交")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［(（]\d{4}[〕\]］)）]\d{1,5}号")


@dataclass(frozen=True, slots=True)
class Page:
    """One public item as the rules read it. gone: names of attachments whose file is not there any more."""

    pk: int
    title: str
    body: str
    document_number: str
    public_on: date
    valid_until: date | None
    validity: str
    gone: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules know of the agency: document number → 废止 or 失效, and today."""

    today: date
    ended: Mapping[str, str] = field(default_factory=dict)


def _expired(page: Page, known: Known) -> str:
    if page.validity in {"in_force", "amended"} and page.valid_until and page.valid_until < known.today:
        return f"有效期至{page.valid_until}，已过期而没有标注失效"
    return ""


def _basis(page: Page, known: Known) -> str:
    if page.validity in {"repealed", "lapsed"}:
        return ""
    named = [number for number in NUMBER.findall(page.body) if number != page.document_number]
    for number in named:
        for ended, word in known.ended.items():
            if ended != page.document_number and number.endswith(ended):
                return f"依据的{ended}已{word}"
    return ""


def _gone(page: Page, known: Known) -> str:
    return f"附件“{'”“'.join(page.gone)}”打不开" if page.gone else ""


def _private(page: Page, known: Known) -> str:
    kinds = dict.fromkeys(finding.name for finding in find_private(f"{page.title}\n{page.body}"))
    return f"正文含有{'、'.join(kinds)}" if kinds else ""


def _over(page: Page, known: Known) -> str:
    if NOTICE.search(page.title) and page.public_on + ANNOUNCED < known.today:
        return f"{page.public_on}公开的公示、公告类信息，期间早已届满"
    return ""


RULES: dict[str, tuple[str, Callable[[Page, Known], str]]] = {
    "expired": ("已过有效期而未标注", _expired),
    "basis": ("依据已经废止或者失效", _basis),
    "attachment": ("附件打不开", _gone),
    "private": ("含有个人信息", _private),
    "over": ("公示、公告期间届满", _over),
}


def found_in(page: Page, known: Known, rules: Collection[str]) -> list[str]:
    """What the chosen rules say of an item, a sentence each; empty when it may stay as it is."""
    return [said for code, (_, rule) in RULES.items() if code in rules and (said := rule(page, known))]
