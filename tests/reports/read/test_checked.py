"""Findings of a reading: rules with places, one row or three of 其他处理, blanks, last year."""

import dataclasses
from random import Random

from gongkai.reports.figures import Report
from gongkai.reports.read import read
from gongkai.reports.read.checked import across_years, findings
from tests.reports.read import mangle

CLEAN = mangle.report("2021", Random(11))


def changed(report: Report, **figures: int) -> Report:
    names = {name.replace("__", "."): value for name, value in figures.items()}
    return dataclasses.replace(report, figures={**report.figures, **names})


def errors(text: str):
    return [note for note in findings(read(text.encode(), "x")) if note.level == "error"]


def test_a_clean_report_has_no_finding():
    assert findings(read(mangle.html(CLEAN).encode(), "x.html")) == []


def test_a_changed_total_is_found_named_and_placed_on_its_line():
    text = mangle.pipes(changed(CLEAN, t3__results_total__total=99999))
    found = errors(text)
    assert {"t3.results_sum", "t3.row_total", "t3.balance"} == {note.rule for note in found}
    total = next(note for note in found if note.rule == "t3.row_total")
    line = text.split("\n")[total.at.line - 1]
    assert (line[total.at.start : total.at.end], total.says) == ("99999", 99999)


def test_the_one_row_variant_is_checked_by_the_same_sums():
    older = dataclasses.replace(mangle.report("2019", Random(2)), edition="2019")
    table = mangle.pipes(older)
    recent = table.replace("2020", "2024").replace("本年新制作数量", "本年制发件数")
    recent = recent.replace("本年新公开数量", "本年废止件数").replace("对外公开总数量", "现行有效件数")
    recent = recent.replace("采购", "其它").replace(
        "上一年项目数量 | 本年增/减 | 处理决定数量", "本年处理决定数量"
    )
    reading = read(recent.encode(), "x")
    assert reading.edition == "2021"
    assert "t3.closed_otherwise.total" in reading.figures
    assert "t3.closed_other.total" not in reading.figures
    notes = findings(reading)
    assert [note.rule for note in notes if note.level == "error"] == []
    assert "form.one_row" in {note.rule for note in notes}
    wrong = older.figures["t3.closed_otherwise.total"] + 1
    broken = mangle.pipes(changed(older, t3__closed_otherwise__total=wrong))
    found = errors(broken)
    assert {note.rule for note in found} == {"t3.results_sum", "t3.row_total"}
    assert all("t3.closed_otherwise.total" in note.keys for note in found)


def test_blank_cells_are_zero_with_a_finding_and_a_blank_total_beside_numbers_is_no_contradiction():
    numbers = {key: value for key, value in CLEAN.figures.items() if key.startswith("t3.granted.")}
    assert numbers["t3.granted.total"]
    text = mangle.pipes(CLEAN)
    row = " | ".join(str(value) for value in numbers.values())
    assert text.count(row) == 1
    reading = read(text.replace(row, row.rsplit(" | ", 1)[0] + " | ").encode(), "x")
    assert reading.figures["t3.granted.total"] == 0
    assert reading.blanks == ("t3.granted.total",)
    notes = {note.rule: note for note in findings(reading)}
    assert notes.keys() == {"cell.blank", "cell.blank_total"}
    assert notes["cell.blank_total"].should == numbers["t3.granted.total"]


def test_a_label_that_is_cut_short_is_read_and_noted():
    text = mangle.pipes(CLEAN).replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开")
    reading = read(text.encode(), "x")
    assert reading.figures == CLEAN.figures
    assert [note.rule for note in findings(reading)] == ["form.label"]


def test_two_years_that_do_not_join_are_an_error_of_the_total_and_a_warning_of_the_columns():
    before = dict(CLEAN.figures)
    this = changed(CLEAN, t3__carried_in__total=CLEAN.figures["t3.carried_out.total"] + 5)
    rules = {note.rule for note in across_years(read(mangle.pipes(this).encode(), "x"), before)}
    assert "year.carried" in rules


def test_title_and_period_of_different_years_contradict_each_other():
    text = mangle.pipes(CLEAN).replace("2024年1月1日至2024年12月31日", "2023年1月1日至2023年12月31日")
    notes = [note for note in findings(read(text.encode(), "x")) if note.level == "error"]
    assert [(note.rule, note.says, note.should) for note in notes] == [("head.year", 2024, 2023)]
