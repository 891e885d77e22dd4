"""The citizen identity number (公民身份号码, GB 11643-1999): 18 characters with birth date and check character."""

from __future__ import annotations

from datetime import date

from gongkai.law.refusals import Refused
from gongkai.textcheck.numerals import narrow

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ARTICLE = "GB 11643—1999"


def check_character(body: str) -> str:
    """The check character of the first 17 digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def birth_date(number: str) -> date | None:
    """The birth date in an 18-character number; None where it is no date or before 1900."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= 1900 else None


def is_identity_number(number: str) -> bool:
    """True for 17 digits with a birth date and the right check character (capital X)."""
    return (
        len(number) == 18
        and number.isascii()
        and number[:17].isdigit()
        and birth_date(number) is not None
        and check_character(number[:17]) == number[17]
    )


def check_identity_number(text: str, today: date | None = None, field: str = "identity_number") -> str:
    """The number without spaces and with capital X; refuses a wrong length, date or check character.

    today: also refuses a birth date after it.
    """
    number = narrow("".join(text.split())).upper()
    if len(number) != 18:
        raise Refused(f"公民身份号码应为18位，现为{len(number)}位，请核对。", article=_ARTICLE, field=field)
    if not (number.isascii() and number[:17].isdigit() and (number[17].isdigit() or number[17] == "X")):
        raise Refused("公民身份号码应为17位数字加1位数字或X，请核对。", article=_ARTICLE, field=field)
    born = birth_date(number)
    if born is None or (today is not None and born > today):
        raise Refused("公民身份号码中的出生日期有误，请核对第7至14位。", article=_ARTICLE, field=field)
    if check_character(number[:17]) != number[17]:
        raise Refused("公民身份号码的校验位不对，可能输错一位，请核对。", article=_ARTICLE, field=field)
    return number
