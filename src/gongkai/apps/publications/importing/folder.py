"""A spreadsheet with the files beside it, as rows that can be submitted; gone through as often as is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import IO, Any

from gongkai.apps.publications.importing.bodies import Body, body_of
from gongkai.apps.publications.importing.checking import SPLIT, Fault
from gongkai.apps.publications.importing.sheet import rows_of
from gongkai.apps.publications.importing.source import Folder, Nothing, Source, SourceFile, clean_path
from gongkai.law.refusals import Refused

SHEETS = ("rows.csv", "rows.xlsx", "历史信息.xlsx", "历史信息.csv")


class FolderRows:
    """The rows of a spreadsheet with their bodies and files. Iterating starts from the first row each time."""

    def __init__(self, name: str, opened: Callable[[], IO[bytes]], source: Source | None = None) -> None:
        self.name, self.opened, self.source = name, opened, source or Nothing()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in rows_of(self.name, self.opened):
            yield self._whole(row)

    def _whole(self, row: dict[str, Any]) -> dict[str, Any]:
        faults = []
        body_file, papers = row.pop("body_file", ""), str(row.pop("files", ""))
        if body_file:
            try:
                body = body_of(self.source, clean_path(str(body_file)))
                row["body_html"], row["pictures"] = _titled(body, str(row.get("title", ""))), body.pictures
            except Refused as refused:
                faults.append(Fault(row["line"], "body_file", str(refused)))
        row["files"] = []
        for path in filter(None, (each.strip() for each in SPLIT.split(papers))):
            try:
                row["files"].append(SourceFile(self.source, clean_path(path)))
            except Refused as refused:
                faults.append(Fault(row["line"], "files", str(refused)))
        return row | {"faults": faults}


def _titled(body: Body, title: str) -> str:
    """The text; a title of its own that is another than the row's stays its first heading."""
    if not body.title or "".join(body.title.split()) == "".join(title.split()):
        return body.html
    return f"<h2>{escape(body.title, quote=False)}</h2>\n{body.html}"


def folder_rows(root: Path) -> FolderRows:
    """The rows of an import folder: its spreadsheet is one of `SHEETS`."""
    source = Folder(root)
    name = next((each for each in SHEETS if (root / each).is_file()), None)
    if name is None:
        raise Refused(f"目录中没有表格，请把表格命名为{'或者'.join(SHEETS[:3])}放在目录中")
    return FolderRows(name, lambda: source.open(name), source)
