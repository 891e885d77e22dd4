"""`gongkai worker | remind | recompute`: what runs by itself, all the time or by hand."""

from __future__ import annotations

import typer

from gongkai.cli.django import start


def worker() -> None:
    """定时任务：每分钟发送通知、补做静态页面，每日督办提醒，每夜重算到期日、清理过期草稿。按 Ctrl+C 结束."""
    start()
    from django.conf import settings

    from gongkai.apps.portal.baking.following import pages
    from gongkai.apps.supervision.worker import work
    from gongkai.cli.bake import moved_site, site_complaint

    for complaint in filter(None, (site_complaint(), moved_site())):
        typer.echo(complaint, err=True)
    typer.echo("定时任务已启动，按 Ctrl+C 结束")
    work(settings.HOME, [pages])


def remind() -> None:
    """生成今天的督办提醒，按设置发送邮件；重复运行不重复提醒."""
    start()
    from gongkai.apps.look.clock import today
    from gongkai.apps.supervision.tasks import reminders

    typer.echo(reminders(today()))


def recompute() -> None:
    """按现行放假安排重算申请的到期日，列出变动，留存记录."""
    start()
    from gongkai.apps.look.clock import today
    from gongkai.apps.supervision.actions import recalculate

    run = recalculate(today())
    moves = list(run.moves.select_related("agency", "request")) if run else []
    for move in moves:
        typer.echo(f"{move.agency.short_name}{move.request.label}　{move.before} → {move.after}")
    typer.echo(f"已重算，{len(moves)}件变动")
