"""The same migrations and the same rules on PostgreSQL: a cluster of its own, started for this test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDERS = [
    "audit",
    "agencies",
    "publications",
    "inforequests",
    "disputes",
    "engagement",
    "registers",
    "filings",
    "auditroom",
    "supervision",
    "office",
    "portal",
]


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    folders = (
        [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next(
        (folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None
    )


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database reached by socket; the server ends with the block."""
    folder = binaries()
    if folder is None:
        if "postgresql" in os.environ.get("GONGKAI_REQUIRE", "").split():
            pytest.fail("PostgreSQL is required here (GONGKAI_REQUIRE) but initdb was not found")
        pytest.skip("no PostgreSQL server on this machine: its rules were not tested")
    root = os.geteuid() == 0
    # initdb refuses root; a socket path must stay short.
    data = Path(tempfile.mkdtemp(prefix="gk-pg-", dir="/tmp"))
    if root:
        shutil.chown(data, "postgres", "postgres")
    as_user = ["runuser", "-u", "postgres", "--"] if root else []

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=data)

    run(
        str(folder / "initdb"),
        "-D",
        str(data / "db"),
        "-A",
        "trust",
        "-U",
        "gongkai",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-k {data} -c listen_addresses= -c fsync=off -c synchronous_commit=off"
    run(str(folder / "pg_ctl"), "-D", str(data / "db"), "-w", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield f"postgresql://gongkai@/gongkai?host={data}"
    finally:
        run(str(folder / "pg_ctl"), "-D", str(data / "db"), "-m", "immediate", "stop")
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def cluster() -> Iterator[str]:
    """The same for the length of a test."""
    with running() as url:
        yield url


@pytest.mark.long
def test_every_app_keeps_its_rules_on_postgresql(cluster):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    environment |= {"GONGKAI_DATABASE_URL": cluster}
    folders = [f"tests/{name}" for name in FOLDERS if (REPOSITORY / "tests" / name).is_dir()]
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-x", "-m", "not sqlite", *folders]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
