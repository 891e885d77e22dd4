"""Baking item pages: database, view, template, compression and file, in pages for a second of one core."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from gongkai.apps.portal import queries
from gongkai.apps.portal.baking import following
from gongkai.apps.portal.baking.folder import Release
from tests.bench import big_site

GOAL = 250
REFERENCE = 68  # what a Chinese government CMS tells of itself, with three threads
PAGES, RUNS = 500, 5


def bench() -> dict[str, Any]:
    """One line of `make bench`: pages a second and core, by the time of the processor; the best of five runs."""
    big_site.people()
    big_site.without_manifest()
    big_site.fill(PAGES * big_site.AGENCIES)
    agency = queries.agency("big-0")
    kind = following.KIND["item"]
    pages = list(kind.every(agency))[:PAGES]
    rates = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS + 1):
            release = Release(Path(folder, str(number)), served=False)
            begun = process_time()
            assert following.bake(release, kind, agency, pages, []) == PAGES
            rates.append(PAGES / (process_time() - begun))
            assert release.written == 2 * PAGES
    ours = max(rates[1:])  # the first one loads the templates
    return {
        "name": "bake",
        "ours": round(ours),
        "reference": REFERENCE,
        "unit": "pages/s/core",
        "ratio": round(ours / REFERENCE, 1),
        "goal": GOAL,
        "holds": ours >= GOAL,
    }
