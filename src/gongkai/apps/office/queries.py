"""The desk: what the apps hand in, put in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.apps.agencies.desk import DeskRow
from gongkai.apps.agencies.models import Post
from gongkai.apps.disputes import queries as disputes
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.filings import queries as filings
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.publications import queries as publications

APPS = (inforequests, engagement, publications, disputes, filings)
KINDS = {"request": "申请", "letter": "来信", "publication": "公开", "dispute": "复议诉讼", "filing": "年报"}
SCOPES = {"mine": "我的", "agency": "全局"}


@dataclass(frozen=True)
class Desk:
    """The rows shown, in groups by due date, and the counts for the tabs."""

    groups: list[tuple[str, list[DeskRow]]]
    counts: Counter[str]
    shown: int
    overdue: int


def desk(post: Post, today: date, *, kind: str = "", scope: str = "mine") -> Desk:
    """Everything open that this post sees, the most urgent first; what has no term comes last."""
    rows = [row for app in APPS for row in app.desk(post, today)]
    if scope == "mine":
        rows = [row for row in rows if row.mine]
    counts = Counter(row.kind for row in rows)
    shown = [row for row in rows if not kind or row.kind == kind]
    shown.sort(key=lambda row: (row.due is None, row.due or today, row.what))
    overdue = sum(row.mark == "overdue" for row in shown)
    return Desk(in_groups(shown, today), counts, len(shown), overdue)


def in_groups(rows: Sequence[DeskRow], today: date) -> list[tuple[str, list[DeskRow]]]:
    """The rows under 已超期, 今天到期, 明天到期, 本周到期, 下周到期, 以后, 不计时限; empty groups are left out."""
    groups: dict[str, list[DeskRow]] = {}
    for row in rows:
        groups.setdefault(group_of(row, today), []).append(row)
    return list(groups.items())


def group_of(row: DeskRow, today: date) -> str:
    """The heading under which a row stands."""
    if row.due is None:
        return "不计时限"
    if row.mark == "overdue":
        return "已超期"
    if row.due <= today:
        return "今天到期"
    if row.due == today + timedelta(days=1):
        return "明天到期"
    sunday = today + timedelta(days=6 - today.weekday())
    if row.due <= sunday:
        return "本周到期"
    return "下周到期" if row.due <= sunday + timedelta(days=7) else "以后"
