"""One form of each character, words, pairs, sounds; and that no word of two characters is ever missed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.search import text
from gongkai.apps.search.asked import asked
from gongkai.apps.search.documents import Document, Filters
from gongkai.apps.search.embedded import Tantivy
from gongkai.apps.search.excerpts import excerpt, marked


@pytest.mark.parametrize(
    ("given_text", "form"),
    [
        ("應急管理", "应急管理"),
        ("ＧＢ／Ｔ９７０４", "gb/t9704"),
        ("应 急\n管理", "应急管理"),
        ("a  b", "a  b"),
    ],
)
def test_one_form_of_each_character(given_text: str, form: str) -> None:
    assert text.normalised(given_text) == form


def test_pairs_of_neighbours_and_whole_latin_words() -> None:
    assert list(text.pairs("应急管理gb9704号")) == ["应急", "急管", "管理", "gb9704", "号"]


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [("yingji", ["ying", "ji"]), ("xian", ["xian"]), ("anquan", ["an", "quan"]), ("gdp", []), ("q", [])],
)
def test_letters_as_syllables(letters: str, syllables: list[str]) -> None:
    assert text.as_syllables(letters) == syllables


@pytest.mark.parametrize(
    "number", ["测应急〔2026〕3号", "测应急[2026]第3号", "测应急（2026） 3 号", "测应急 (2026)3"]
)
def test_a_document_number_is_the_same_however_it_is_written(number: str) -> None:
    assert text.number_key(number) == "测应急20263"


def test_the_question_is_taken_apart() -> None:
    parts = asked("“安全生产” 测应急〔2026〕3号 yjgl 的 拆迁")
    assert [(word.text, word.exact) for word in parts.words] == [("安全生产", True), ("拆迁", False)]
    assert parts.words[1].others == ("征收", "房屋征收")
    assert parts.numbers == ("测应急20263",)
    assert parts.letters == ("yjgl",)


def test_the_excerpt_is_where_most_words_stand_together() -> None:
    body = "甲" * 300 + "应急在前。" + "乙" * 300 + "这里应急与预案同在。" + "丙" * 300
    assert "应急与预案" in excerpt(body, ("应急", "预案"))


def test_marks_part_the_text() -> None:
    assert marked("关于应急预案", ("应急",)) == [("关于", False), ("应急", True), ("预案", False)]


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E60), min_size=2, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(HAN, min_size=1, max_size=12), data=st.data())
def test_every_two_characters_that_stand_somewhere_are_found(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], data: st.DataObject
) -> None:
    engine = Tantivy(str(Path(tmp_path_factory.mktemp("index"))))
    plain = [text.normalised(body) for body in bodies]
    with engine.writing() as writer:
        writer.put(Document(str(at), "", body, date(2026, 1, 1), "a") for at, body in enumerate(bodies))
        writer.commit()
    body = data.draw(st.sampled_from([one for one in plain if len(one) > 1]))
    at = data.draw(st.integers(0, len(body) - 2))
    word = body[at : at + 2]
    holding = {str(number) for number, one in enumerate(plain) if word in one}
    found = engine.search(asked(f"“{word}”"), Filters(), offset=0, limit=50, newest=False)
    assert {hit.key for hit in found.hits} == holding
