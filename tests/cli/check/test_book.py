"""--xlsx: one workbook for a batch."""

import openpyxl
import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.reports.write import audit_book
from tests.cli.check.reports import WRONG, page, write


def run(*words):
    return CliRunner().invoke(app, ["check", *map(str, words)])


def rows(book, name):
    return [list(row) for row in book[name].iter_rows(min_row=2, values_only=True)]


@pytest.fixture
def book(tmp_path):
    pages = {
        "a": page("甲市卫生局", 2023),
        "b": page("乙市卫生局", text=WRONG),
        "c": page("甲市卫生局", 2024),
    }
    paths = write(tmp_path, **pages)
    assert run("--xlsx", tmp_path / "out.xlsx", *paths, tmp_path / "absent.pdf").exit_code == 1
    return openpyxl.load_workbook(tmp_path / "out.xlsx")


def test_the_summary_has_a_row_an_agency_the_one_with_errors_first(book):
    summary = rows(book, "汇总")
    assert summary[0][0] == "乙市卫生局"
    of = {row[0]: row for row in summary}
    assert of["甲市卫生局"][1:4] == [2, "2023、2024", 0]
    assert of["乙市卫生局"][1:4] == [1, "2024", 1]
    assert of["（未读取）"][1] == 1


def test_each_report_and_each_finding_has_a_row(book):
    assert [row[2] for row in rows(book, "报告")] == [2023, 2024, 2024, None]
    [error] = [row for row in rows(book, "问题") if row[3] == "错误"]
    assert error[1] == "乙市卫生局"
    assert error[6:8] == [120, 130]


def test_text_never_becomes_a_formula(tmp_path):
    line = {
        "file": "=1+1",
        "agency": '=HYPERLINK("x")',
        "year": 2024,
        "edition": "narrative",
        "status": "read",
        "message": "",
        "figures": {"local.1.year": 5},
        "labels": {"local.1.year": "=cmd"},
        "findings": [],
    }
    with audit_book.Book(tmp_path / "out.xlsx") as written:
        written.add(line)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["数字"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "s", "s", "n"]
    assert sheet["A2"].value == "=1+1"


def test_a_full_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(audit_book, "LAST_ROW", 3)
    line = dict.fromkeys(("file", "agency", "edition", "message"), "甲") | {
        "year": 2024,
        "status": "read",
        "findings": [],
        "labels": {},
    }
    with audit_book.Book(tmp_path / "out.xlsx") as written:
        written.add(line | {"figures": {f"k{number}": number for number in range(7)}})
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert [len(rows(book, name)) for name in ("数字", "数字2", "数字3")] == [3, 3, 1]
