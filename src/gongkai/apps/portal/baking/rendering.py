"""The answers of pages, asked of the views themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotFound
from django.test.client import RequestFactory
from django.urls import resolve

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal.addresses import host
from gongkai.apps.portal.baking.kinds import Args, Kind, Made

CHUNK = 200  # pages whose data is read together
Failed = Callable[[Args, Exception], None]


def answers(
    kind: Kind, agency: Agency | None, wanted: Iterable[Args], kept: dict[Any, Any], failed: Failed
) -> Iterator[tuple[str, Made]]:
    """The path and the answer of each of these pages. kept: what pages of one run share; failed: told of a page
    that could not be made, while the others go on.
    """
    rows = iter(wanted)
    while chunk := list(islice(rows, CHUNK)):
        for made in _chunk(kind, agency, chunk, _requests(kept), failed):
            yield kind.address(agency, made.args), made


def _chunk(
    kind: Kind,
    agency: Agency | None,
    chunk: list[Args],
    requests: Callable[[str], HttpRequest],
    failed: Failed,
) -> Iterator[Made]:
    done = set()
    if kind.many and agency:
        try:
            for made in kind.many(agency, chunk, requests):
                done.add(made.args)
                yield made
        except OSError:
            raise
        except Exception:  # noqa: S110 - the rest is asked one by one below, where it is told
            pass
    for args in chunk:
        if args in done:
            continue
        try:
            if kind.many and agency:
                yield from kind.many(agency, [args], requests)
            else:
                yield Made(args, _asked(kind.address(agency, args), requests))
        except OSError:
            raise
        except Exception as error:  # whatever a view raises
            failed(args, error)


def _asked(path: str, requests: Callable[[str], HttpRequest]) -> Any:
    match = resolve(path)
    view = getattr(match.func, "plain", match.func)
    try:
        return view(requests(path), *match.args, **match.kwargs)
    except Http404:
        return HttpResponseNotFound()


def _requests(kept: dict[Any, Any]) -> Callable[[str], HttpRequest]:
    factory = RequestFactory(SERVER_NAME=host().partition(":")[0])

    def make(path: str) -> HttpRequest:
        request = factory.get(path)
        request.kept = kept  # type: ignore[attr-defined]
        return request

    return make
