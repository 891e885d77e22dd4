"""`gongkai check`: what its words mean, and its exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.check.beside import Beside
from gongkai.cli.check.one import Line, Task, examine, lost, read_file, result
from gongkai.cli.check.paths import expand
from gongkai.cli.check.pool import ordered
from gongkai.cli.check.store import Store
from gongkai.cli.check.terminal import Worst, bar, show
from gongkai.cli.check.ways import Pages, book, write_page
from gongkai.law.refusals import Refused

INTERRUPTED = 130


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="文件、文件夹；“-”表示由标准输入逐行给出路径")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="每个文件输出一行JSON")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="同时使用的进程数")] = 1,
    previous: Annotated[
        str, typer.Option("--previous", metavar="FILE", help="上一年度的报告，用于核对结转和存量")
    ] = "",
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="写成网页：一份报告为.html文件，多份为文件夹")
    ] = "",
    xlsx: Annotated[
        str, typer.Option("--xlsx", metavar="FILE", help="写成一个工作簿：汇总、报告、问题、数字")
    ] = "",
    resume: Annotated[
        str, typer.Option("--resume", metavar="STATE", help="进度文件：中断后用同一个文件再运行即可续做")
    ] = "",
    engine: Annotated[str, typer.Option("--engine", help="daft：成批处理，写Parquet，须有 --out")] = "",
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Parquet文件夹，与 --engine daft 同用")
    ] = "",
) -> None:
    """读取并审核已公布的政府信息公开年度报告。

    退出码：0 没有错误，1 有错误，2 什么也没能读取或者用法不对，130 被中断。
    """
    try:
        if engine or out:
            if any((as_json, html, xlsx, resume, previous)):
                raise Refused(
                    "--engine daft 只写Parquet，不能与 --json、--html、--xlsx、--resume、--previous 同用。"
                )
            status = _batch(paths, engine, out)
        else:
            if previous and (before := read_file(previous)).status != "read":
                raise Refused(f"上年报告“{previous}”不能读取：{before.message}")
            status = _run(paths, as_json, jobs, previous, html, xlsx, resume)
    except Refused as refused:
        typer.echo(refused.message, err=True)
        raise typer.Exit(2) from refused
    raise typer.Exit(status)


def _batch(paths: Sequence[str], engine: str, out: str) -> int:
    if engine != "daft" or not out:
        raise Refused("成批处理请写 --engine daft --out 文件夹。")
    try:
        from gongkai.cli.check.batch import batch
    except ModuleNotFoundError as error:
        raise Refused(
            f"成批处理所需的组件（{error.name}）没有安装，请安装 gongkai[batch] 后再试。"
        ) from error
    return batch(paths, Path(out))


def _run(
    paths: Sequence[str], as_json: bool, jobs: int, previous: str, html: str, xlsx: str, resume: str
) -> int:
    worst = Worst()
    with Store(resume, previous) as store, ExitStack() as opened:
        workbook = opened.enter_context(book(xlsx)) if xlsx else None
        whole = _read(paths, jobs, previous, store)
        pages = Pages(html, len(store)) if html else None
        try:
            for number, line in enumerate(_finished(store, jobs, previous, pages, whole), start=1):
                worst.add(line)
                if workbook:
                    workbook.add(line)
                if pages:
                    pages.add(number, line)
                if as_json:
                    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
                    sys.stdout.flush()
        except KeyboardInterrupt:
            whole = False
        if not as_json:
            show(worst)
        if pages:
            typer.echo(f"网页：{pages.close()}", err=True)
    if xlsx:
        typer.echo(f"工作簿：{xlsx}", err=True)
    if not whole:
        again = f"再次以 --resume {resume} 运行" if resume else "下次加上 --resume 进度文件，中断后"
        typer.echo(f"已中断，以上是已完成的{worst.read + worst.refused}份；{again}即可续做。", err=True)
        return INTERRUPTED
    return 2 if not worst.read else 1 if worst.found["error"] else 0


def _read(paths: Sequence[str], jobs: int, previous: str, store: Store) -> bool:
    """Every file once, into the store. False where somebody pressed Ctrl-C."""
    files = expand(paths)
    total = None
    if "-" not in paths:
        known = list(files)
        files, total = iter(known), len(known)
    with bar(total) as progress:
        shown = progress.add_task("", total=total, file="")

        def tasks() -> Iterator[Task]:
            for path in files:
                if store.has(path):
                    progress.advance(shown)
                else:
                    yield Task(path, previous)

        try:
            for found in ordered(result, tasks(), jobs, lost):
                store.add(found)
                progress.update(shown, advance=1, file=Path(found.line["file"]).name[:24])
        except KeyboardInterrupt:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left to do for a report when all are known.

    task: the file with those beside it. again: True where they make a second audit necessary.
    page: where its page goes, "" for nowhere.
    """

    line: Line
    task: Task
    again: bool
    page: str


def _finished(store: Store, jobs: int, previous: str, pages: Pages | None, whole: bool) -> Iterator[Line]:
    """The results in input order, those with a last year or a sister among the given ones audited again.

    whole: False after an interrupt; then what is done is given out as it is, without a second audit.
    """
    known = Beside()
    for one in store.results() if whole else ():
        known.add(one.line, one.sketch)

    def rest() -> Iterator[_Rest]:
        for number, one in enumerate(store.results(), start=1):
            path = one.line["file"]
            last = "" if previous else known.last_year(one.line)
            sisters = known.sisters(one.line, one.sketch)
            page = pages.target(number, path) if pages else ""
            yield _Rest(one.line, Task(path, previous or last, sisters), bool(last or sisters), page)

    many = pages is not None or any(left.again for left in rest())
    yield from ordered(_finish, rest(), jobs if many else 1, lambda left: left.line)


def _finish(left: _Rest) -> Line:
    if not left.again and not left.page:
        return left.line
    line, reading = examine(left.task)
    if left.page:
        write_page(left.page, line, reading)
    return line
