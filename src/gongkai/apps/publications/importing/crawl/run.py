"""Runs a crawl to its end in this process; Scrapy is loaded here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gongkai.apps.publications.importing.crawl.folder import ImportFolder
from gongkai.apps.publications.importing.crawl.profile import Profile
from gongkai.law.refusals import Refused

PACKAGE = "gongkai.apps.publications.importing.crawl"
LARGEST = 50 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """rows: how many stand in the folder now; trouble: how many pages or files were not taken over in this run."""

    rows: int
    trouble: int


def crawl(
    profile: Profile, out: Path, *, private: bool = False, told: Callable[[int], None] = lambda rows: None
) -> Outcome:
    """Reads the site into the folder, or goes on with what is there. private: the site may lie inside the house."""
    try:
        from scrapy.crawler import CrawlerProcess  # noqa: PLC0415 - heavy, and an extra
    except ModuleNotFoundError as missing:
        raise Refused("采集旧站需要另装组件：pip install 'gongkai[crawl]'") from missing
    from gongkai.apps.publications.importing.crawl.spider import OldSite  # noqa: PLC0415

    folder = ImportFolder(out)
    process = CrawlerProcess(settings_of(profile, private=private))
    process.crawl(OldSite, profile=profile, folder=folder, told=told)
    try:
        process.start()
    finally:
        folder.close()
    return Outcome(len(folder.done), len(folder.trouble))


def settings_of(profile: Profile, *, private: bool) -> dict[str, object]:
    """A polite guest: robots.txt, pauses that grow with the site's own slowness, one host, no cookies, no proxy."""
    return {
        "USER_AGENT": "gongkai-import (own site)",
        "ROBOTSTXT_OBEY": True,
        "AUTOTHROTTLE_ENABLED": profile.delay > 0,
        "AUTOTHROTTLE_START_DELAY": profile.delay,
        "DOWNLOAD_DELAY": profile.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_TIMEOUT": 30,
        "DOWNLOAD_MAXSIZE": LARGEST,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": 2,
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "FENCE_HOST": profile.host,
        "FENCE_PRIVATE": private,
        "DNS_RESOLVER": f"{PACKAGE}.fence.FencedResolver",
        "DOWNLOADER_MIDDLEWARES": {f"{PACKAGE}.fence.Fence": 50},
    }
