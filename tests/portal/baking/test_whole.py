"""The whole site anew: beside the one that is served, going on where it was killed, switched in one step."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
import typer
from django.core.files.storage import default_storage
from django.db import connection
from typer.testing import CliRunner

from gongkai.apps.portal.baking import folder, process, whole
from gongkai.apps.portal.baking.folder import Busy, Release, locked
from gongkai.apps.portal.baking.verifying import Drift, verify
from gongkai.apps.publications import actions
from tests.portal.conftest import HOME

from .conftest import pages, text

pytestmark = pytest.mark.sqlite  # files are written alike on every database

cli = import_module("gongkai.cli.bake")


def test_a_killed_bake_goes_on_where_it_stopped_and_serves_nothing_half(baked, site, publish, monkeypatch):
    publish("inspection", "隐患公告")
    work, done = whole.work, []

    def killed(release, unit):
        if len(done) == 5:
            raise KeyboardInterrupt
        done.append(unit)
        return work(release, unit)

    with monkeypatch.context() as dying:
        dying.setattr(whole, "work", killed)
        with pytest.raises(KeyboardInterrupt):
            whole.bake_whole()
    assert folder.current() is None
    assert not (site / "current").exists()
    again = []
    monkeypatch.setattr(whole, "work", lambda release, unit: again.append(unit) or work(release, unit))
    release = baked()
    assert len(list((site / "releases").iterdir())) == 1
    assert not set(again) & set(done)
    assert list(verify(release)) == []


def test_what_changes_while_the_site_is_baked_is_in_the_old_and_in_the_new(
    baked, follow, publish, clerk, monkeypatch
):
    withdrawn = publish("inspection", "将要撤下的一件")
    old = baked()
    work = whole.work
    found = {}

    def meanwhile(release, unit):
        if unit[0] == "privacy":  # the items are written by now
            found["new"] = follow(lambda: publish("inspection", "其间发布的一件"))
            follow(lambda: actions.withdraw(clerk, withdrawn, "内容有误"))
        return work(release, unit)

    monkeypatch.setattr(whole, "work", meanwhile)
    new = baked()
    assert new.folder != old.folder
    for release in (old, new):
        assert "其间发布的一件" in text(release, f"{HOME}items/{found['new'].pk}/")
        assert "其间发布的一件" in text(release, HOME)
        assert not release.file(f"{HOME}items/{withdrawn.pk}/").exists()
    assert list(verify(new)) == []


def test_the_new_site_is_served_by_one_switch_and_the_one_before_stays_for_its_readers(baked, site):
    first, second = baked(), baked()
    assert (site / "current").resolve() == second.folder
    assert first.folder.exists()
    third = baked()
    assert set((site / "releases").iterdir()) == {second.folder, third.folder}


def test_only_one_process_bakes_the_whole_site(columns):
    with locked("whole"), pytest.raises(Busy):
        whole.bake_whole()


def test_a_full_disk_is_said_and_the_served_site_stays_whole(baked, publish, monkeypatch):
    release = baked()
    before = {path: (release.public / path[1:]).read_bytes() for path in pages(release)}
    publish("inspection", "隐患公告")
    count, plain = [], folder._write

    def full(file, content, *, sync):
        count.append(file)
        if len(count) > 7:
            raise OSError(errno.ENOSPC, "No space left on device")
        plain(file, content, sync=sync)

    with monkeypatch.context() as filled:
        filled.setattr(folder, "_write", full)
        monkeypatch.setattr(cli, "start", lambda: None)
        monkeypatch.setattr("django.core.management.call_command", lambda *args, **more: None)
        result = CliRunner().invoke(_app(), ["--processes", "1"])
    assert result.exit_code == 1
    assert "磁盘空间不足" in result.output
    assert "从断点继续" in result.output
    assert {path: (release.public / path[1:]).read_bytes() for path in before} == before
    assert list(verify(baked())) == []


def test_a_process_that_finds_the_disk_full_says_so_to_the_one_that_waits_for_it(monkeypatch, capsys):
    def full(release, unit):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(process, "work", full)
    monkeypatch.setattr("sys.stdin", iter(['["home", null, -1]\n', '["home", null, -1]\n']))
    process.main(None)
    assert capsys.readouterr().out == '{"full": 28}\n'


def test_a_page_is_written_beside_its_place_and_nothing_half_stays(tmp_path, monkeypatch):
    file = tmp_path / "pages" / "index.html"
    file.parent.mkdir()
    folder._write(file, b"old", sync=True)

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder._write(file, b"new and longer", sync=True)
    assert file.read_bytes() == b"old"
    assert [one.name for one in file.parent.iterdir()] == ["index.html"]
    assert list((tmp_path / "site/drafts").iterdir()) == []


class TestVerifying:
    @pytest.fixture
    def release(self, baked, publish) -> Release:
        publish("inspection", "隐患公告")
        return baked()

    def test_finds_nothing_right_after_a_bake(self, release):
        assert list(verify(release)) == []

    def test_names_a_page_that_was_changed_by_hand(self, release):
        release.file(f"{HOME}guide/").write_text("别的内容")
        assert list(verify(release)) == [Drift(f"{HOME}guide/", "内容不同")]

    def test_names_a_packed_copy_that_tells_another_text(self, release):
        item = next((release.public / "a/ceshi-yj/items").iterdir())
        folder.Release._put(release, item / "index.html.gz", gzip.compress(b"other"))
        assert [drift.why for drift in verify(release)] == ["压缩副本的内容不同"]

    @pytest.mark.parametrize(
        "spoiled", [b"hello", gzip.compress(b"page" * 99, mtime=0)[:-9]], ids=["no archive", "cut off"]
    )
    def test_names_a_packed_copy_that_cannot_be_unpacked_and_goes_on(self, release, spoiled):
        item = next((release.public / "a/ceshi-yj/items").iterdir())
        (item / "index.html.gz").write_bytes(spoiled)
        release.file(f"{HOME}reports/").unlink()
        assert {drift.why for drift in verify(release)} == {"压缩副本的内容不同", "缺文件"}

    def test_names_what_is_missing_and_what_is_too_much(self, release):
        release.file(f"{HOME}columns/").unlink()
        (release.public / "a/ceshi-yj/items/999").mkdir()
        (release.public / "a/ceshi-yj/items/999/index.html").write_text("没有审查过")
        assert list(verify(release)) == [
            Drift(f"{HOME}columns/", "缺文件"),
            Drift("/a/ceshi-yj/items/999/index.html", "多余的文件"),
        ]

    def test_the_command_says_which_and_ends_with_one(self, release, monkeypatch):
        monkeypatch.setattr(cli, "start", lambda: None)
        assert CliRunner().invoke(_app(), ["--verify"]).exit_code == 0
        release.file(HOME).unlink()
        result = CliRunner().invoke(_app(), ["--verify"])
        assert result.exit_code == 1
        assert f"{HOME}　缺文件" in result.output
        assert CliRunner().invoke(_app(), ["--verify", "--sample", "5"]).exit_code in (0, 1)


def _app():
    app = typer.Typer()
    app.command()(cli.bake)
    return app


@pytest.mark.long
def test_a_bake_by_two_processes_killed_with_kill_9_is_resumed_by_the_command(tmp_path, migrate, site):
    """On a database file of its own, copied from the one of the test."""
    migrate([{"column": "inspection", "title": f"第{n}件", "date": "2024-06-01"} for n in range(300)])
    home = tmp_path / "platform"
    home.mkdir()
    copy = sqlite3.connect(home / "gongkai.sqlite3")
    copy.executescript("\n".join(connection.connection.iterdump()))
    copy.close()
    (home / "files").symlink_to(default_storage.location)
    environment = os.environ | {
        "GONGKAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
    }
    environment.pop("GONGKAI_DATABASE_URL", None)
    run = [str(Path(sys.executable).with_name("gongkai")), "bake"]
    first = subprocess.Popen(run, env=environment, start_new_session=True)
    done = home / "site/releases"
    for _ in range(1200):
        if any(file.stat().st_size for file in done.glob("*/done")):
            break
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not (home / "site/current").exists()
    [begun] = done.iterdir()
    subprocess.run(run, env=environment, check=True, timeout=300)
    assert (home / "site/current").resolve() == begun
    result = subprocess.run([*run, "--verify"], env=environment, capture_output=True, text=True, timeout=300)
    assert "全部一致" in result.stdout, result.stdout + result.stderr
