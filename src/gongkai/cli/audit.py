"""`gongkai audit`: the log's own proof."""

from __future__ import annotations

import typer

from gongkai.cli.django import start

audit = typer.Typer(help="审计日志", no_args_is_help=True)


@audit.callback()
def about() -> None:
    """审计日志."""


@audit.command()
def verify() -> None:
    """核验日志链：每条内容与摘要相符、首尾相接、末尾不缺。完整则退出码为0."""
    start()
    from gongkai.apps.audit import queries

    verdict = queries.verify()
    if verdict.whole:
        typer.echo(f"日志完整：共{verdict.entries}条，逐条相符，首尾相接")
        return
    typer.echo(f"日志不完整：{verdict.reason}", err=True)
    raise typer.Exit(1)
