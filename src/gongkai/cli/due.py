"""`gongkai due`: the due date of an application from its events, on the command line."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai.law.clock import parse_day, parse_events, run
from gongkai.law.refusals import Refused


def due(
    path: Annotated[str, typer.Argument(metavar="FILE|-", help="事件文件（JSON），“-”表示标准输入")],
) -> None:
    """由申请的各个事件推算答复到期日，输出JSON。"""
    try:
        result = answer(_read(path))
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def answer(data: object) -> dict[str, Any]:
    """The contract of `gongkai due` for {"events": […], "today": …}; today defaults to the Beijing date."""
    if not isinstance(data, dict) or "events" not in data:
        raise Refused("输入应为含“events”（事件列表）和“today”（当天日期）的JSON对象。", field="events")
    today = parse_day(data["today"], "today") if data.get("today") is not None else _beijing_today()
    return run(parse_events(data["events"]), today).to_json()


def _read(path: str) -> object:
    try:
        text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"无法读取文件“{path}”，请核对路径和权限。") from error
    try:
        return json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("文件不是UTF-8编码，请另存为UTF-8后再试。") from error
    except json.JSONDecodeError as error:
        raise Refused(f"不是有效的JSON：第{error.lineno}行第{error.colno}列有误，请核对。") from error
    except RecursionError as error:
        raise Refused("JSON嵌套过深，请核对。") from error


def _beijing_today() -> dt.date:
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
