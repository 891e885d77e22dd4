"""A backup is whole and of one moment; what is restored from it answers as before."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "gongkai"


@pytest.fixture
def run(tmp_path):
    environment = os.environ | {"GONGKAI_HOME": str(tmp_path / "home")}
    environment.pop("GONGKAI_DATABASE_URL", None)

    def command(*words: str, home: Path = tmp_path / "home") -> subprocess.CompletedProcess[str]:
        told = environment | {"GONGKAI_HOME": str(home)}
        return subprocess.run([COMMAND, *words], env=told, capture_output=True, text=True)

    return command


@pytest.mark.long
def test_a_backup_is_restored_as_the_manual_says(run, tmp_path):
    home, copy, restored = (tmp_path / name for name in ("home", "copy", "restored"))
    assert run("migrate").returncode == 0
    (home / "files/items").mkdir(parents=True)
    (home / "files/items/附件1.pdf").write_bytes(b"one")
    (home / "sealed").mkdir()
    (home / "sealed/paper").write_bytes(b"two")
    writer = sqlite3.connect(home / "gongkai.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")  # somebody is writing just now
    done = run("backup", str(copy))
    writer.execute("ROLLBACK")
    assert done.returncode == 0, done.stderr
    assert "新增或者更新2个" in done.stdout
    assert "没有备份密钥" in done.stdout
    assert copy.stat().st_mode & 0o777 == 0o700
    assert not list(copy.rglob("*.secret")) + list(copy.rglob("*.part"))
    assert (copy / "files/items/附件1.pdf").read_bytes() == b"one"

    (home / "sealed/paper").unlink()
    (home / "files/items/附件2.pdf").write_bytes(b"three")
    again = run("backup", str(copy))
    assert "新增或者更新1个" in again.stdout
    assert (copy / "sealed/paper").read_bytes() == b"two"

    restored.mkdir()
    subprocess.run(["cp", "-a", f"{copy}/.", str(restored)], check=True)
    subprocess.run(["cp", "-a", *home.glob("*.secret"), str(restored)], check=True)
    for words in (["migrate"], ["audit", "verify"], ["reindex"], ["bake"]):
        done = run(*words, home=restored)
        assert done.returncode == 0, (words, done.stderr)


def test_a_backup_into_the_data_itself_is_refused_and_one_that_cannot_be_written_says_so(run, tmp_path):
    run("migrate")
    done = run("backup", str(tmp_path / "home/backup"))
    assert done.returncode == 2
    assert "不能放在数据目录" in done.stderr
    (tmp_path / "copy").write_text("a file where a folder is to be")
    done = run("backup", str(tmp_path / "copy"))
    assert done.returncode == 1
    assert "没有备份完" in done.stderr
