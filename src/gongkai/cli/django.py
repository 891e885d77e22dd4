"""Starts Django for the commands that work on the database."""

from __future__ import annotations

import os

import typer


def start(*, empty: bool = False) -> None:
    """Sets Django up. Without the [server] extra, or without a database (unless it may be `empty`), the command
    ends with what to do first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.server.settings")
    try:
        import django
    except ModuleNotFoundError as missing:
        typer.echo("本命令需要平台组件，请先安装：pip install 'gongkai[server]'", err=True)
        raise typer.Exit(2) from missing
    django.setup()
    from django.db import connection

    if not empty and "agencies_agency" not in connection.introspection.table_names():
        typer.echo(
            "数据库还没有建立，请先运行 gongkai migrate（或 make demo），并核对 GONGKAI_HOME", err=True
        )
        raise typer.Exit(2)
