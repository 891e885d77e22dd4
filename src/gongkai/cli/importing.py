"""`gongkai import-history`: what was public before the platform, from a folder or from one's own old site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.progress import Progress

from gongkai.cli.django import start

if TYPE_CHECKING:
    from gongkai.apps.agencies.models import Post

app = typer.Typer(
    help="迁移平台启用之前已经公开的信息：核对、提交、继续，或者先采集本机关的旧网站", no_args_is_help=True
)

FOLDER = Annotated[
    Path, typer.Argument(help="迁移目录：表格（rows.csv、rows.xlsx或者历史信息.xlsx）和其中所写的文件")
]
AGENCY = Annotated[str, typer.Option(help="机关代码")]


@app.command()
def template(out: Annotated[Path, typer.Argument(help="存为这个xlsx文件")]) -> None:
    """写出空白的迁移表格."""
    start(empty=True)
    from gongkai.apps.publications.importing.sheet import template as blank

    out.write_bytes(blank())
    typer.echo(f"模板已存为{out}")


@app.command()
def check(folder: FOLDER, agency: AGENCY) -> None:
    """核对迁移目录，列出有误的行和列；不写入任何数据."""
    start()
    from gongkai.apps.agencies.models import Agency
    from gongkai.apps.publications.actions import survey_history
    from gongkai.apps.publications.importing.folder import folder_rows
    from gongkai.law.refusals import Refused

    found = Agency.objects.filter(code=agency).first() or _stop(f"没有代码为“{agency}”的机关")
    try:
        with Progress(transient=True) as bar:
            task = bar.add_task("核对", total=None)
            survey = survey_history(found, folder_rows(folder), lambda done: bar.update(task, completed=done))
    except Refused as refused:
        _stop(str(refused))
    for fault in survey.faults:
        typer.echo(f"{fault}")
    typer.echo(f"共{survey.count}行，附件{survey.files}个，有误{survey.wrong}行")
    if survey.wrong:
        raise typer.Exit(1)


@app.command()
def submit(
    folder: FOLDER,
    agency: AGENCY,
    user: Annotated[str, typer.Option(help="提交人的登录名，须有迁移的权限")],
    source: Annotated[str, typer.Option(help="来源，例如：原市应急局网站")],
    reason: Annotated[str, typer.Option(help="迁移理由")],
) -> None:
    """提交迁移目录，等待另一人在平台上批准；中断之后再次运行即继续."""
    start()
    from gongkai.apps.publications.actions import submit_history
    from gongkai.apps.publications.importing.folder import folder_rows
    from gongkai.law.refusals import Refused

    post = _post(user, agency)
    try:
        with Progress(transient=True) as bar:
            task = bar.add_task("核对和写入", total=None)
            batch = submit_history(
                post,
                post.agency,
                reason=reason,
                source=source,
                rows=folder_rows(folder),
                progress=lambda done: bar.update(task, completed=done),
            )
    except Refused as refused:
        _stop(str(refused))
    typer.echo(f"已提交第{batch.pk}批，{batch.count}条；请另一人在平台“历史信息迁移”核对批准")


@app.command()
def resume(
    seconds: Annotated[float | None, typer.Option(help="最多运行的秒数；不写为全部办完")] = None,
) -> None:
    """继续迁移已经批准的批次；中断之后再次运行，不会重复."""
    start()
    from gongkai.apps.agencies.upkeep import refresh_statistics
    from gongkai.apps.publications.actions import continue_history, done_of
    from gongkai.apps.publications.models import HistoryBatch
    from gongkai.law.refusals import Refused

    going = HistoryBatch.objects.filter(paused_at=None, imported_at=None).exclude(approved_at=None)
    for batch in going.order_by("approved_at", "pk"):
        before = done_of(batch)
        try:
            with Progress(transient=True) as bar:
                task = bar.add_task(batch.source, total=batch.count, completed=before)
                continue_history(
                    batch,
                    seconds=seconds,
                    progress=lambda done, task=task, bar=bar, before=before: bar.update(  # type: ignore[misc]
                        task, completed=before + done
                    ),
                )
        except Refused as refused:
            _stop(f"第{batch.pk}批：{refused}")
        typer.echo(f"第{batch.pk}批“{batch.source}”：{done_of(batch)}/{batch.count}条")
    refresh_statistics()


@app.command()
def crawl(
    profile: Annotated[Path, typer.Argument(help="站点说明文件（TOML），见 docs/concepts/history.md")],
    out: Annotated[Path, typer.Argument(help="写入这个迁移目录；已有的页面不再采集")],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="旧网站在内部网络（默认只采集公网地址）")
    ] = False,
) -> None:
    """采集本机关的旧网站，写成迁移目录；守robots.txt，只访问说明文件所写的主机。再次运行即继续."""
    start(empty=True)
    from gongkai.apps.publications.importing.crawl.profile import load
    from gongkai.apps.publications.importing.crawl.run import crawl as run
    from gongkai.law.refusals import Refused

    try:
        site = load(profile)
        with Progress(transient=True) as bar:
            task = bar.add_task("采集", total=None)
            outcome = run(
                site, out, private=allow_private, told=lambda rows: bar.update(task, completed=rows)
            )
    except Refused as refused:
        _stop(str(refused))
    typer.echo(f"目录中共{outcome.rows}条；未采集{outcome.trouble}处，见{out / 'report.csv'}")


def _post(user: str, agency: str) -> Post:
    from django.utils import timezone

    from gongkai.apps.agencies.models import Post

    posts = Post.objects.filter(account__username=user, account__is_active=True, agency__code=agency)
    today = timezone.localdate()
    for post in posts.select_related("agency", "account"):
        if post.until is None or post.until >= today:
            return post
    return _stop(f"“{user}”在代码为“{agency}”的机关没有在任的岗位")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
