"""Many at a time: input order, a bounded queue, and a killed process that stops no other file."""

import os
import time

import pytest

from gongkai.cli.check.pool import AHEAD, ordered


def _slow_first(number):
    time.sleep(0.2 if number == 0 else 0)
    return number * 10


def _deadly(number):
    if number in (3, 4, 11):
        os._exit(9)
    return number


def _lost(number):
    return -number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_input_order_though_the_first_takes_longest(jobs):
    assert list(ordered(_slow_first, range(6), jobs, _lost)) == [0, 10, 20, 30, 40, 50]


def test_a_killed_process_loses_its_own_file_only():
    assert list(ordered(_deadly, range(14), 2, _lost)) == [0, 1, 2, -3, -4, 5, 6, 7, 8, 9, 10, -11, 12, 13]


def test_no_more_files_are_taken_than_the_processes_need():
    taken = []

    def files():
        for number in range(1000):
            taken.append(number)
            yield number

    results = ordered(_slow_first, files(), 2, _lost)
    assert next(results) == 0
    assert len(taken) <= 2 * AHEAD
    results.close()


def test_without_files_there_are_no_results():
    assert list(ordered(_slow_first, [], 2, _lost)) == []
