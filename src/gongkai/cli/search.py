"""`gongkai reindex`: the search, built anew."""

from __future__ import annotations

import typer
from rich.progress import Progress

from gongkai.cli.django import start


def reindex() -> None:
    """重建检索索引：期间检索照常，完成后一次切换；中断后再次运行从断点继续."""
    start()
    from gongkai.apps.publications.actions import rebuild_index
    from gongkai.apps.publications.models import Item
    from gongkai.apps.search.engine import Busy

    with Progress(transient=True) as bar:
        task = bar.add_task("重建索引", total=Item.objects.filter(state=Item.State.PUBLISHED).count())
        try:
            count = rebuild_index(lambda done: bar.update(task, completed=done))
        except Busy:
            typer.echo("另一个进程正在重建索引，请等它完成", err=True)
            raise typer.Exit(1) from None
    typer.echo(f"索引已重建，共{count}件")


def search_complaint() -> str:
    """What is wrong with the search, and what to do, in a sentence; empty when nothing is."""
    from gongkai.apps.publications.models import Item
    from gongkai.apps.search.engine import Away, engine

    try:
        if not engine().count() and Item.objects.filter(state=Item.State.PUBLISHED).exists():
            return "检索索引是空的，检索页会告诉公众暂时不能使用：请运行 gongkai reindex"
        if not engine().whole():
            return "检索索引由旧版本建立，会漏掉一部分信息：请运行 gongkai reindex，重建期间照常服务"
    except Away as broken:
        return f"检索不能使用（{broken}）：索引损坏的，请运行 gongkai reindex；用 OpenSearch 的，请检查 GONGKAI_SEARCH_URL"
    return ""
