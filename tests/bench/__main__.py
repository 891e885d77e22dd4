"""`python -m tests.bench [names]`: one JSON object a line for each bench; exit 0 whatever holds.

Each bench is a process of its own: none finds the records, caches and settings of the one before it.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

NAMES = sorted(file.stem.removeprefix("bench_") for file in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: str) -> None:
    names = [name for name in wanted.replace(" ", ",").split(",") if name] or NAMES
    unknown = [name for name in names if name.replace("-", "_") not in NAMES]
    if unknown:
        sys.exit(f"没有这些测速项：{'、'.join(unknown)}；现有：{'、'.join(NAMES)}")
    if len(names) > 1:
        for name in names:
            own = os.environ | {"BENCH_HOME": f"{os.environ['BENCH_HOME']}/{name}"}
            subprocess.run([sys.executable, "-m", "tests.bench", name], env=own, check=False)
        return
    module = importlib.import_module(f"tests.bench.bench_{names[0].replace('-', '_')}")
    sys.stdout.write(json.dumps(module.bench(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(",".join(sys.argv[1:]))
