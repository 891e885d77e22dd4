"""公民身份号码: birth date and check character."""

from datetime import date

import pytest

from gongkai.law.refusals import Refused
from gongkai.textcheck.identity import birth_date, check_identity_number, is_identity_number

SAMPLE = "11010519491231002X"  # the worked example of GB 11643


def test_the_example_of_the_standard_passes():
    assert check_identity_number(SAMPLE) == SAMPLE
    assert birth_date(SAMPLE) == date(1949, 12, 31)


def test_spaces_a_small_x_and_full_width_digits_are_put_right():
    assert check_identity_number(" 110105 19491231 002x") == SAMPLE
    assert check_identity_number("１10105194912310021".replace("0021", "002X")) == SAMPLE


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("110105491231002", "应为18位，现为15位"),
        ("11010519491231002", "现为17位"),
        ("1101051949123100AX", "17位数字加1位数字或X"),
        ("11010519491231002Y", "17位数字加1位数字或X"),
        ("110105194902310021", "出生日期有误"),
        ("110105189912310021", "出生日期有误"),
        ("110105194912310021", "校验位不对"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(number, words):
    with pytest.raises(Refused) as refusal:
        check_identity_number(number)
    assert words in str(refusal.value)
    assert refusal.value.field == "identity_number"


def test_nobody_is_born_after_today():
    assert check_identity_number(SAMPLE, date(1949, 12, 31)) == SAMPLE
    with pytest.raises(Refused, match="出生日期有误"):
        check_identity_number(SAMPLE, date(1949, 12, 30))


def test_the_plain_question_takes_any_text():
    assert is_identity_number(SAMPLE)
    assert not is_identity_number("中" * 18)
    assert not is_identity_number("")
