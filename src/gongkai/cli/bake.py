"""`gongkai bake`: the public site as plain files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.cli.django import start


def bake(
    verify: Annotated[
        bool, typer.Option("--verify", help="核对：重新生成并逐页比较，列出不一致的页面")
    ] = False,
    sample: Annotated[int, typer.Option(min=0, help="核对时只抽查这么多页；0 为全部")] = 0,
    pending: Annotated[bool, typer.Option("--pending", help="只补做还没有生成的页面")] = False,
    processes: Annotated[int, typer.Option(min=1, help="进程数")] = 2,
) -> None:
    """生成公开网站的静态文件：期间照常访问，完成后一次切换；中断后再次运行从断点继续."""
    start()
    with _worded():
        if verify:
            _verify(sample)
        elif pending:
            _say_site()
            _pending()
        else:
            _say_site()
            whole(processes)


@contextmanager
def _worded() -> Iterator[None]:
    """What the machine refuses ends the command with a sentence and 1."""
    try:
        yield
    except OSError as broken:
        typer.echo(_words(broken), err=True)
        raise typer.Exit(1) from None


def _say_site() -> None:
    """Ends with 1 before anything is written when the address of the site, which every page names, got lost."""
    from django.conf import settings

    if complaint := site_complaint():
        typer.echo(complaint, err=True)
    made_for = _served_site()
    if made_for and not settings.GONGKAI_SITE:
        typer.echo(
            f"现有页面的网址是 {made_for}，而这次没有设置 GONGKAI_SITE，重新生成会把所有链接改错。"
            "请用与 gongkai serve 相同的环境变量再运行",
            err=True,
        )
        raise typer.Exit(1)


def site_complaint() -> str:
    """What is wrong with GONGKAI_SITE, in a sentence; empty when nothing is."""
    from django.conf import settings

    from gongkai.apps.portal.addresses import wrong

    outside = settings.HTTPS or bool(settings.SECURE_PROXY_SSL_HEADER)
    return wrong(settings.GONGKAI_SITE, settings.ALLOWED_HOSTS, outside=outside)


def moved_site() -> str:
    """That the served pages name another address than GONGKAI_SITE, in a sentence; empty when they do not."""
    from django.conf import settings

    made_for = _served_site()
    if made_for is None or made_for == settings.GONGKAI_SITE:
        return ""
    now = settings.GONGKAI_SITE or "（没有设置）"
    return f"静态页面按网址 {made_for or '（没有设置）'} 生成，GONGKAI_SITE 现在是 {now}：请运行 gongkai bake"


def _served_site() -> str | None:
    """The address that the served pages name; None before the first bake."""
    from gongkai.apps.portal.baking import folder

    release = folder.current()
    return release.state().site if release else None


def whole(processes: int = 2) -> None:
    """Writes the whole site, with a bar; the static files that its pages name are collected before."""
    from django.core.management import call_command

    from gongkai.apps.portal.baking.folder import Busy
    from gongkai.apps.portal.baking.whole import bake_whole

    call_command("collectstatic", interactive=False, verbosity=0)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("生成静态页面", total=None)

        def progress(done: int, total: int, pages: int) -> None:
            bar.update(task, completed=done, total=total, description=f"生成静态页面　{pages:,}页")

        try:
            with _worded():
                pages = bake_whole(processes=processes, progress=progress)
        except Busy:
            typer.echo("另一个进程正在生成静态页面，请等它完成", err=True)
            raise typer.Exit(1) from None
    typer.echo(f"静态页面已生成，本次{pages:,}页")


def _pending() -> None:
    from gongkai.apps.portal.baking import folder
    from gongkai.apps.portal.baking.following import OTHER, follow, ours

    release = folder.current()
    if release is None:
        typer.echo("还没有生成过静态页面，请先运行 gongkai bake", err=True)
        raise typer.Exit(1)
    if not ours(release.state()):
        typer.echo(OTHER, err=True)
        raise typer.Exit(1)
    typer.echo(f"已补做{follow()}页")
    if failed := release.state().failed:
        typer.echo(f"有{len(failed)}页不能生成，原因见日志", err=True)
        raise typer.Exit(1)


def _verify(sample: int) -> None:
    from gongkai.apps.portal.baking import folder
    from gongkai.apps.portal.baking.following import waiting
    from gongkai.apps.portal.baking.verifying import verify

    release = folder.current()
    if release is None:
        typer.echo("还没有生成过静态页面，请先运行 gongkai bake", err=True)
        raise typer.Exit(1)
    with Progress(TextColumn("核对静态页面　{task.completed:,}页"), transient=True) as bar:
        task = bar.add_task("")
        found = list(
            verify(release, sample=sample or None, progress=lambda count: bar.update(task, completed=count))
        )
        count = int(bar.tasks[0].completed)
    for drift in found:
        typer.echo(f"{drift.path}　{drift.why}")
    typer.echo(f"核对{count:,}页，{len(found)}处不一致" if found else f"核对{count:,}页，全部一致")
    if later := len(waiting(release)):
        typer.echo(f"另有{later}页等定时任务更新，不在其内；立即更新可运行 gongkai bake --pending")
    if found:
        raise typer.Exit(1)


def _words(broken: OSError) -> str:
    """What stopped the work, and what to do."""
    from gongkai.apps.portal.baking.folder import FULL

    if broken.errno in FULL:
        return "磁盘空间不足，没有写完；网站照常使用原来的页面。请腾出空间后再次运行，从断点继续"
    return f"没有写完：{broken}。网站照常使用原来的页面，排除故障后再次运行，从断点继续"
