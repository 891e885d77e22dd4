"""Reports that the platform writes, and reports printed as roughly as real ones, read back."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reports.form import EDITIONS
from gongkai.reports.read import read
from gongkai.reports.write import write
from tests.reports.read import mangle

seeds = st.integers(0, 10**9)
LOSSLESS = {
    "pipes": lambda report, random: mangle.pipes(report, blank=random.random() < 0.3),
    "tabs": lambda report, random: mangle.tabs(report, blank=random.random() < 0.3),
    "one cell a line": lambda report, random: mangle.one_a_line(report),
    "columns of blanks": lambda report, random: mangle.spaced(report),
    "page breaks": lambda report, random: mangle.paged(report, random.randint(4, 12)),
    "a page": lambda report, random: mangle.html(report, blank=random.random() < 0.3),
    "a page without rowspans": lambda report, random: mangle.html(report, spans=False),
    "a span a character": lambda report, random: mangle.html(report, letters=True),
}
LOSSY = {
    "glued": lambda report, random: mangle.glued(report),
    "glued, blank for 0": lambda report, random: mangle.glued(report, blank=True),
    "torn": lambda report, random: mangle.torn(report, random),
    "wrapped": lambda report, random: mangle.wrapped(report, random.randint(6, 14)),
    "columns, blank for 0": lambda report, random: mangle.spaced(report, blank=True),
    "a cell a line, blank for 0": lambda report, random: mangle.one_a_line(report, blank=True),
}


def made(edition: str, seed: int):
    random = Random(seed)
    return mangle.report(edition, random, largest=random.choice((5, 400, 20000))), random


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("ending", "examples"), [("html", 25), ("docx", 10), ("xlsx", 4), ("pdf", 4), ("json", 5)]
)
def test_what_a_writer_wrote_reads_back_to_the_same_figures(edition, ending, examples):
    @settings(max_examples=examples, deadline=None)
    @given(seeds)
    def same(seed):
        report, _ = made(edition, seed)
        reading = read(write(report, ending), f"report.{ending}")
        assert (reading.agency, reading.year, reading.edition) == (report.agency, report.year, edition)
        assert reading.figures == report.figures

    same()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("print_it", LOSSLESS.values(), ids=LOSSLESS)
def test_a_way_of_printing_that_loses_nothing_reads_back_to_the_same_figures(edition, print_it):
    @settings(max_examples=12, deadline=None)
    @given(seeds)
    def same(seed):
        report, random = made(edition, seed)
        assert read(print_it(report, random).encode(), "x").figures == report.figures

    same()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("print_it", LOSSY.values(), ids=LOSSY)
def test_a_way_of_printing_that_loses_something_gives_null_and_never_a_wrong_figure(edition, print_it):
    @settings(max_examples=12, deadline=None)
    @given(seeds)
    def never_wrong(seed):
        report, random = made(edition, seed)
        figures = read(print_it(report, random).encode(), "x").figures
        wrong = {
            key: (figures[key], value)
            for key, value in report.figures.items()
            if figures.get(key) not in (None, value)
        }
        assert not wrong

    never_wrong()


def test_glued_cells_of_a_whole_table_are_nearly_all_recovered():
    report, _ = made("2021", 3)
    figures = read(mangle.glued(report).encode(), "x").figures
    assert sum(value is not None for value in figures.values()) >= 190
