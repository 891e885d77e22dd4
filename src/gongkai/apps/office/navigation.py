"""The left navigation, by kind of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from gongkai.apps.agencies.models import Post
from gongkai.law.workdays import default_calendar

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Place:
    """One destination. permission: who is shown it."""

    title: str
    url_name: str
    permission: str = "office.read"


GROUPS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("我的待办", "office:desk"),
            Place("主动公开", "publications:list"),
            Place("依申请公开", "inforequests:list"),
            Place("复议诉讼", "disputes:list"),
            Place("信箱与回应", "engagement:list"),
            Place("业务台账", "registers:index"),
        ),
    ),
    (
        "督办",
        (
            Place("督办", "supervision:due", "supervision.read"),
            Place("申请统计", "supervision:statistics", "supervision.read"),
        ),
    ),
    (
        "年报",
        (
            Place("年报编报", "filings:list"),
            Place("年报审核", "auditroom:list", "filings.oversee"),
        ),
    ),
    (
        "本机关",
        (
            Place("邮件订阅", "subscriptions:list"),
            Place("机构与人员", "agencies:overview"),
            Place("检索同义词", "publications:synonyms", "agencies.manage"),
            Place("文书模板", "inforequests:templates", "inforequests.templates"),
            Place("操作日志", "office:log", "audit.read"),
        ),
    ),
)


def words_of(day: date) -> str:
    """2026年12月8日 星期二 工作日."""
    calendar = default_calendar()
    kind = "工作日" if calendar.is_workday(day) else (calendar.name(day) or "休息日")
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]} {kind}"


def navigation(post: Post, path: str) -> list[dict[str, Any]]:
    """Groups of places that this post may open, the current one marked by the longest matching address."""
    places = [place for _, group in GROUPS for place in group if post.may(place.permission)]
    addresses = {place: address for place in places if (address := _address(place))}
    current = max((a for a in addresses.values() if path.startswith(a)), key=len, default="")
    groups: list[dict[str, Any]] = []
    for title, group in GROUPS:
        items = [
            {"title": place.title, "url": addresses[place], "current": addresses[place] == current}
            for place in group
            if place in addresses
        ]
        if items:
            groups.append({"title": title, "items": items})
    return groups


def _address(place: Place) -> str:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return ""
