"""How often one address may write or guess: counted in the cache, by a digest of the address."""

from __future__ import annotations

import time
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def allowed(request: HttpRequest, what: str, *, times: int, seconds: int = HOUR) -> bool:
    """True, and counted, while the address has done this fewer than `times` times in the last `seconds`."""
    return allowed_for(address(request), what, times=times, seconds=seconds)


def allowed_for(whom: str, what: str, *, times: int, seconds: int = HOUR) -> bool:
    """The same for something else than the address, such as the number that somebody guesses at."""
    key = _key(whom, what)
    now = time.time()
    done = [moment for moment in cache.get(key, []) if moment > now - seconds]
    if len(done) >= times:
        return False
    cache.set(key, [*done, now], seconds)
    return True


def _key(whom: str, what: str) -> str:
    return f"portal:{what}:{sha256(whom.encode()).hexdigest()[:24]}"


def address(request: HttpRequest) -> str:
    """The address of the caller; behind our own proxy, the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
