"""One of the processes of a whole bake: pieces of work come in by line, what was done goes out. Ends with its parent."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.server.settings")
django.setup()

from gongkai.apps.portal.baking.folder import FULL, Release  # noqa: E402 - models need Django set up
from gongkai.apps.portal.baking.whole import work  # noqa: E402


def main(release: Release) -> None:
    """Works until the parent closes the pipe, or is no more."""
    for line in sys.stdin:
        name, pk, first = json.loads(line)
        try:
            pages, failures = work(release, (name, pk, first))
        except OSError as broken:
            if broken.errno not in FULL:
                raise
            _say(full=broken.errno)
            return
        _say(pages=pages, failures=failures)


def _say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Release(Path(sys.argv[1]), served=False))
