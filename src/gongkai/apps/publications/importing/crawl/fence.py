"""Keeps a crawl on the one site it was sent to: its host, http(s), and no address inside the house unless that is said."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError


class Fence:
    """A downloader middleware: every request passes here, redirected ones and robots.txt too."""

    def __init__(self, host: str, private: bool) -> None:
        self.host, self.private = host, private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Fence:
        """As the settings of the crawl say."""
        return cls(crawler.settings["FENCE_HOST"], crawler.settings.getbool("FENCE_PRIVATE"))

    def process_request(self, request: Request) -> None:
        """IgnoreRequest for what leads elsewhere."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"} or (parts.hostname or "").lower() != self.host:
            raise IgnoreRequest(f"outside {self.host}: {request.url}")
        if not self.private and is_private(self.host):
            raise IgnoreRequest(f"a private address: {request.url}")


class FencedResolver(CachingThreadedResolver):
    """Looks a name up and refuses what lies inside the house, each time, so that a name cannot change its meaning."""

    private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> FencedResolver:
        """As the settings of the crawl say."""
        made = super().from_crawler(crawler, reactor)
        made.private = crawler.settings.getbool("FENCE_PRIVATE")
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address, or DNSLookupError."""
        return super().getHostByName(name, timeout).addCallback(self._allowed, name)

    def _allowed(self, address: Any, name: str) -> Any:
        if not self.private and is_private(str(address)):
            raise DNSLookupError(f"{name} is a private address")
        return address


def is_private(host: str) -> bool:
    """True for an address literal that is not one of the public internet; a name is none."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
