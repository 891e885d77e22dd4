"""Whole addresses: they name the site as the public knows it (GONGKAI_SITE), never as a visitor happened to ask for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

UNNAMED = "http://127.0.0.1:8000"  # no address was set: an installation that nobody outside sees


def site() -> str:
    """https://www.example.gov.cn, without a slash at its end."""
    return settings.GONGKAI_SITE or UNNAMED


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
