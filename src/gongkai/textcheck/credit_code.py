"""The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character."""

from __future__ import annotations

from gongkai.law.refusals import Refused
from gongkai.textcheck.numerals import narrow

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ARTICLE = "GB 32100—2015"


def check_character(body: str) -> str:
    """The check character of the first 17 characters."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def check_credit_code(text: str, field: str = "credit_code") -> str:
    """The code in capitals without spaces; refuses a wrong length, character or check character."""
    code = narrow("".join(text.split())).upper()
    if len(code) != 18:
        raise Refused(f"统一社会信用代码应为18位，现为{len(code)}位，请核对。", article=_ARTICLE, field=field)
    wrong = [char for char in code if char not in ALPHABET]
    if wrong:
        raise Refused(
            f"统一社会信用代码不含“{wrong[0]}”（不用I、O、S、V、Z），请核对。", article=_ARTICLE, field=field
        )
    if not code[2:8].isdigit():
        raise Refused("统一社会信用代码第3至8位应为6位行政区划码，请核对。", article=_ARTICLE, field=field)
    if check_character(code[:17]) != code[17]:
        raise Refused("统一社会信用代码的校验位不对，可能输错一位，请核对。", article=_ARTICLE, field=field)
    return code
