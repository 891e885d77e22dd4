"""What is done: a file of JSON lines, each a result with the digest of what it was read from.

A run writes every result there and gives them out from there, so that ten thousand need no memory; given a
name (`--resume`), the same file lets a later run go on where this one stopped.
"""

from __future__ import annotations

import json
import tempfile
from collections import deque
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from gongkai.cli.check.one import Result, digest
from gongkai.law.refusals import Refused


class Store:
    """Results by path, in the order in which this run asked for them.

    previous: last year's report that all are compared with; another one makes all results new.
    """

    def __init__(self, path: str, previous: str = "") -> None:
        self._named = bool(path)
        self._previous = previous
        self._version = version("gongkai")
        self._done: dict[str, tuple[str, int]] = {}  # path → digest, place in the file
        self._order: list[int | None] = []  # places of this run's results; None for one that is not here yet
        self._open: deque[int] = deque()
        try:
            file = Path(path).open("a+b") if path else tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving
            self._file = cast("BinaryIO", file)
        except OSError as error:
            raise Refused(f"无法写入进度文件“{path}”，请核对路径和权限。", field="resume") from error
        if path:
            self._load(path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        """Results at hand."""
        return len(self._order) - len(self._open)

    def has(self, path: str) -> bool:
        """True where an earlier run did this file and it has not changed since: then it is taken over.

        False keeps its turn for the next `add`.
        """
        known = self._done.get(path)
        if known is not None and known[0] == self._digest(path):
            self._order.append(known[1])
            return True
        self._open.append(len(self._order))
        self._order.append(None)
        return False

    def add(self, result: Result) -> None:
        """Keep the result of the first file that is still open. It is with the system when this returns."""
        path = result.line["file"]
        at = self._file.seek(0, 2)
        kept = {
            "path": path,
            "digest": self._digest(path) if self._named else "",
            "line": result.line,
            "sketch": result.sketch,
        }
        self._file.write(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n")
        self._file.flush()
        self._order[self._open.popleft()] = at

    def results(self) -> Iterator[Result]:
        """The results at hand, in the order in which they were asked for."""
        for at in self._order:
            if at is not None:
                self._file.seek(at)
                kept = json.loads(self._file.readline().decode("utf-8", "surrogateescape"))
                yield Result(kept["line"], tuple(kept["sketch"]))

    def _digest(self, path: str) -> str:
        found = digest(path, self._previous)
        return f"{self._version}:{found}" if found else ""

    def _load(self, path: str) -> None:
        self._file.seek(0)
        at = 0
        for text in self._file:
            try:
                kept = json.loads(text.decode("utf-8", "surrogateescape"))
                if kept["digest"]:
                    self._done[kept["path"]] = (kept["digest"], at)
            except (ValueError, KeyError, TypeError) as error:
                if text.startswith(b'{"path": ') and not text.endswith(b"\n"):
                    self._file.truncate(at)  # the last run was killed in the middle of a line
                    return
                raise Refused(f"“{path}”不是本命令写的进度文件，请换一个文件名。", field="resume") from error
            at += len(text)
