"""The table a person reads: the worst first, not too long, every file accounted for."""

from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.cli.check import terminal
from tests.cli.check.reports import WRONG, page, write


def run(*words):
    return CliRunner().invoke(app, ["check", *map(str, words)])


def test_the_worst_report_comes_first_and_unread_files_are_named(tmp_path):
    paths = write(tmp_path, fine=page("甲市卫生局"), wrong=page("乙市卫生局", text=WRONG))
    text = run(*paths, tmp_path / "absent.pdf").stdout
    assert text.index("乙市卫生局") < text.index("甲市卫生局")
    assert "80＋50＝130" in text.replace("\n", "")
    assert text.index("未读取\n") < text.index("absent.pdf")
    assert "共读取2份，未读取1份；错误1条" in text


def test_a_long_list_is_cut_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(terminal, "ROWS", 2)
    pages = {f"r{number}": page(f"第{number}卫生局") for number in range(4)}
    text = run(*write(tmp_path, wrong=page("乙市卫生局", text=WRONG), **pages)).stdout
    assert "乙市卫生局" in text
    assert "另有3份较轻" in text
    assert "共读取5份；错误1条" in text


def test_square_brackets_of_a_report_are_no_markup(tmp_path):
    text = run(*write(tmp_path, a=page("[red]市卫生局"))).stdout
    assert "[red]" in text


def test_nothing_but_json_goes_to_standard_output(tmp_path):
    result = run("--json", "--xlsx", tmp_path / "o.xlsx", *write(tmp_path, a=page()))
    assert result.stdout.startswith("{")
    assert len(result.stdout.splitlines()) == 1
