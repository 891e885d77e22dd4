"""`gongkai check`: the contract of its JSON, its exit status, order, folders and bad files."""

import dataclasses
import json
from random import Random

import pytest
import typer
from typer.testing import CliRunner

from gongkai.cli.check import check
from gongkai.reports.write import write
from tests.reports.read import mangle

app = typer.Typer()
app.command()(check)
CLEAN = mangle.report("2021", Random(11))
BROKEN = dataclasses.replace(CLEAN, figures={**CLEAN.figures, "t3.results_total.total": 99999})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.html").write_text(mangle.html(CLEAN))
    (tmp_path / "b.txt").write_text(mangle.spaced(BROKEN))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "d.docx").write_bytes(write(CLEAN, "docx"))
    (tmp_path / "e.jpg").write_bytes(b"not looked at")
    return tmp_path


def run(*words, **more):
    return CliRunner().invoke(app, [str(word) for word in words], **more)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_of_a_folder_gives_a_line_in_order_and_a_bad_one_stops_none(folder, jobs):
    result = run("--json", "--jobs", jobs, folder)
    found = lines(result)
    assert [line["file"].rsplit("/", 1)[1] for line in found] == ["a.html", "b.txt", "c.pdf", "d.docx"]
    assert [line["status"] for line in found] == ["read", "read", "refused", "read"]
    assert found[2]["reason"] == "unreadable"
    assert result.exit_code == 1
    first = found[0]
    assert (first["agency"], first["year"], first["edition"]) == ("测试市应急管理局", 2024, "2021")
    assert len(first["figures"]) == 200
    assert all(one["level"] != "error" for one in first["findings"])


def test_a_finding_has_the_fields_of_the_contract(folder):
    finding = lines(run("--json", folder / "b.txt"))[0]["findings"][0]
    assert finding.keys() >= {"rule", "level", "keys", "says", "should", "message", "quote", "at"}
    assert finding["level"] == "error"
    assert finding["at"].keys() >= {"page", "line"}


def test_the_exit_status_is_0_for_clean_1_for_errors_2_for_nothing_read(folder):
    assert run("--json", folder / "a.html").exit_code == 0
    assert run("--json", folder / "b.txt", folder / "a.html").exit_code == 1
    assert run("--json", folder / "c.pdf").exit_code == 2
    assert run("--json", folder / "absent.html").exit_code == 2
    assert run().exit_code == 2


def test_a_dash_reads_the_paths_from_standard_input(folder):
    result = run("--json", "-", input=f"{folder / 'd.docx'}\n{folder / 'a.html'}\n")
    assert [line["file"].rsplit("/", 1)[1] for line in lines(result)] == ["d.docx", "a.html"]


def test_years_of_one_agency_are_paired_whatever_their_order(tmp_path):
    out = CLEAN.figures["t3.carried_out.total"]
    later = dataclasses.replace(CLEAN, year=2025, title=CLEAN.title.replace("2024", "2025"))
    (tmp_path / "1.html").write_text(mangle.html(later))
    (tmp_path / "2.html").write_text(mangle.html(CLEAN))
    assert out != CLEAN.figures["t3.carried_in.total"]
    found = lines(run("--json", tmp_path))
    assert "year.carried" in {one["rule"] for one in found[0]["findings"]}
    assert "year.carried" not in {one["rule"] for one in found[1]["findings"]}
    alone = lines(run("--json", "--previous", tmp_path / "2.html", tmp_path / "1.html"))
    assert "year.carried" in {one["rule"] for one in alone[0]["findings"]}


def test_people_get_a_table_and_sentences(folder):
    result = run(folder)
    assert "年度报告审核" in result.stdout
    assert "t3.balance" in result.stdout
    assert result.exit_code == 1


def test_a_report_of_the_platform_in_json_is_checked_too(tmp_path):
    (tmp_path / "r.json").write_bytes(write(BROKEN, "json"))
    assert run("--json", tmp_path / "r.json").exit_code == 1
