"""`gongkai backup`: the database and what was uploaded, whole and of one moment, while the platform answers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn

from gongkai.cli.django import start

UPLOADED = ("files", "sealed")  # what was uploaded; all else in GONGKAI_HOME is made anew
SECRETS = ("gongkai_field_keys.secret", "gongkai_secret_key.secret")


def backup(
    target: Annotated[
        Path, typer.Argument(help="备份到这个目录；已有的文件只补充变动的", show_default=False)
    ],
) -> None:
    """备份数据库和上传的文件，期间照常服务。密钥不在其内，须另行保管；恢复步骤见 docs/operations.md."""
    start()
    from django.conf import settings

    home, target = Path(settings.HOME), target.resolve()
    if target == home or home in target.parents:
        typer.echo(f"备份不能放在数据目录 {home} 之内，请换一个目录，最好在另一块磁盘上", err=True)
        raise typer.Exit(2)
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)  # letters and papers of people are in it
        words = _database(settings.DATABASES["default"], target)
        count = sum(_uploaded(home / name, target / name) for name in UPLOADED)
    except (OSError, sqlite3.Error) as broken:
        typer.echo(f"没有备份完：{broken}。原有的数据没有变动，排除故障后再次运行", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{words}；上传的文件新增或者更新{count:,}个")
    kept = [str(home / name) for name in SECRETS if (home / name).exists()]
    if kept:
        typer.echo(f"没有备份密钥，请另行保管，缺了它加密的内容无法读取：{'、'.join(kept)}")


def _database(database: dict[str, object], target: Path) -> str:
    """Copies an SQLite database as it is at one moment, under another name until it is whole and sound."""
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return "数据库在 PostgreSQL，请用 pg_dump 另行备份"
    draft, copy = target / "gongkai.sqlite3.part", target / "gongkai.sqlite3"
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(str(database["NAME"]))) as source, closing(sqlite3.connect(draft)) as out:
        source.backup(out)
        (sound,) = out.execute("PRAGMA quick_check").fetchone()
        if sound != "ok":
            raise OSError(f"备份的数据库没有通过检查（{sound}）")
        out.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the platform's own lies in
    draft.replace(copy)
    return f"数据库已备份到 {copy}"


def _uploaded(source: Path, target: Path) -> int:
    """Copies the files that are not there yet or have changed; how many. Files deleted since then stay in the copy."""
    count = 0
    with Progress(TextColumn("备份文件　{task.completed:,}个"), transient=True) as bar:
        task = bar.add_task("")
        for file in _files(source):
            # Deleted meanwhile: a draft that was sent, a picture without a text.
            with suppress(FileNotFoundError):
                count += _copied(file, target / file.relative_to(source))
            bar.update(task, advance=1)
    return count


def _copied(file: Path, copy: Path) -> bool:
    """False when the copy is there already."""
    told = file.stat()
    if copy.exists() and (copy.stat().st_size, copy.stat().st_mtime_ns) == (told.st_size, told.st_mtime_ns):
        return False
    copy.parent.mkdir(parents=True, exist_ok=True)
    draft = copy.with_name(f"{copy.name}.part")
    shutil.copy2(file, draft)
    draft.replace(copy)
    return True


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())
