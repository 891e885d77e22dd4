"""The same rules over letters about any request."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongkai.letters import ROLES, Letter, compose, lint, types
from gongkai.letters.letter import TABLE
from tests.letters.cases import CASES
from tests.letters.generated import cases
from tests.letters.mutations import broken

CODES = list(types())
PIECES = "自收到本答复之日起 十十 日内 向 申请行政复议 提起行政诉讼 个月内 第四一条 第三十六条 第（九）项 条例 《 》 〔 〕 { } 2026年2月30日 | 不予公开 视为同意"


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


@given(
    code=st.sampled_from(CODES),
    texts=st.lists(
        st.tuples(
            st.sampled_from([role for role in ROLES if role not in TABLE]),
            st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=5), max_size=12).map("".join),
        ),
        max_size=8,
    ),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_lint_judges_any_text_that_people_may_leave_without_breaking(code, texts):
    case = CASES[code]
    letter = compose(code, case.facts, case.fields).edited(texts)
    assert lint(letter, case.facts) or code == "application"


@pytest.mark.parametrize("content", ["的" * 10_000, "的\n" * 5_000, "公开名单，" * 2_000 + "\n及日期"])
def test_a_request_of_ten_thousand_characters_is_judged_in_a_moment(content):
    case = CASES["granted_public"]
    facts = replace(case.facts, content=content)
    letter = compose("granted_public", facts, case.fields)
    began = perf_counter()
    assert lint(letter, facts) == []
    assert lint(letter, replace(facts, content=content + "缺")) != []
    assert perf_counter() - began < 2
