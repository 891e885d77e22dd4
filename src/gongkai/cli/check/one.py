"""One file to its result: the same function for one file, a pool of processes and a cluster."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.cli.check.beside import sketch
from gongkai.cli.check.convert import converted
from gongkai.reports import audit, read
from gongkai.reports.facts import Amount
from gongkai.reports.read import Note, Reading
from gongkai.reports.read.reading import refused

Line = dict[str, Any]  # the object of the contract
_PATIENCE = 60  # seconds for one file
_LEVELS = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to examine, and those to read it beside: last year's report and reports of sister agencies."""

    path: str
    previous: str = ""
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a file gave: the object of the contract, and a sketch of its text to find others like it."""

    line: Line
    sketch: tuple[int, ...] = ()


def examine(task: Task) -> tuple[Line, Reading]:
    """The object of the contract and the reading. Never raises: whatever goes wrong is a refusal."""
    reading = read_file(task.path)
    if reading.status == "refused":
        return as_line(task.path, reading, ()), reading
    try:
        with _patience():
            found = audit(
                reading,
                previous=_beside(task.previous) if task.previous else None,
                siblings=[_beside(path) for path in task.siblings],
            )
    except Exception as error:
        reading = _fault("审核", error)
        found = []
    return as_line(task.path, reading, found), reading


def result(task: Task) -> Result:
    """What goes from one process to another."""
    line, reading = examine(task)
    return Result(line, sketch(reading))


def lost(task: Task) -> Result:
    """The result for a file that killed the process reading it."""
    message = "读取这个文件时进程中断，请核对文件是否损坏。"
    return Result(as_line(task.path, refused("unreadable", message), ()))


def read_file(path: str) -> Reading:
    """The reading of a file; a file that cannot be opened is a refusal too."""
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError):
        return refused("unreadable", f"无法打开“{path}”，请核对路径和权限。")
    try:
        data = converted(Path(path), data)
        with _patience():
            return read(data, Path(path).name)
    except Exception as error:  # one bad file never stops the others
        return _fault("读取", error)


def digest(path: str, previous: str = "") -> str:
    """SHA-256 over a file and the one it is compared with; "" where one cannot be opened."""
    together = hashlib.sha256()
    try:
        for one in (path, previous) if previous else (path,):
            with Path(one).open("rb") as file:
                together.update(hashlib.file_digest(file, "sha256").digest())
    except (OSError, ValueError):
        return ""
    return together.hexdigest()


def as_line(path: str, reading: Reading, found: Sequence[Note]) -> Line:
    """The object of the contract for one file, its findings the worst first."""
    return {
        "file": path,
        "status": reading.status,
        "reason": reading.reason,
        "agency": reading.agency,
        "year": reading.year,
        "edition": reading.edition,
        "figures": {key: _number(value) for key, value in reading.figures.items()},
        "findings": sorted(map(_finding, found), key=lambda one: _LEVELS[one["level"]]),
        "message": reading.message,
        "labels": dict(reading.labels) if reading.edition == "local" else {},
    }


def _finding(note: Note) -> dict[str, Any]:
    at = note.at
    return {
        "rule": note.rule,
        "level": note.level,
        "keys": list(note.keys),
        "says": _number(note.says),
        "should": _number(note.should),
        "message": note.message,
        "quote": note.quote,
        "at": {"page": at.page, "line": at.line, "start": at.start, "end": at.end} if at else None,
    }


def _number(value: Amount | str | None) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@lru_cache(maxsize=4)
def _beside(path: str) -> Reading:
    return read_file(path)


def _fault(doing: str, error: Exception) -> Reading:
    if isinstance(error, TimeoutError):
        return refused(
            "unreadable", f"{doing}超过{_PATIENCE}秒仍未完成，已停止，请核对文件是否过大或者损坏。"
        )
    return refused("unreadable", f"{doing}时出错（{type(error).__name__}），请把这个文件发给维护人员。")


@contextmanager
def _patience() -> Iterator[None]:
    """No file may hold up the others for ever. Alarms reach only the main thread of a process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
