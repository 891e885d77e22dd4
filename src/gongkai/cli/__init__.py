"""The `gongkai` command. Each command loads what it needs when it runs, so that `gongkai due` starts fast."""

from __future__ import annotations

import typer

from gongkai.cli.audit import audit
from gongkai.cli.backup import backup
from gongkai.cli.bake import bake
from gongkai.cli.check import check
from gongkai.cli.due import due
from gongkai.cli.importing import app as import_history
from gongkai.cli.keys import rotate_keys
from gongkai.cli.platform import demo, migrate, serve
from gongkai.cli.report import report
from gongkai.cli.search import reindex
from gongkai.cli.work import recompute, remind, worker

app = typer.Typer(
    name="gongkai",
    help="政府信息公开工作平台 · government-information disclosure, from records to the annual report",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(check)
app.command()(due)
app.command()(report)
app.command()(demo)
app.command()(serve)
app.command()(migrate)
app.command()(bake)
app.command()(backup)
app.command()(recompute)
app.command()(reindex)
app.command()(remind)
app.command()(rotate_keys)
app.command()(worker)
app.add_typer(audit, name="audit")
app.add_typer(import_history, name="import-history")
