"""The published reports that stand beside the repository, figure by figure."""

import json
from decimal import Decimal

import pytest

from gongkai.reports.read import read
from tests.accuracy import SHARED, compare

GOLD = sorted((SHARED / "corpus" / "gold").glob("*.json"))


def test_the_published_reports_are_here():
    if not GOLD:
        pytest.skip(f"the published reports are not here: {SHARED}")


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_no_figure_is_wrong_none_is_invented_and_no_labelled_figure_is_missed(file):
    counts = compare(json.loads(file.read_text("utf-8"), parse_float=Decimal))
    assert counts["wrong"] == counts["invented"] == counts["missing"] == counts["beyond"] == 0
    assert counts["detected"] == counts["known"]


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_year_edition_and_printed_blanks_are_as_labelled(file):
    gold = json.loads(file.read_text("utf-8"))
    source = SHARED / gold["file"]
    reading = read(source.read_bytes(), source.name)
    assert (reading.status, reading.year, reading.edition) == ("read", gold["year"], gold["edition"])
    assert sorted(reading.blanks) == sorted(gold["printed_blank"])


@pytest.mark.parametrize("file", GOLD, ids=[file.stem for file in GOLD])
def test_every_known_figure_has_a_place_and_a_single_number_there_is_that_figure(file):
    gold = json.loads(file.read_text("utf-8"))
    source = SHARED / gold["file"]
    reading = read(source.read_bytes(), source.name)
    lines = {(line.page, line.number): line.text for line in reading.document.lines}
    for key, value in reading.figures.items():
        if value is None:
            continue
        place = reading.places[key]
        printed = lines[place.page, place.line][place.start : place.end]
        assert printed or key in reading.blanks
        if key not in reading.solved and printed.isdigit():
            assert Decimal(printed) == value, (key, printed)
