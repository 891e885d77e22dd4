"""Commands that need the database say so when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "gongkai"


@pytest.mark.parametrize("words", [["report", "某局", "2024"], ["audit", "verify"], ["recompute"]])
def test_a_command_without_a_database_says_what_to_run_first(tmp_path, words):
    environment = os.environ | {"GONGKAI_HOME": str(tmp_path)}
    environment.pop("GONGKAI_DATABASE_URL", None)
    done = subprocess.run([COMMAND, *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "数据库还没有建立，请先运行 gongkai migrate（或 make demo），并核对 GONGKAI_HOME"
    )
