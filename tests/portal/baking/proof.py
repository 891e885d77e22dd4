"""`python -m tests.portal.baking.proof`: a big site baked, killed, resumed; then one item published. JSON lines.

SITE_ITEMS: how many items (500,000). BENCH_HOME: a folder to work in, kept; else a temporary one. Run by `tests.proofs site`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench import big_site  # first: sets the platform up in its own folder

from tests.bench.ground import middle  # isort: skip

from django.conf import settings
from django.db import connection
from django.urls import reverse

from gongkai.apps.portal.baking import folder

ITEMS = int(os.environ.get("SITE_ITEMS", "500000"))
BAKE = [str(Path(sys.executable).with_name("gongkai")), "bake"]


def tell(**found: Any) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def baked() -> None:
    """A bake by two processes, killed when a third of the pieces is done, and run again."""
    environment = os.environ | {"GONGKAI_SITE": "https://gongkai.test"}
    begun = time.perf_counter()
    first = subprocess.Popen(BAKE, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    pieces = ITEMS * 11 // 1000 // 3
    while first.poll() is None and _done() < pieces:
        time.sleep(0.5)
    if first.poll() is None:
        os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    killed, half = time.perf_counter() - begun, _done()
    tell(
        step="killed with kill -9",
        pieces=half,
        seconds=round(killed),
        served=(folder.root() / "current").exists(),
    )
    begun = time.perf_counter()
    subprocess.run(BAKE, env=environment, check=True, stdout=subprocess.DEVNULL)
    again = time.perf_counter() - begun
    release = folder.current()
    assert release
    pages = sum(1 for _ in release.public.rglob("index.html"))
    tell(step="resumed", seconds=round(again), pages=pages, pages_a_second=round(pages / (killed + again)))


def _done() -> int:
    return sum(len(file.read_bytes().splitlines()) for file in folder.root().glob("releases/*/done"))


def published(count: int = 25) -> None:
    """Items published one after the other: files written for each, and until the page is there."""
    reverse("portal:home")  # a server has read its addresses before anybody publishes
    release = folder.current()
    assert release
    written: list[Path] = []
    plain = folder._write

    def noted(file: Path, content: bytes, *, sync: bool) -> None:
        written.append(file)
        plain(file, content, sync=sync)

    folder._write = noted
    times, files = [], []
    for number in range(count):
        made: dict[str, float] = {}
        item = big_site.publish_one(
            f"第{number}件新发布的公告", lambda made=made: made.update(at=time.perf_counter())
        )
        times.append(time.perf_counter() - made["at"])
        page = release.file(f"/a/big-0/items/{item.pk}/")
        assert item.title in page.read_text()
        files.append(len([file for file in written if file.name != "state.json"]))
        written.clear()
    tell(
        step="published one by one",
        items=ITEMS,
        files_written_most=max(files),
        files_written_usual=int(middle([float(one) for one in files])),
        visible_s=round(middle(times), 2),
        visible_most_s=round(max(times), 2),
        holds=max(files) <= 20 and max(times) <= 2,
    )


def main() -> None:
    begun = time.perf_counter()
    big_site.people()
    big_site.fill(ITEMS)
    connection.close()
    tell(step="filled", items=ITEMS, seconds=round(time.perf_counter() - begun))
    baked()
    published()
    run = [*BAKE, "--verify", "--sample", "2000"]
    environment = os.environ | {"GONGKAI_SITE": settings.GONGKAI_SITE}
    result = subprocess.run(run, env=environment, capture_output=True, text=True)
    tell(step="verified", exit=result.returncode, said=result.stdout.strip().splitlines()[-1:])


if __name__ == "__main__":
    main()
