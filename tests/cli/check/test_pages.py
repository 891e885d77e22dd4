"""--html: the original text with the findings pinned to its words, whole in itself."""

import re

import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from tests.cli.check.reports import CLEAN, WRONG, page, write


def run(*words):
    return CliRunner().invoke(app, ["check", *map(str, words)])


@pytest.fixture
def wrong(tmp_path):
    [path] = write(tmp_path, wrong=page(text=WRONG))
    assert run("--html", tmp_path / "out.html", path).exit_code == 1
    return (tmp_path / "out.html").read_text("utf-8")


def test_a_finding_is_pinned_to_the_words_it_speaks_of(wrong):
    mark = re.search(r'<a class="mark error" href="#(f\d+)">([^<]*)</a>', wrong)
    assert "120件" in mark[2]
    assert re.search(rf'<li class="finding error" id="{mark[1]}">', wrong)
    number = mark[1][1:]
    assert f'<a class="pin error" id="w{number}" href="#f{number}"' in wrong
    assert f'href="#w{number}"' in wrong


def test_the_page_says_what_is_printed_and_what_should_be(wrong):
    assert "文中 120" in wrong
    assert "应为 130" in wrong


def test_a_page_fetches_nothing_and_runs_nothing(wrong):
    assert "<script" not in wrong
    assert "http" not in wrong
    assert "<link" not in wrong
    assert "@media print" in wrong


def test_text_of_a_report_never_becomes_markup(tmp_path):
    evil = CLEAN + "&lt;script&gt;alert(1)&lt;/script&gt;"
    [path] = write(tmp_path, evil=page(agency="测试&lt;b&gt;市卫生局", text=evil))
    run("--html", tmp_path / "out.html", path)
    text = (tmp_path / "out.html").read_text("utf-8")
    assert "<script" not in text
    assert "<b>市" not in text


def test_several_reports_give_a_folder_with_a_list_the_worst_first(tmp_path):
    paths = write(tmp_path, fine=page("甲市卫生局"), wrong=page("乙市卫生局", text=WRONG))
    paths.append(str(tmp_path / "absent.pdf"))
    assert run("--html", tmp_path / "out", "--jobs", 2, *paths).exit_code == 1
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert index.index("乙市卫生局") < index.index("甲市卫生局")
    assert "未读取：无法打开" in index
    links = re.findall(r'href="([^"]+)"', index)
    assert sorted(links) == ["00001-fine.html", "00002-wrong.html", "00003-absent.html"]
    assert all((tmp_path / "out" / link).is_file() for link in links)
    assert 'href="index.html"' in (tmp_path / "out" / "00002-wrong.html").read_text("utf-8")


def test_one_file_cannot_hold_two_reports(tmp_path):
    paths = write(tmp_path, a=page("甲市卫生局"), b=page("乙市卫生局"))
    result = run("--html", tmp_path / "out.html", *paths)
    assert result.exit_code == 2
    assert "请给 --html 一个文件夹的名称" in result.stderr
