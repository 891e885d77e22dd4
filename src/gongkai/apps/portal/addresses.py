"""Whole addresses: they name the site as the public knows it (GONGKAI_SITE), never as a visitor happened to ask for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse

UNNAMED = "http://127.0.0.1:8000"  # no address was set: an installation that nobody outside sees
HERE = {"127.0.0.1", "localhost", "[::1]"}


def site() -> str:
    """https://www.example.gov.cn, without a slash at its end."""
    return settings.GONGKAI_SITE or UNNAMED


def wrong(given: str, hosts: list[str], *, outside: bool) -> str:
    """What is wrong with an address of the site (GONGKAI_SITE), in a sentence; empty when nothing is.

    hosts: the names that are answered to. outside: whether there is a sign that others than this machine ask.
    """
    if not given:
        if outside or set(hosts) - HERE:
            return (
                "没有设置 GONGKAI_SITE（公众访问本站的网址），网页标签、站点地图、订阅和邮件里的链接都会指向"
                f" {UNNAMED}：请设置后重新启动，并运行 gongkai bake"
            )
        return ""
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        return f"GONGKAI_SITE 应当只有协议和域名，如 https://www.example.gov.cn，现在是“{given}”"
    if not validate_host(parts.hostname, hosts):
        return f"GONGKAI_SITE 的域名 {parts.hostname} 不在 GONGKAI_HOSTS 中，公众用它访问会被拒绝：请加上"
    return ""


def host() -> str:
    """The domain of the site, for the meta tag SiteDomain."""
    return urlsplit(site()).netloc


def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return f"{site()}{path}"


@lru_cache(maxsize=4096)
def path(name: str, *args: Any) -> str:
    """The path of a public page by its name in the URL map. Kept, since a bake asks for the same ones on every page."""
    return reverse(f"portal:{name}", args=args)
