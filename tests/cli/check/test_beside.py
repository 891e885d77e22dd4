"""Which reports are read beside each other."""

import json

from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.cli.check.beside import Beside
from tests.cli.check.reports import CLEAN, page, write


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


MATTERS = ("医疗卫生", "食品安全", "社会救助", "义务教育", "公共交通", "环境保护", "住房保障", "就业创业")


def _text(verb):
    return "".join(
        f"本机关围绕{matter}领域{verb}，按季度更新有关栏目并且安排专人答复群众的来信来电。"
        for matter in MATTERS
    )


def test_two_agencies_with_one_text_are_called_alike_and_a_third_is_not(tmp_path):
    texts = {"甲市卫生局": "公布政策措施", "乙市卫生局": "公布政策措施", "丙市卫生局": "组织开放活动"}
    pages = {f"r{at}": page(name, text=CLEAN + _text(verb)) for at, (name, verb) in enumerate(texts.items())}
    own = "".join(
        f"第{number}周组织{matter}信息公开开放日，邀请代表委员参观座谈并且答复提问。"
        for number, matter in enumerate(MATTERS * 2)
    )
    pages["r2"] = pages["r2"].split("<p>依托")[0].replace(_text("组织开放活动"), own) + "</body></html>"
    result = CliRunner().invoke(app, ["check", "--json", *write(tmp_path, **pages)])
    lines = [json.loads(text) for text in result.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["read"] * 3
    found = [{one["rule"] for one in line["findings"]} for line in lines]
    assert ["likeness.sibling" in rules for rules in found] == [True, True, False]
