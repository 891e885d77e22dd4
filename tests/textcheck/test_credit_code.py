"""统一社会信用代码: length, characters, check character."""

import pytest

from gongkai.law.refusals import Refused
from gongkai.textcheck.credit_code import check_credit_code


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the worked example of GB 32100
        "91110000600037341L",
        "91440300708461136T",
    ],
)
def test_a_real_code_passes(code):
    assert check_credit_code(code) == code


def test_spaces_small_letters_and_full_width_digits_are_put_right():
    assert check_credit_code(" 9135 0100 m000100y43 ") == "91350100M000100Y43"
    assert check_credit_code("９１350100M000100Y43") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "应为18位，现为0位"),
        ("91350100M000100Y4", "现为17位"),
        ("91350100M000100Y430", "现为19位"),
        ("91350100M000100O43", "不含“O”"),
        ("91350100M000100中43", "不含“中”"),
        ("91AB0100M000100Y43", "6位行政区划码"),
        ("91350100M000100Y44", "校验位不对"),
        ("91350100M000010Y43", "校验位不对"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_wrong(code, words):
    with pytest.raises(Refused) as refusal:
        check_credit_code(code)
    assert words in str(refusal.value)
    assert (refusal.value.field, refusal.value.article) == ("credit_code", "GB 32100—2015")


@pytest.mark.parametrize("place", range(17))
def test_any_single_wrong_digit_is_found(place):
    code = "91350100M000100Y43"
    wrong = "2" if code[place] != "2" else "3"
    with pytest.raises(Refused):
        check_credit_code(code[:place] + wrong + code[place + 1 :])
