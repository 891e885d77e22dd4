"""What a site is like, in a small TOML file: where to start, what its lists and pages look like."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.law.refusals import Refused

TABLES = {
    "site": {"host", "channels", "delay", "source"},
    "list": {"items", "next"},
    "item": {"title", "date", "document_number", "body", "attachments", "content_source"},
}
MOST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Start:
    """A list of the site, and the code or name of the column to which its items go; empty: as the page says."""

    url: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A site. channels: names of the agency's channels that the rows say. delay: seconds between two requests.

    items, next: CSS of the links on a list; item: CSS of the parts of a page; each may be left out.
    columns: the name of a column over there → code or name here.
    """

    host: str
    starts: tuple[Start, ...]
    channels: str = ""
    source: str = ""
    delay: float = 0.5
    items: str = ""
    next: str = ""
    item: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


def load(path: Path) -> Profile:
    """The profile in this file; Refused naming what is wrong."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Refused(f"读不了站点说明文件“{path.name}”：{broken}") from broken
    for table, known in TABLES.items():
        strange = found.get(table, {}).keys() - known
        if strange:
            raise Refused(f"站点说明文件[{table}]中不认识“{sorted(strange)[0]}”")
    site, lists = found.get("site", {}), found.get("list", {})
    host = str(site.get("host", "")).lower()
    starts = tuple(_start(each, host) for each in found.get("lists", []))
    if not host or not starts:
        raise Refused("站点说明文件须写明[site]的host和至少一个[[lists]]的url")
    delay = float(site.get("delay", 0.5))
    if not 0 <= delay <= MOST_DELAY:
        raise Refused(f"站点说明文件的delay须在0至{MOST_DELAY:.0f}秒之间")
    return Profile(
        host=host,
        starts=starts,
        channels=str(site.get("channels", "")),
        source=str(site.get("source", "")),
        delay=delay,
        items=str(lists.get("items", "")),
        next=str(lists.get("next", "")),
        item={name: str(css) for name, css in found.get("item", {}).items()},
        columns={str(name): str(code) for name, code in found.get("columns", {}).items()},
    )


def _start(each: dict[str, Any], host: str) -> Start:
    url = str(each.get("url", ""))
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname != host:
        raise Refused(f"起始网址“{url}”不在本站（{host or '未写host'}），只能采集本机关自己的旧站")
    return Start(url, str(each.get("column", "")))
