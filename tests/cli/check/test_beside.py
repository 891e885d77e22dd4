"""Which reports are read beside each other."""

import json

from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.cli.check.beside import Beside
from tests.cli.check.reports import page, write


def line(file, agency, year):
    return {"file": file, "agency": agency, "year": year}


def test_last_years_report_is_that_of_the_same_agency():
    known = Beside()
    known.add(line("a", "甲局", 2023), ())
    known.add(line("b", "乙局", 2023), ())
    assert known.last_year(line("c", "甲局", 2024)) == "a"
    assert known.last_year(line("d", "甲局", 2025)) == ""
    assert known.last_year(line("e", None, 2024)) == ""


def test_sisters_wrote_the_same_sentences_in_the_same_year():
    known = Beside()
    known.add(line("a", "甲局", 2024), (1, 2, 3, 4, 5, 6, 7, 8))
    known.add(line("b", "乙局", 2024), (1, 2, 3, 4, 15, 16, 17, 18))
    known.add(line("c", "丙局", 2024), (1, 22, 23, 24, 25, 26, 27, 28))
    known.add(line("d", "丁局", 2023), (1, 2, 3, 4, 5, 6, 7, 8))
    assert known.sisters(line("a", "甲局", 2024), (1, 2, 3, 4, 5, 6, 7, 8)) == ("b",)


def test_two_agencies_with_one_text_are_called_alike_and_a_third_is_not(tmp_path):
    own = (
        "本局全年召开新闻发布会三次，通报医疗卫生改革的进展情况。" * 3
        + "编制十五件规范性文件的解读材料并且公布。" * 2
    )
    other = page("丙市卫生局").split("<p>依托")[0] + f"<p>{own}</p></body></html>"
    paths = write(tmp_path, a=page("甲市卫生局"), b=page("乙市卫生局"), c=other)
    result = CliRunner().invoke(app, ["check", "--json", *paths])
    found = [{one["rule"] for one in json.loads(text)["findings"]} for text in result.stdout.splitlines()]
    assert ["likeness.sibling" in rules for rules in found] == [True, True, False]
