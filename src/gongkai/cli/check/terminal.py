"""What a person reads in the terminal: the reports, the worst first, then what is wrong with each."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from gongkai.cli.check.one import Line

ROWS = 60  # reports that a person is shown
FOUND = 12  # findings of one report
LEVELS = {"error": "错误", "warning": "提示", "info": "说明"}
EDITIONS = {"narrative": "无表", "local": "地方"}
_COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}


class Worst:
    """The worst reports of any number, and the totals; all else is forgotten."""

    def __init__(self) -> None:
        self.read = self.refused = 0
        self.found = dict.fromkeys(LEVELS, 0)
        self._kept: list[tuple[tuple[int, ...], int, Line]] = []

    def add(self, line: Line) -> None:
        """Count a report and keep it if it is among the worst."""
        counts = count(line)
        self.read += line["status"] == "read"
        self.refused += line["status"] != "read"
        for level, number in counts.items():
            self.found[level] += number
        # A file that nobody could read comes after those with errors and before those with hints.
        rank = (counts["error"], line["status"] != "read", counts["warning"], counts["info"])
        entry = (rank, -(self.read + self.refused), line)
        (heapq.heappush if len(self._kept) < ROWS else heapq.heappushpop)(self._kept, entry)

    def lines(self) -> list[Line]:
        """Those kept, the worst first; equally bad ones as they came."""
        return [line for _, _, line in sorted(self._kept, key=lambda kept: kept[:2], reverse=True)]


def count(line: Line) -> dict[str, int]:
    """level → findings."""
    counts = dict.fromkeys(LEVELS, 0)
    for finding in line["findings"]:
        counts[finding["level"]] += 1
    return counts


def show(worst: Worst) -> None:
    """Print the table, the findings, the files that could not be read, and one line of totals."""
    console = Console()
    lines = worst.lines()
    read = [line for line in lines if line["status"] == "read"]
    if read:
        console.print(_table(read))
    for line in read:
        if line["findings"]:
            console.print(f"\n[bold]{escape(Path(line['file']).name)}[/bold]", highlight=False)
            console.print(_findings(line), highlight=False)
    refused = [line for line in lines if line["status"] == "refused"]
    if refused:
        console.print("\n[bold]未读取[/bold]")
    for line in refused:
        console.print(f"  {escape(Path(line['file']).name)}  {escape(line['message'])}", highlight=False)
    left = worst.read + worst.refused - len(lines)
    if left:
        console.print(f"\n另有{left}份较轻，未列出；用 --xlsx、--html 或 --json 看全部。", highlight=False)
    found = "、".join(f"{LEVELS[level]}{number}条" for level, number in worst.found.items())
    unread = f"，未读取{worst.refused}份" if worst.refused else ""
    console.print(f"\n共读取{worst.read}份{unread}；{found}。", highlight=False)


def bar(total: int | None) -> Progress:
    """A bar on standard error, seen only where that is a terminal. total: files, None where not known."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("审核年报"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
        console=console,
        disable=not console.is_terminal or (total is not None and total < 4),
        transient=True,
    )


def _table(lines: Iterable[Line]) -> Table:
    table = Table(title="年度报告审核", box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    table.add_column("机关", overflow="fold")
    table.add_column("年度", no_wrap=True)
    table.add_column("格式", no_wrap=True)
    for head in ("错误", "提示", "数字", "未还原"):
        table.add_column(head, justify="right", no_wrap=True)
    for line in lines:
        table.add_row(*_row(line))
    return table


def _row(line: Line) -> Iterator[str]:
    values = line["figures"].values()
    counts = count(line)
    yield escape(line["agency"] or Path(line["file"]).name)
    yield str(line["year"] or "—")
    yield EDITIONS.get(line["edition"]) or str(line["edition"])
    yield f"[bold red]{counts['error']}[/bold red]" if counts["error"] else "0"
    yield f"[yellow]{counts['warning']}[/yellow]" if counts["warning"] else "0"
    yield str(len(values))
    yield str(sum(value is None for value in values))


def _findings(line: Line) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for finding in line["findings"][:FOUND]:
        colour = _COLOURS[finding["level"]]
        where = " ".join((finding["rule"], place(finding))).strip()
        grid.add_row(
            f"  [{colour}]{LEVELS[finding['level']]}[/{colour}]",
            f"{escape(finding['message'])} [dim]{escape(where)}[/dim]",
        )
    if len(line["findings"]) > FOUND:
        grid.add_row("", f"[dim]另有{len(line['findings']) - FOUND}条[/dim]")
    return grid


def place(finding: dict[str, Any]) -> str:
    """Where in the document, in words; "" where the finding stands nowhere."""
    at = finding["at"]
    return f"第{at['page']}页第{at['line']}行" if at else ""
