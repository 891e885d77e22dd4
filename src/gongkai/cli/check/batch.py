"""Ten thousand reports and more: the same function under Daft, on this machine or on a Ray cluster, to Parquet.

Daft runs on this machine unless DAFT_RUNNER=ray says otherwise. On a cluster every machine must have Gongkai
installed and see the files under the same path.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Daft reads these when it is loaded. Nothing about anybody's reports is told to anybody.
os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("DAFT_PROGRESS_BAR", "1" if sys.stderr.isatty() else "0")

import daft
from daft import DataType, col

from gongkai.cli.check.beside import Beside
from gongkai.cli.check.one import Line, Task, result
from gongkai.cli.check.paths import expand
from gongkai.law.refusals import Refused

PART = 64  # files that go to a process together

_TEXT, _WHOLE = DataType.string(), DataType.int64()
_FIGURES = DataType.list(DataType.struct({"key": _TEXT, "value": DataType.float64()}))
_FINDINGS = DataType.list(
    DataType.struct(
        {
            **dict.fromkeys(("rule", "level"), _TEXT),
            "keys": DataType.list(_TEXT),
            **dict.fromkeys(("says", "should", "message", "quote"), _TEXT),
            **dict.fromkeys(("page", "line"), _WHOLE),
        }
    )
)
_ABOUT = ("status", "reason", "message", "agency", "edition")
_COUNTS = ("errors", "warnings", "notes")
_REPORT = DataType.struct(
    {
        **dict.fromkeys(_ABOUT, _TEXT),
        **dict.fromkeys(("year", *_COUNTS), _WHOLE),
        "figures": _FIGURES,
        "findings": _FINDINGS,
        "sketch": DataType.list(_WHOLE),
    }
)


def batch(paths: Sequence[str], out: Path) -> int:
    """Audit the files and write OUT/documents, OUT/figures and OUT/findings. Returns the exit status.

    Reports that belong together (two years of an agency, two agencies that wrote alike) are known only when
    all are read; those are audited a second time, beside each other. What was there before is replaced.
    """
    files = list(dict.fromkeys(expand(paths)))
    if not files:
        raise Refused("没有找到可以读取的文件，请核对路径。")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".") as scratch:
            first, whole = f"{scratch}/first", f"{scratch}/whole"
            _write(_read(daft.from_pydict({"file": files})), first)
            _write(_completed(daft.read_parquet(first)), whole)
            return _tables(daft.read_parquet(whole), out)
    except OSError as error:
        raise Refused(f"无法写入“{out}”，请核对路径和权限。", field="out") from error


@daft.func(return_dtype=_REPORT, use_process=True)
def _alone(file: str) -> dict[str, Any]:
    return _flat(Task(file))


@daft.func(return_dtype=_REPORT, use_process=True)
def _beside(file: str, previous: str, sisters: list[str]) -> dict[str, Any]:
    return _flat(Task(file, previous, tuple(sisters)))


def _flat(task: Task) -> dict[str, Any]:
    """One result in columns."""
    found = result(task)
    line = found.line
    levels = [one["level"] for one in line["findings"]]
    return {
        **{name: line[name] for name in (*_ABOUT, "year")},
        **{
            name: levels.count(level)
            for name, level in zip(_COUNTS, ("error", "warning", "info"), strict=True)
        },
        "figures": [
            {"key": key, "value": None if value is None else float(value)}
            for key, value in line["figures"].items()
        ],
        "findings": [_finding(one) for one in line["findings"]],
        "sketch": list(found.sketch),
    }


def _finding(one: Line) -> dict[str, Any]:
    at = one["at"] or {"page": None, "line": None}
    words = {name: None if one[name] is None else str(one[name]) for name in ("says", "should")}
    plain = {name: one[name] for name in ("rule", "level", "keys", "message", "quote")}
    return {**plain, **words, "page": at["page"], "line": at["line"]}


def _read(files: daft.DataFrame) -> daft.DataFrame:
    return files.into_batches(PART).with_column("report", _alone(col("file")))


def _completed(read: daft.DataFrame) -> daft.DataFrame:
    """The results, those with reports beside them audited again."""
    short = [col("report").get(name).alias(name) for name in ("agency", "year", "sketch")]
    lines = read.select("file", *short).to_pylist()
    known = Beside()
    for line in lines:
        known.add(line, line["sketch"])
    pairs: dict[str, Any] = {"file": [], "previous": [], "sisters": []}
    for line in lines:
        previous, sisters = known.last_year(line), known.sisters(line, tuple(line["sketch"]))
        if previous or sisters:
            for name, value in zip(pairs, (line["file"], previous, list(sisters)), strict=True):
                pairs[name].append(value)
    if not pairs["file"]:
        return read
    again = daft.from_pydict(pairs)
    done = again.into_batches(PART).select(
        "file", _beside(col("file"), col("previous"), col("sisters")).alias("report")
    )
    return read.join(again.select("file"), on="file", how="anti").concat(done)


def _tables(whole: daft.DataFrame, out: Path) -> int:
    part = col("report")
    names = [part.get(name).alias(name) for name in ("agency", "year")]
    about = [part.get(name).alias(name) for name in (*_ABOUT[:3], "edition", *_COUNTS)]
    documents = whole.select("file", *names, *about)
    _write(documents, str(out / "documents"))
    for table, kind in (("figures", _FIGURES), ("findings", _FINDINGS)):
        rows = whole.select("file", *names, part.get(table).alias("row")).explode("row")
        fields = [col("row").get(field).alias(field) for field in kind.dtype.fields]
        _write(rows.where(col("row").not_null()).select("file", "agency", "year", *fields), str(out / table))
    done = daft.read_parquet(str(out / "documents"))
    if not done.where("status = 'read'").count_rows():
        return 2
    return 1 if done.where("errors > 0").count_rows() else 0


def _write(rows: daft.DataFrame, folder: str) -> None:
    rows.write_parquet(folder, write_mode="overwrite", compression="zstd")
