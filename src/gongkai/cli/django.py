"""Starts Django for the commands that work on the database."""

from __future__ import annotations

import os

import typer


def start() -> None:
    """Sets Django up; a command without the [server] extra is refused with what to install."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.server.settings")
    try:
        import django
    except ModuleNotFoundError as missing:
        typer.echo("本命令需要平台组件，请先安装：pip install 'gongkai[server]'", err=True)
        raise typer.Exit(2) from missing
    django.setup()
