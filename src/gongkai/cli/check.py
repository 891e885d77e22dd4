"""`gongkai check`: read published annual reports and say what is wrong with them, on the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from gongkai.reports.facts import Amount
from gongkai.reports.read import Note, Reading, read
from gongkai.reports.read.checked import across_years, findings
from gongkai.reports.read.reading import refused

ENDINGS = frozenset((".html", ".htm", ".md", ".txt", ".docx", ".doc", ".pdf", ".xlsx", ".json"))
_LEVELS = {"error": "错误", "warning": "提示", "info": "说明"}
_COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}
_AHEAD = 4  # files handed to each process before the first of them is taken back
_CARRIED = ("t3.carried", "t2.rules.", "t2.normative_documents.")


@dataclass
class Checked:
    """One file's result: the object of the contract, and what the reports of other years need of it."""

    line: dict[str, Any]
    carried: dict[str, Amount | None] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, int] | None:
        """(agency, year), where both are known."""
        agency, year = self.line["agency"], self.line["year"]
        return (agency, year) if agency and year else None


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹；“-”表示由标准输入逐行给出路径")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="每个文件输出一行JSON")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="同时使用的进程数")] = 1,
    previous: Annotated[
        str, typer.Option("--previous", metavar="FILE", help="上一年度的报告，用于核对结转和存量")
    ] = "",
) -> None:
    """读取并审核已公布的政府信息公开年度报告。"""
    before = None
    if previous:
        last = read_file(Path(previous))
        if last.status != "read":
            typer.echo(f"上年报告“{previous}”不能读取：{last.message}", err=True)
            raise typer.Exit(2)
        before = dict(last.figures)
    files = _expand(paths)
    any_read = any_error = False
    shown: list[dict[str, Any]] = []
    for line in _lines(files, jobs, before):
        any_read |= line["status"] == "read"
        any_error |= any(one["level"] == "error" for one in line["findings"])
        if as_json:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        else:
            shown.append(line)
    if not as_json:
        _print(shown)
    raise typer.Exit(2 if not any_read else 1 if any_error else 0)


def read_file(path: Path) -> Reading:
    """The reading of a file; a file that cannot be opened is a refusal too."""
    try:
        data = path.read_bytes()
    except OSError:
        return refused("unreadable", f"无法打开“{path}”，请核对路径和权限。")
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") not in data:
        data = _converted(path, data)
    try:
        return read(data, path.name)
    except Exception as error:  # one bad file never stops the others
        return refused("unreadable", f"读取时出错（{type(error).__name__}），请把这个文件发给维护人员。")


def as_line(path: str, reading: Reading, found: Sequence[Note]) -> dict[str, Any]:
    """The object of the contract for one file."""
    return {
        "file": path,
        "status": reading.status,
        "reason": reading.reason,
        "agency": reading.agency,
        "year": reading.year,
        "edition": reading.edition,
        "figures": {key: _number(value) for key, value in reading.figures.items()},
        "findings": [_finding(note) for note in found],
        "message": reading.message,
        "labels": dict(reading.labels) if reading.edition == "local" else {},
    }


def _finding(note: Note) -> dict[str, Any]:
    return {
        "rule": note.rule,
        "level": note.level,
        "keys": list(note.keys),
        "says": _number(note.says),
        "should": _number(note.should),
        "message": note.message,
        "quote": note.quote,
        "at": {"page": note.at.page, "line": note.at.line, "start": note.at.start, "end": note.at.end}
        if note.at
        else None,
    }


def _number(value: Amount | str | None) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _check(path: str, before: Mapping[str, Amount | None] | None) -> Checked:
    reading = read_file(Path(path))
    found = findings(reading, before) if reading.status == "read" else []
    carried = {key: value for key, value in reading.figures.items() if key.startswith(_CARRIED)}
    return Checked(as_line(path, reading, found), carried)


def _lines(
    files: Iterator[str], jobs: int, before: Mapping[str, Amount | None] | None
) -> Iterator[dict[str, Any]]:
    """The results in input order. Without a given last year, the years of an agency are paired at the end."""
    if before is not None:
        for result in _all(files, jobs, before):
            yield result.line
        return
    carried: dict[tuple[str, int], dict[str, Amount | None]] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as store:
        for result in _all(files, jobs, None):
            if result.name:
                carried.setdefault(result.name, result.carried)
            store.write(json.dumps(result.line, ensure_ascii=False) + "\n")
        store.seek(0)
        yield from _paired(store, carried)


