"""`gongkai report`."""

import json
import shlex

import pytest
from typer.testing import CliRunner

from gongkai.apps.filings import queries
from gongkai.cli import app

pytestmark = pytest.mark.django_db


def run(line: str):
    return CliRunner().invoke(app, ["report", *shlex.split(line)])


def test_json_gives_agency_year_edition_figures_and_findings(agency, year_2025):
    result = run("测试市应急管理局 2025 --json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert (answer["agency"], answer["year"], answer["edition"]) == ("测试市应急管理局", 2025, "2021")
    assert answer["figures"]["t3.new_received.total"] == 3
    assert answer["figures"]["t2.fees.amount"] == 0.35
    assert answer["findings"] == []


@pytest.mark.parametrize("name", ["测试市应急管理局", "ceshi-yj", "测试市安全生产监督管理局"])
def test_an_agency_is_found_by_full_name_code_or_former_name(agency, year_2025, name):
    agency.former_names = ["测试市安全生产监督管理局"]
    agency.save()
    assert json.loads(run(f"{name} 2025 --json").stdout)["agency"] == "测试市应急管理局"


def test_why_lists_one_line_a_record_for_every_figure_that_is_not_zero(agency, year_2025):
    for key, value in queries.figures(agency.pk, 2025).items():
        result = run(f"ceshi-yj 2025 --why {key}")
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert len(lines) == (1 if key == "t2.fees.amount" else value)


def test_why_shows_the_amount_of_each_record_of_a_sum(agency, year_2025):
    assert "　0.35　" in run("ceshi-yj 2025 --why t2.fees.amount").stdout


def test_why_with_json_gives_a_list(agency, year_2025):
    [record] = json.loads(run("ceshi-yj 2025 --why t2.fees.amount --json").stdout)
    assert record["amount"] == 0.35
    assert record["day"] == "2025-07-01"


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("没有的局 2025", 1, "没有名为“没有的局”的机关"),
        ("ceshi-yj 2013", 1, "2013年没有全国统一"),
        ("ceshi-yj 2099", 1, "2099年还没有到"),
        ("ceshi-yj 去年", 1, "年度“去年”不是四位数的年份"),
        ("ceshi-yj 2019", 1, "没有2019年的记录"),
        ("ceshi-yj 2025 --why t9.x", 1, "没有“t9.x”这一格"),
        ("ceshi-yj 2025 --to report.exe", 1, "不能写成“.exe”文件"),
        ("ceshi-yj 2025 --to report.pdf --json", 2, "不能同时使用"),
    ],
)
def test_what_cannot_be_answered_is_one_chinese_sentence(agency, year_2025, line, code, sentence):
    result = run(line)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "pdf", "json"])
def test_the_report_is_written_to_a_file(agency, year_2025, tmp_path, suffix):
    file = tmp_path / f"report.{suffix}"
    assert run(f"ceshi-yj 2025 --to {file}").exit_code == 0
    assert file.stat().st_size > 1000


def test_before_anybody_writes_the_proposed_sentences_stand_in_the_file(agency, year_2025, tmp_path):
    file = tmp_path / "report.json"
    run(f"ceshi-yj 2025 --to {file}")
    assert "收到政府信息公开申请3件" in json.loads(file.read_text())["narrative"]["overview.requests"]


def test_a_folder_that_is_not_there_is_said_in_a_sentence(agency, year_2025, tmp_path):
    result = run(f"ceshi-yj 2025 --to {tmp_path}/no/report.json")
    assert result.exit_code == 1
    assert "无法写入" in result.stderr


def test_without_options_the_tables_are_printed(agency, year_2025):
    result = run("ceshi-yj 2025")
    assert result.exit_code == 0
    assert "测试市应急管理局2025年政府信息公开工作年度报告" in result.stdout
    assert "行政许可" in result.stdout
