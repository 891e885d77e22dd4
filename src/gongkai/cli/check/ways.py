"""Where audited reports go besides the terminal: pages and a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongkai.cli.check.one import Line
from gongkai.law.refusals import Refused
from gongkai.reports.audit import audit_rules
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load
from gongkai.reports.read import Reading
from gongkai.reports.write import audit_page
from gongkai.reports.write.audit_book import Book

_ENDINGS = (".html", ".htm")
_UNSAFE = re.compile(r"[^\w一-鿿-]+")


class Pages:
    """The pages of a run: one file for one report, or a folder with a list for several."""

    def __init__(self, path: str, reports: int) -> None:
        self._path = Path(path)
        self._single = self._path.suffix.lower() in _ENDINGS and not self._path.is_dir()
        if self._single and reports != 1:
            raise Refused(
                f"“{path}”只能放一份报告，现有{reports}份；请给 --html 一个文件夹的名称。", field="html"
            )
        self._rows: list[tuple[tuple[int, ...], str, Line]] = []
        try:
            (self._path.parent if self._single else self._path).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"无法写入“{path}”，请核对路径和权限。", field="html") from error

    def target(self, number: int, file: str) -> str:
        """Where the page of the report with this number goes."""
        if self._single:
            return str(self._path)
        stem = _UNSAFE.sub("-", Path(file).stem)[:40].strip("-")
        return str(self._path / f"{number:05d}-{stem}.html")

    def add(self, number: int, line: Line) -> None:
        """Remember a report for the list: its name and what was found, not its figures."""
        counts = [sum(one["level"] == level for one in line["findings"]) for level in ("error", "warning")]
        short = {name: line[name] for name in ("file", "agency", "year", "edition", "status", "message")}
        short["findings"] = [{"level": one["level"]} for one in line["findings"]]
        self._rows.append(
            ((-counts[0], -counts[1], number), Path(self.target(number, line["file"])).name, short)
        )

    def close(self) -> Path:
        """Write the list, the worst first. Returns the file to open."""
        if self._single:
            return self._path
        rows = ((address, line) for _, address, line in sorted(self._rows, key=lambda row: row[0]))
        with (self._path / "index.html").open("w", encoding="utf-8") as file:
            file.writelines(audit_page.index(rows))
        return self._path / "index.html"


def write_page(target: str, line: Line, reading: Reading) -> None:
    """One report's page. Refused where it cannot be written."""
    back = "" if not re.match(r"\d{5}-", Path(target).name) else "index.html"
    try:
        Path(target).write_text(audit_page.page(line, reading, titles(line["edition"]), back), "utf-8")
    except OSError as error:
        raise Refused(f"无法写入“{target}”，请核对路径和权限。", field="html") from error


@cache
def titles(edition: str | None) -> Mapping[str, str]:
    """rule → what it asks, in Chinese, for the reports of an edition."""
    found = {rule.id: rule.title for rule in audit_rules().values()}
    if edition in EDITIONS:
        found |= {rule.id: rule.summary for rule in load(edition).rules}
    return found


def book(path: str) -> Book:
    """A workbook to fill. Refused where it cannot be written."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("ab"):
            pass
    except OSError as error:
        raise Refused(f"无法写入“{path}”，请核对路径和权限。", field="xlsx") from error
    return Book(Path(path))
