"""The same rules over letters about any request."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.letters import Letter, compose, lint, types
from tests.letters.generated import cases
from tests.letters.mutations import broken

CODES = list(types())


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
@settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate])
def test_a_generated_letter_is_right_and_every_single_break_of_it_is_found(code, data):
    facts, fields = data.draw(cases(code))
    letter = compose(code, facts, fields)
    assert lint(letter, facts) == [], letter.text()
    assert Letter.from_json(letter.to_json()) == letter
    missed = [name for name, wrong in broken(letter, facts) if not lint(wrong, facts)]
    assert missed == [], letter.text()
