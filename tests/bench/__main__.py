"""`python -m tests.bench [names]`: one JSON object a line for each bench; exit 0 whatever holds."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

NAMES = sorted(file.stem.removeprefix("bench_") for file in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: str) -> None:
    names = [name for name in wanted.replace(" ", ",").split(",") if name] or NAMES
    unknown = [name for name in names if name.replace("-", "_") not in NAMES]
    if unknown:
        sys.exit(f"没有这些测速项：{'、'.join(unknown)}；现有：{'、'.join(NAMES)}")
    for name in names:
        module = importlib.import_module(f"tests.bench.bench_{name.replace('-', '_')}")
        sys.stdout.write(json.dumps(module.bench(), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(",".join(sys.argv[1:]))
