"""Ctrl-C leaves what is done; --resume goes on there and reads only what is new or has changed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.cli.check import command
from tests.cli.check.reports import WRONG, page, write


@pytest.fixture
def paths(tmp_path):
    return write(tmp_path, a=page("甲市卫生局"), b=page("乙市卫生局", text=WRONG), c=page("丙市卫生局"))


@pytest.fixture
def state(tmp_path):
    return str(tmp_path / "state.jsonl")


def run(*words):
    return CliRunner().invoke(app, ["check", "--json", *words])


def agencies(result):
    return [json.loads(line)["agency"] for line in result.stdout.splitlines()]


def examined(monkeypatch):
    """The files that are read from here on."""
    seen, real = [], command.result
    monkeypatch.setattr(command, "result", lambda task: seen.append(Path(task.path).name) or real(task))
    return seen


def test_an_interrupt_gives_out_what_is_done_and_a_second_run_does_the_rest(paths, state, monkeypatch):
    real = command.result

    def interrupted(task):
        if task.path == paths[2]:
            raise KeyboardInterrupt
        return real(task)

    with monkeypatch.context() as patched:
        patched.setattr(command, "result", interrupted)
        stopped = run("--resume", state, *paths)
    assert stopped.exit_code == 130
    assert agencies(stopped) == ["甲市卫生局", "乙市卫生局"]
    assert f"--resume {state}" in stopped.stderr
    seen = examined(monkeypatch)
    again = run("--resume", state, *paths)
    assert agencies(again) == ["甲市卫生局", "乙市卫生局", "丙市卫生局"]
    assert seen == ["c.html"]
    assert again.exit_code == 1


def test_a_file_that_changed_since_is_read_again(paths, state, monkeypatch):
    run("--resume", state, *paths)
    Path(paths[1]).write_text(page("丁市卫生局"), "utf-8")
    seen = examined(monkeypatch)
    again = run("--resume", state, *paths)
    assert seen == ["b.html"]
    assert agencies(again) == ["甲市卫生局", "丁市卫生局", "丙市卫生局"]


def test_results_against_one_last_year_are_not_taken_for_another(paths, state, monkeypatch):
    run("--resume", state, paths[0])
    seen = examined(monkeypatch)
    run("--resume", state, "--previous", paths[2], paths[0])
    assert seen == ["a.html"]


def test_a_state_cut_off_in_the_middle_of_a_line_is_mended(paths, state, monkeypatch):
    run("--resume", state, *paths)
    with Path(state).open("r+b") as file:
        file.truncate(Path(state).stat().st_size - 20)
    seen = examined(monkeypatch)
    assert len(agencies(run("--resume", state, *paths))) == 3
    assert seen == ["c.html"]
    assert len(agencies(run("--resume", state, *paths))) == 3
    assert seen == ["c.html"]


def test_a_file_that_is_no_state_is_refused_and_left_alone(paths, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("买菜\n")
    result = run("--resume", str(other), *paths)
    assert result.exit_code == 2
    assert "不是本命令写的进度文件" in result.stderr
    assert other.read_text() == "买菜\n"


def test_ctrl_c_in_a_terminal_ends_a_pool_in_seconds(tmp_path, state):
    write(tmp_path, **{f"r{number}": page() for number in range(600)})
    words = [sys.executable, "-c", "from gongkai.cli import app; app()", "check", "--json", "--jobs", "2"]
    process = subprocess.Popen(
        [*words, "--resume", state, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    kept = Path(state)
    while not (kept.exists() and kept.stat().st_size > 2000) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert 0 < len(out.splitlines()) < 600
    assert "已中断" in err.decode()
    assert "Traceback" not in err.decode()
