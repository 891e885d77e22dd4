"""`gongkai demo | serve | migrate`: the platform on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.django import start


def migrate() -> None:
    """建立或升级数据库."""
    start(empty=True)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    typer.echo("数据库已是最新")


def demo() -> None:
    """建立演示数据库：各演示机关全年记录，由记录生成的年报与公布数逐格对照。重复运行不改变已有数据."""
    migrate()
    from gongkai.cli.bake import whole
    from gongkai.demonstration.load import load

    load()
    whole()


def serve(
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    workers: Annotated[int, typer.Option(help="进程数")] = 2,
) -> None:
    """在本机（127.0.0.1）提供门户与工作台."""
    migrate()
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    from gongkai.apps.portal.baking.following import follow
    from gongkai.cli.bake import moved_site, site_complaint
    from gongkai.cli.search import search_complaint

    call_command("collectstatic", interactive=False, verbosity=0)
    for complaint in filter(None, (site_complaint(), moved_site())):
        typer.echo(complaint, err=True)
    follow()
    if complaint := search_complaint():
        typer.echo(complaint, err=True)
    typer.echo(f"门户　http://127.0.0.1:{port}/\n工作台　http://127.0.0.1:{port}/office/\n按 Ctrl+C 结束")
    Granian(
        "gongkai.server.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_access=False,
    ).serve()
