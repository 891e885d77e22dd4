"""`gongkai rotate-keys`: everything that is encrypted goes over to a new key."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from gongkai.cli.django import start


def rotate_keys(
    check: Annotated[bool, typer.Option("--check", help="只核对：还有多少行、多少文件用着旧密钥")] = False,
    new: Annotated[bool, typer.Option("--new", help="只生成一个新密钥")] = False,
) -> None:
    """轮换加密密钥：期间照常办公；中断后再次运行，已换的不再换."""
    if new:
        from cryptography.fernet import Fernet

        typer.echo(Fernet.generate_key().decode())
        return
    start()
    from gongkai.law.refusals import Refused

    try:
        if not check:
            _rotate()
        _check()
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None


def _rotate() -> None:
    from gongkai.apps.agencies.rotation import rotate

    with Progress(transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)

        renewed = rotate(progress)
    typer.echo(f"本次换用新密钥{sum(renewed.values()):,}件")


def _check() -> None:
    """What stands where; the exit status is 1 while an older key is needed."""
    from gongkai.apps.agencies.rotation import standing

    found = standing()
    for row in found:
        lost = f"，{row.lost:,}件用所给的密钥都打不开" if row.lost else ""
        typer.echo(f"{row.name}：共{row.total:,}件，{row.old:,}件用旧密钥{lost}")
    if any(row.lost for row in found):
        typer.echo(
            "有内容用所给的密钥都打不开，请把加密它们的密钥补在 GONGKAI_FIELD_KEYS 末尾再运行", err=True
        )
        raise typer.Exit(1)
    if any(row.old for row in found):
        typer.echo("还有内容用着旧密钥，旧密钥不能停用；请运行 gongkai rotate-keys", err=True)
        raise typer.Exit(1)
    typer.echo("全部内容都用最新的密钥，更旧的密钥可以停用")