def _paired(
    store: IO[str], carried: Mapping[tuple[str, int], Mapping[str, Amount | None]]
) -> Iterator[dict[str, Any]]:
    for text in store:
        line = json.loads(text)
        last = carried.get((line["agency"], (line["year"] or 0) - 1))
        if last:
            reading = read_file(Path(line["file"]))
            added = across_years(reading, last)
            line["findings"] = sorted(
                line["findings"] + [_finding(note) for note in added],
                key=lambda one: list(_LEVELS).index(one["level"]),
            )
        yield line


def _all(files: Iterator[str], jobs: int, before: Mapping[str, Amount | None] | None) -> Iterator[Checked]:
    if jobs == 1:
        for path in files:
            yield _check(path, before)
        return
    waiting: deque[tuple[str, Future[Checked]]] = deque()
    pool = ProcessPoolExecutor(jobs)
    try:
        for path in files:
            waiting.append((path, pool.submit(_check, path, before)))
            if len(waiting) >= jobs * _AHEAD:
                pool = yield from _take(waiting, pool, jobs, before)
        while waiting:
            pool = yield from _take(waiting, pool, jobs, before)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _take(
    waiting: deque[tuple[str, Future[Checked]]],
    pool: ProcessPoolExecutor,
    jobs: int,
    before: Mapping[str, Amount | None] | None,
) -> Any:
    """Give out the oldest result. A file that kills its process is tried once more alone, then refused."""
    path, future = waiting.popleft()
    try:
        yield future.result()
        return pool
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    with ProcessPoolExecutor(1) as alone:
        try:
            yield alone.submit(_check, path, before).result()
        except BrokenProcessPool:
            reading = refused("unreadable", "读取这个文件时进程中断，请核对文件是否损坏。")
            yield Checked(as_line(path, reading, []))
    fresh = ProcessPoolExecutor(jobs)
    again = [(other, fresh.submit(_check, other, before)) for other, _ in waiting]
    waiting.clear()
    waiting.extend(again)
    return fresh


def _expand(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            yield from _expand([line.rstrip("\n") for line in sys.stdin if line.strip()])
        elif Path(path).is_dir():
            for file in sorted(Path(path).rglob("*")):
                if file.suffix.lower() in ENDINGS and file.is_file():
                    yield str(file)
        else:
            yield path


def _converted(path: Path, data: bytes) -> bytes:
    """A .doc as text, by whichever converter the machine has; without one, as it is."""
    if antiword := shutil.which("antiword"):
        done = subprocess.run(  # noqa: S603 - a fixed program, the file as an argument
            [antiword, "-m", "UTF-8.txt", "-w", "0", str(path.absolute())],
            capture_output=True,
            timeout=60,
            check=False,
        )
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout
    if office := shutil.which("soffice") or shutil.which("libreoffice"):
        with tempfile.TemporaryDirectory() as folder:
            command = [
                office,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "docx",
            ]
            subprocess.run(  # noqa: S603
                [*command, "--outdir", folder, str(path.absolute())],
                capture_output=True,
                timeout=120,
                check=False,
            )
            for file in Path(folder).glob("*.docx"):
                return file.read_bytes()
    return data


def _print(lines: Sequence[dict[str, Any]]) -> None:
    """A table of the reports and a list of what is wrong, the worst first."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title="年度报告审核")
    for head in ("文件", "机关", "年度", "格式"):
        table.add_column(head, overflow="fold")
    for head in ("数字", "未还原", "错误", "提示"):
        table.add_column(head, justify="right")
    counts = {
        id(line): [sum(one["level"] == level for one in line["findings"]) for level in _LEVELS]
        for line in lines
    }
    ordered = sorted(
        lines, key=lambda line: (line["status"] == "refused", [-count for count in counts[id(line)]])
    )
    for line in ordered:
        if line["status"] == "refused":
            table.add_row(Path(line["file"]).name, f"[red]未读取：{line['message']}[/red]", *[""] * 6)
            continue
        figures = line["figures"].values()
        errors, warnings, _ = counts[id(line)]
        table.add_row(
            Path(line["file"]).name,
            line["agency"] or "（未写明）",
            str(line["year"] or "—"),
            {"narrative": "无表", "local": "地方"}.get(line["edition"], line["edition"]),
            str(len(line["figures"])),
            str(sum(value is None for value in figures)),
            f"[bold red]{errors}[/bold red]" if errors else "0",
            str(warnings),
        )
    console.print(table)
    for line in ordered:
        if line["findings"]:
            console.print(f"\n[bold]{Path(line['file']).name}[/bold]")
        for one in line["findings"]:
            place = f"第{one['at']['page']}页第{one['at']['line']}行" if one["at"] else ""
            colour = _COLOURS[one["level"]]
            console.print(
                f"  [{colour}]{_LEVELS[one['level']]}[/{colour}] {one['message']} [dim]{one['rule']} {place}[/dim]"
            )
