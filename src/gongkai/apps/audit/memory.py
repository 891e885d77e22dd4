"""What the pages that are made at each call have in common, made once in a process while nothing is recorded.

The end of the log is the version of everything that the public may see: whatever changes it, is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

Made = TypeVar("Made")


class _Known:
    """The parts that were made under one end of the log; a new end begins a new one, nothing is ever mended."""

    def __init__(self, change: str) -> None:
        self.change = change
        self.parts: dict[Hashable, Any] = {}


_known = _Known("")
# What the request that runs has been given; None outside of a request.
_asked: ContextVar[list[dict[Hashable, Any]] | None] = ContextVar("asked", default=None)


class OneChange:
    """Middleware: one request sees one state of what pages have in common, and asks for it once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _asked.set([])
        try:
            return self.get_response(request)
        finally:
            _asked.reset(token)


def last_change() -> str:
    """The end of the log, in short: another text whenever anything was recorded."""
    with connection.cursor() as cursor:  # a dozen times as quick as by the model, and every page asks it
        cursor.execute("SELECT digest FROM audit_head WHERE id = 1")
        row = cursor.fetchone()
    return str(row[0])[:16] if row else ""


def parts() -> dict[Hashable, Any]:
    """What was made since the last change, by name. Costs one small query in a request, however often it is called."""
    asked = _asked.get()
    if asked is None:
        return _since(last_change())
    if not asked:
        asked.append(_since(last_change()))
    return asked[0]


def _since(change: str) -> dict[Hashable, Any]:
    global _known
    if _known.change != change:
        _known = _Known(change)
    return _known.parts


def remembered(name: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` returns, called again only after something was recorded. What it refuses is not remembered."""
    known = parts()
    if name not in known:
        known[name] = make()
    found: Made = known[name]
    return found


def forget() -> None:
    """Begins anew, for who puts another database in the place of this one."""
    global _known
    _known = _Known("")
