"""Cells recovered by sums: only what every remaining solution says."""

import pytest

from gongkai.reports.read import solve
from gongkai.reports.read.values import parse


@pytest.mark.parametrize(
    ("pieces", "numbers"),
    [
        (["640020470"], (64, 0, 0, 2, 0, 4, 70)),
        (["200", "000121"], (20, 0, 0, 0, 0, 1, 21)),
        (["500000", "5"], (5, 0, 0, 0, 0, 0, 5)),
        (["13", "612", "252", "0", "45", "128", "32", "14069"], (13612, 252, 0, 45, 128, 32, 14069)),
        (["0", "0", "0", "0", "0", "0", "0", "4"], (0, 0, 0, 0, 0, 0, 0)),
    ],
)
def test_one_way_to_keep_the_row_sum_is_the_row(pieces, numbers):
    assert solve.candidates(pieces, 7, blanks=False) == [numbers]


def test_where_two_ways_keep_the_sum_only_their_common_numbers_are_known():
    ways = solve.candidates(["821", "35", "2", "1", "859"], 7, blanks=True)
    assert len(ways) == 15
    assert solve.agreed(ways) == [None, None, None, None, None, None, 859]


def test_columns_decide_between_readings_of_a_row():
    rows = {"a": [(1, 12), (11, 2)], "b": [(1, 1)], "sum": [(12, 3)]}
    assert solve.settle(rows, [(("sum",), ("a", "b"))])["a"] == [(11, 2)]


def test_columns_that_contradict_every_reading_decide_nothing():
    rows = {"a": [(1, 12), (11, 2)], "b": [(1, 1)], "sum": [(50, 50)]}
    assert solve.settle(rows, [(("sum",), ("a", "b"))])["a"] == [(1, 12), (11, 2)]


def test_a_number_has_no_leading_zero_so_007_is_three_cells():
    assert solve.cuts(["007"], 3) == [(0, 0, 7)]
    assert solve.agreed(solve.cuts(["7777166"], 3)) == [None, None, None]


@pytest.mark.parametrize(
    ("text", "amount", "blank"),
    [
        ("22（其中修订 16 件）", 22, False),
        ("１０５７", 1057, False),
        ("1,057件", 1057, False),
        ("1 057", 1057, False),
        ("-6", -6, False),
        ("减2", -2, False),
        ("+3", 3, False),
        ("/", 0, True),
        ("—", 0, True),
        ("\xa0", 0, True),
        ("无", 0, True),
    ],
)
def test_a_cell_holds_its_number_whatever_stands_around_it(text, amount, blank):
    value = parse(text)
    assert (value.amount, value.blank) == (amount, blank)


@pytest.mark.parametrize("text", ["00", "12.3.4", "结果维持", "3至5", "1234567890123456789"])
def test_a_cell_without_one_clear_number_gives_none(text):
    assert parse(text) is None
