"""Chinese numerals and full-width digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.textcheck.numerals import narrow, to_chinese, to_int, year_to_chinese

PAIRS = [
    (0, "零"),
    (2, "二"),
    (10, "十"),
    (12, "十二"),
    (20, "二十"),
    (36, "三十六"),
    (105, "一百零五"),
    (110, "一百一十"),
    (1057, "一千零五十七"),
    (2000, "二千"),
    (10364, "一万零三百六十四"),
    (120_000, "十二万"),
    (10_010_000, "一千零一万"),
    (100_000_001, "一亿零一"),
]


@pytest.mark.parametrize(("number", "chinese"), PAIRS)
def test_numbers_are_written_and_read(number, chinese):
    assert to_chinese(number) == chinese
    assert to_int(chinese) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二四", 2024),
        ("二○一八", 2018),
        ("两千", 2000),
        ("壹佰贰拾", 120),
        ("一百零五", 105),
        ("１，０５７", 1057),
        ("1,057", 1057),
        ("３万", 30_000),
        (" 633 ", 633),
        ("一十", 10),
    ],
)
def test_other_ways_of_writing_are_read(text, number):
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "约百", "十百", "百", "一万亿万", "1,05", "二三十", "3.5", "-1", "万"])
def test_what_is_no_whole_number_is_an_error(text):
    with pytest.raises(ValueError, match="not a number"):
        to_int(text)


def test_a_number_beyond_the_range_is_an_error():
    for number in (-1, 10**12):
        with pytest.raises(ValueError, match="out of range"):
            to_chinese(number)


def test_full_width_digits_become_narrow_and_other_text_stays():
    assert narrow("共３３．３％（约）") == "共33.3%(约)"
    assert year_to_chinese(2024) == "二〇二四"


@given(st.integers(0, 10**12 - 1))
def test_reading_undoes_writing(number):
    assert to_int(to_chinese(number)) == number
