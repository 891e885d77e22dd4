"""Pages that are made at each call, the search and the look-up of an application, against a bare HttpResponse of Django
under the same server: granian with two workers, asked by eight at once."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command

from tests.bench import ground
from tests.bench.serving import granian

GOAL = {"ratio": 0.10, "p99_by_p50": 10}
AT_ONCE, SECONDS, WORKERS = 8, float(os.environ.get("BENCH_SECONDS", "6")), 2
ITEMS = int(os.environ.get("BENCH_ITEMS", "5000"))
PAGES = {
    "search": f"/a/bench-1/search/?q={quote('事项 通知')}",
    "tracking": "/a/bench-1/requests/track/",
}


def bench() -> dict[str, Any]:
    """One line of `make bench`: requests a second of the slower page. BENCH_ITEMS: what can be found."""
    _stock()
    with granian("gongkai.server.wsgi:application", workers=WORKERS) as (port, _):
        ours = {name: _asked(port, address) for name, address in PAGES.items()}
    with granian("tests.bench.bare:application", workers=WORKERS) as (port, _):
        bare = _asked(port, "/")
    slower = min(ours.values(), key=lambda one: one["rps"])
    ratio = slower["rps"] / bare["rps"]
    return {
        "name": "dynamic",
        "ours": slower["rps"],
        "reference": bare["rps"],
        "unit": "requests/s",
        "ratio": round(ratio, 3),
        "goal": GOAL,
        "holds": ratio >= GOAL["ratio"]
        and all(one["p99"] <= GOAL["p99_by_p50"] * one["p50"] for one in ours.values()),
        "pages": ours,
        "bare": bare,
        "items": ITEMS,
    }


def _stock() -> None:
    """`ITEMS` items of one agency in the search; style sheets as `gongkai serve` collects them."""
    from gongkai.apps.publications.actions import rebuild_index  # noqa: PLC0415 - after the platform stands
    from gongkai.apps.publications.models import Column, Item  # noqa: PLC0415

    post = ground.clerk()
    column = Column.objects.create(agency=post.agency, code="rules", name="文件", kind="other")
    day = date(2025, 3, 1)
    out = {"state": "published", "first_public_on": day, "published_at": datetime(2025, 3, 1, tzinfo=UTC)}
    Item.objects.bulk_create(
        Item(
            agency=post.agency,
            column=column,
            author=post,
            title=f"关于第{number}号事项的通知",
            body="请遵照执行。" * 20,
            index_number=f"bench-{number}",
            **out,
        )
        for number in range(ITEMS)
    )
    rebuild_index()
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # the same names, uncompressed
    }
    call_command("collectstatic", interactive=False, verbosity=0)


def _asked(port: int, address: str) -> dict[str, float]:
    """Requests a second, and ms of one in the middle and in the slowest hundredth."""
    asyncio.run(_ask(port, address, 1.0))
    times = asyncio.run(_ask(port, address, SECONDS))
    ordered = sorted(times)
    return {
        "rps": round(len(times) / SECONDS, 1),
        "p50": round(ground.middle(times), 2),
        "p99": round(ordered[int(len(ordered) * 0.99)], 2),
    }


async def _ask(port: int, address: str, seconds: float) -> list[float]:
    """Milliseconds of each request of `AT_ONCE` callers, each on its one connection, for so long."""
    until = perf_counter() + seconds
    found = await asyncio.gather(*(_caller(port, address, until) for _ in range(AT_ONCE)))
    return [one for times in found for one in times]


async def _caller(port: int, address: str, until: float) -> list[float]:
    asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    while (begun := perf_counter()) < until:
        writer.write(asked)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert b" 200 " in head.split(b"\r\n", 1)[0], head[:80]
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        times.append((perf_counter() - begun) * 1e3)
    writer.close()
    return times
