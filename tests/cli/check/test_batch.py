"""--engine daft: the same findings as Parquet, and the questions of docs/batch.md over it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.reports.figures import Report
from gongkai.reports.load import load
from gongkai.reports.write import write
from tests.cli.check.reports import WRONG, page

pytest.importorskip("daft", reason="needs gongkai[batch]: daft")
duckdb = pytest.importorskip("duckdb", reason="needs gongkai[batch]: duckdb")
PAGE = Path(__file__).resolve().parents[3] / "docs" / "batch.md"


def table(folder, name):
    cursor = duckdb.sql(f"SELECT * FROM '{folder}/audited/{name}/*.parquet'")
    return [dict(zip(cursor.columns, row, strict=True)) for row in cursor.fetchall()]


def _report(year: int, **rows: int) -> str:
    figures = dict.fromkeys(load("2021").keys, 0)
    for row, number in rows.items():
        figures[f"t3.{row}.natural_person"] = figures[f"t3.{row}.total"] = number
    title = f"甲市卫生局{year}年政府信息公开工作年度报告"
    return write(Report("甲市卫生局", year, "2021", title, figures), "html").decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two years of an agency of which 1 case is lost between them, one with an error, one that is no report."""
    folder = tmp_path_factory.mktemp("batch")
    reports = folder / "reports"
    reports.mkdir()
    first = _report(2023, new_received=10, granted=8, results_total=8, carried_out=2)
    second = _report(
        2024, new_received=20, carried_in=1, granted=9, granted_in_part=9, results_total=18, carried_out=3
    )
    (reports / "1.html").write_text(second, "utf-8")
    (reports / "2.html").write_text(first, "utf-8")
    (reports / "3.html").write_text(page("乙市卫生局", text=WRONG), "utf-8")
    (reports / "4.pdf").write_bytes(b"%PDF-1.4 broken")
    result = CliRunner().invoke(
        app, ["check", "--engine", "daft", "--out", f"{folder}/audited", str(reports)]
    )
    assert result.exit_code == 1, result.output
    return folder


def test_every_file_is_a_row_of_documents(folder):
    rows = {Path(row["file"]).name: row for row in table(folder, "documents")}
    assert [rows[name]["status"] for name in ("1.html", "2.html", "3.html", "4.pdf")] == ["read"] * 3 + [
        "refused"
    ]
    assert rows["4.pdf"]["reason"] == "unreadable"
    assert (rows["3.html"]["agency"], rows["3.html"]["year"], rows["3.html"]["errors"]) == (
        "乙市卫生局",
        2024,
        1,
    )


def test_figures_and_findings_are_those_of_the_command(folder):
    result = CliRunner().invoke(app, ["check", "--json", str(folder / "reports")])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    figures = {(row["file"], row["key"]): row["value"] for row in table(folder, "figures")}
    assert figures == {(line["file"], key): value for line in lines for key, value in line["figures"].items()}
    found = sorted((row["file"], row["rule"], row["message"]) for row in table(folder, "findings"))
    assert found == sorted(
        (line["file"], one["rule"], one["message"]) for line in lines for one in line["findings"]
    )
    assert any(rule == "year.carried" for _, rule, _ in found)


def test_the_three_questions_of_the_page_have_answers(folder, monkeypatch):
    monkeypatch.chdir(folder)
    rules, shares, grown = (
        duckdb.sql(question).fetchall()
        for question in re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    )
    assert {"claim.parts", "year.carried"} <= {row[0] for row in rules}
    # 2024: (9 + 9) / 18; 2023: 8 / 8.
    assert [row for row in shares if row[0] == "甲市卫生局"] == [
        ("甲市卫生局", 2024, 20, 100.0),
        ("甲市卫生局", 2023, 10, 100.0),
    ]
    assert grown == [("甲市卫生局", 2024, 2, 3)]


def test_an_engine_without_a_folder_is_refused(tmp_path):
    result = CliRunner().invoke(app, ["check", "--engine", "daft", str(tmp_path)])
    assert result.exit_code == 2
    assert "--engine daft --out" in result.stderr
    result = CliRunner().invoke(
        app, ["check", "--engine", "daft", "--out", str(tmp_path / "o"), str(tmp_path)]
    )
    assert result.exit_code == 2
    assert "没有找到" in result.stderr
