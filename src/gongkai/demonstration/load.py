"""`gongkai demo`: loads the demonstration once, with a progress bar, and prints each report against the published one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gongkai.apps.agencies.models import Agency
from gongkai.apps.audit.actions import record
from gongkai.apps.look.clock import today as current_day
from gongkai.demonstration import ground, oversight, past, present, records, works
from gongkai.demonstration.compare import Comparison, compare
from gongkai.demonstration.scenario import scenarios
from gongkai.reports.figures import plain

ADDRESS = "http://127.0.0.1:{port}"


def load() -> None:
    """Loads what is not there yet, each agency in one transaction; a second run changes nothing."""
    console = Console(width=None if os.isatty(1) else 110, highlight=False)
    today = current_day()
    missing = [one for one in scenarios() if not Agency.objects.filter(code=one["agency"]["code"]).exists()]
    if missing:
        _load(missing, today, console)
    else:
        console.print("演示数据已在库中，未作改动")
    comparisons = [compare(scenario) for scenario in scenarios()]
    _print(comparisons, console)


def _load(missing: list[dict[str, Any]], today: date, console: Console) -> None:
    bar = Progress(
        TextColumn("{task.description:<34}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task("载入演示数据", total=sum(len(STEPS) for _ in missing))
        for scenario in missing:
            with transaction.atomic():
                for name, step in _steps(scenario, today):
                    bar.update(task, description=f"{scenario['agency']['short_name']}　{name}")
                    step()
                    bar.advance(task)
        bar.update(task, description="年报审核")
        oversight.audit_published(today)
        bar.update(task, description="载入完毕")


STEPS = (
    "机构与人员",
    "主动公开",
    "业务台账",
    "依申请公开",
    "信箱",
    "回应",
    "复议诉讼",
    "年度报告",
    "本年工作",
    "专题与清单",
)


def _steps(scenario: dict[str, Any], today: date) -> Iterator[tuple[str, Callable[[], Any]]]:
    built, first = ground.build(scenario, today), scenario is scenarios()[0]
    verbs: tuple[Callable[[], Any], ...] = (
        partial(record, "demonstration.loaded", agency=built.agency, subject=built.agency),
        partial(records.import_items, built, scenario),
        partial(records.record_registers, built, scenario, today),
        partial(records.handle_requests, built, scenario, today),
        partial(records.handle_letters, built, scenario, today),
        partial(records.record_responses, built, scenario, today),
        partial(records.record_disputes, built, scenario, today),
        partial(past.publish_report, built, scenario),
        partial(present.fill, built, today) if first else lambda: None,
        partial(works.fill, built, today) if first else lambda: None,
    )
    return zip(STEPS, verbs, strict=True)


def _print(comparisons: list[Comparison], console: Console) -> None:
    port = os.environ.get("PORT", "8000")
    address = ADDRESS.format(port=port)
    for one in comparisons:
        table = Table(title=f"{one.agency.name}　{one.year}年度", title_justify="left", expand=False)
        for head, justify in (("项目", "left"), ("公布", "right"), ("由记录生成", "right"), ("", "left")):
            table.add_column(head, justify=justify, overflow="fold")  # type: ignore[arg-type]
        for line in one.lines:
            table.add_row(
                line.label,
                plain(line.published),
                plain(line.counted),
                "相符" if line.agrees else "[bold]不符[/]",
            )
        console.print(table)
        console.print(one.summary)
        console.print(f"公开网站 {address}/a/{one.agency.code}/reports/{one.year}/")
        console.print(f"工作台　 {address}/office/filings/{one.year}/（登录名 {one.login}）\n")
    console.print(f"演示账号的密码都是 [bold]{ground.PASSWORD}[/]。六盘水市应急管理局：")
    for person in scenarios()[0]["people"]:
        console.print(f"  {person['username']:<10} {person['name']}　{person['title']}")
    if not all(one.agrees for one in comparisons):
        raise SystemExit("演示数据与公布数不符，见上表")
