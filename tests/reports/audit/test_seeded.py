"""A clean report gives no findings; one changed number is found and named."""

from random import Random

import pytest

from gongkai.reports.audit import audit
from tests.reports.audit.seeded import clean, reading, with_another_figure, with_another_number

TRIALS = 120


def test_clean_reports_give_no_error_and_no_warning():
    for seed in range(60):
        found = [note for note in audit(reading(clean(Random(seed)))) if note.level != "info"]
        assert found == [], (seed, found)


@pytest.mark.parametrize("change", [with_another_figure, with_another_number])
def test_one_changed_number_is_found_and_named_in_95_of_100(change):
    named = 0
    for seed in range(TRIALS):
        random = Random(seed)
        report, what = change(clean(random), random)
        found = [note for note in audit(reading(report)) if note.level != "info"]
        named += any(what in note.keys or what in note.quote or what in note.message for note in found)
    assert named >= 0.95 * TRIALS
