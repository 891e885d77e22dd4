"""`gongkai report`: the annual report of an agency, counted from the records of the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli.django import start
from gongkai.law.refusals import Refused

if TYPE_CHECKING:
    from gongkai.apps.agencies.models import Agency
    from gongkai.reports.facts import Amount


def report(
    agency: Annotated[str, typer.Argument(help="机关全称、曾用名或代码", metavar="机关")],
    year: Annotated[str, typer.Argument(help="年度", metavar="年度")],
    as_json: Annotated[bool, typer.Option("--json", help="输出各格数字与校核结果（JSON）")] = False,
    to: Annotated[
        Path | None, typer.Option("--to", help="写成文件：.html .docx .xlsx .pdf .json", metavar="文件")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="列出一个数字背后的记录", metavar="KEY")] = "",
) -> None:
    """由台账生成机关的年度报告，数字逐格取自记录."""
    if to and (as_json or why):
        _stop("--to 与 --json、--why 不能同时使用，请分两次运行", 2)
    start()
    from gongkai.apps.filings import queries
    from gongkai.apps.look.clock import today

    try:
        found = queries.agency_named(agency)
        asked = queries.reportable_year(found, year, today())
        if why:
            _print_records(found, asked, why, as_json)
        elif to:
            _write(found, asked, to)
        elif as_json:
            _print_json(found, asked)
        else:
            _print_tables(found, asked)
    except Refused as refused:
        _stop(str(refused), 1)


def _stop(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def _print_records(agency: Agency, year: int, key: str, as_json: bool) -> None:
    from gongkai.apps.filings import queries
    from gongkai.reports.figures import plain

    records = queries.records(agency.pk, year, key)
    if as_json:
        rows = [
            {
                "ref": one.ref,
                "title": one.title,
                "detail": one.detail,
                "day": one.day,
                "amount": _number(one.amount),
                "url": one.url,
            }
            for one in records
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    counted = all(one.amount == 1 for one in records)
    for one in records:
        amount = "" if counted else plain(one.amount)
        typer.echo("　".join(filter(None, (one.day, amount, one.title, one.detail, one.ref))))


def _print_json(agency: Agency, year: int) -> None:
    from gongkai.apps.filings import queries

    books = queries.books(agency.pk, year)
    answer = {
        "agency": agency.name,
        "year": year,
        "edition": books.form.edition,
        "figures": {key: _number(value) for key, value in books.figures.items()},
        "findings": [
            {
                "rule": one.rule,
                "level": one.level,
                "keys": list(one.keys),
                "says": _number(one.says),
                "should": _number(one.should),
                "message": one.message,
            }
            for one in books.findings
        ],
    }
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def _number(value: Amount | None) -> int | float | None:
    return value if value is None or isinstance(value, int) else float(value)


def _write(agency: Agency, year: int, to: Path) -> None:
    from gongkai.apps.filings import downloads, queries

    written = downloads.write(queries.report(agency, year), to.suffix.lstrip(".").lower())
    try:
        to.write_bytes(written.content)
    except OSError as error:
        _stop(f"无法写入 {to}：{error.strerror}", 1)
    unwritten = queries.filing_of(agency.pk, year) is None
    typer.echo(f"已写入 {to}" + ("（尚未编报，正文为系统建议句）" if unwritten else ""), err=True)


def _print_tables(agency: Agency, year: int) -> None:
    from rich.console import Console

    from gongkai.apps.filings import queries
    from gongkai.reports.figures import default_title

    books = queries.books(agency.pk, year)
    console = Console()
    console.print(f"[bold]{default_title(books.form, agency.name, year)}[/bold]（{books.form.edition}格式）")
    for table in books.form.tables:
        for part in table.parts:
            console.print(_rich_table(table, part, books.figures))
    holding = sum(one.holds for one in books.equations)
    console.print(f"勾稽 {holding} 条成立，{len(books.findings)} 条待核对")
    for finding in books.findings:
        word = {"error": "[red]硬错[/red]", "warning": "[yellow]提示[/yellow]", "info": "说明"}[finding.level]
        console.print(f"{word}　{finding.message}")


def _rich_table(table: Any, part: Any, figures: Any) -> Any:
    from rich.table import Table

    from gongkai.reports.figures import plain

    drawn = Table(
        title=f"{table.name} {part.title or table.caption}",
        title_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    drawn.add_column("", overflow="fold")
    if len(part.columns) > 3 and len(part.rows) == 1:  # one long row is read more easily from top to bottom
        drawn.add_column("", justify="right")
        for row in part.rows:
            for column, key in zip(part.columns, row.keys, strict=True):
                drawn.add_row(" ".join((*row.head, *column.head)), plain(figures[key]))
        return drawn
    narrow = 6 if len(part.columns) > 3 else None  # three characters a line, so that table 3 fits a terminal
    for column in part.columns:
        drawn.add_column(column.head[-1], justify="right", overflow="fold", width=narrow)
    for row in part.rows:
        drawn.add_row("　" * row.indent + row.label, *(plain(figures[key]) for key in row.keys))
    return drawn
