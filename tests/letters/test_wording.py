"""What each letter says in a worked case, word for word."""

import pytest

from gongkai.law.outcomes import outcomes_for
from gongkai.letters import Letter, compose, for_outcome, lint, types
from tests.letters.cases import CASES


def test_every_type_of_letter_has_a_worked_case():
    assert set(CASES) == set(types())


@pytest.mark.parametrize("code", CASES)
def test_the_worked_letter_says_these_sentences(code):
    case = CASES[code]
    letter = compose(code, case.facts, case.fields)
    paragraphs = letter.text().splitlines()
    for sentence in case.sentences:
        assert sentence in paragraphs, letter.text()


@pytest.mark.parametrize("code", CASES)
def test_a_correct_letter_has_no_finding_at_all(code):
    case = CASES[code]
    assert lint(compose(code, case.facts, case.fields), case.facts) == []


@pytest.mark.parametrize("code", CASES)
def test_a_letter_read_back_from_json_is_the_same_letter(code):
    case = CASES[code]
    letter = compose(code, case.facts, case.fields)
    assert Letter.from_json(letter.to_json()) == letter


@pytest.mark.parametrize("edition", ["711", "492"])
def test_every_outcome_of_the_law_has_a_letter(edition):
    without = [
        outcome.code for outcome in outcomes_for(edition) if not for_outcome(outcome.code, (), edition)
    ]
    assert not without
