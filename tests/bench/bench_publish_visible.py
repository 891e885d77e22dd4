"""From the press of the button to the page in public: publishing, writing the touched files, being served."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.conf import settings

from gongkai.apps.portal.baking.whole import bake_whole
from gongkai.server.baked import Baked
from gongkai.server.headers import public_headers
from tests.bench import big_site, ground

GOAL_MS = 2000
ITEMS, RUNS = 5000, 15


def bench() -> dict[str, Any]:
    """One line of `make bench`: milliseconds of the slowest of fifteen publications, and of the middle one."""
    big_site.people()
    big_site.without_manifest()
    big_site.fill(ITEMS)
    bake_whole()
    server = Baked(_platform, settings.GONGKAI_SITE_FOLDER, public_headers())
    times = []
    for number in range(RUNS):
        begun: dict[str, float] = {}
        item = big_site.publish_one(f"第{number}件", lambda begun=begun: begun.update(at=perf_counter()))
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/a/big-0/items/{item.pk}/"}
        body = b"".join(server(environ, lambda *args: None))
        assert item.title.encode() in body
        times.append((perf_counter() - begun["at"]) * 1e3)
    return {
        "name": "publish-visible",
        "ours": round(max(times)),
        "reference": GOAL_MS,
        "unit": "ms",
        "ratio": round(max(times) / GOAL_MS, 2),
        "goal": GOAL_MS,
        "holds": max(times) <= GOAL_MS,
        "p50": round(ground.middle(times)),
    }


def _platform(environ: dict[str, Any], start: Any) -> list[bytes]:
    raise AssertionError("not baked")
