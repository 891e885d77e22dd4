"""Chinese numerals and full-width digits, as official documents write numbers."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True)) | {
    "萬": "万",
    "億": "亿",
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_NUMERAL = re.compile(r"[零〇○一二三四五六七八九两十百千万亿]+")
_WIDE = str.maketrans("０１２３４５６７８９，．％－＋：／（）", "0123456789,.%-+:/()")


def narrow(text: str) -> str:
    """The text with full-width digits and number signs as ASCII; other characters as they are."""
    return text.translate(_WIDE)


def to_int(text: str) -> int:
    """The value of a whole number: 一千零五十七, 二〇二四, 十二, 壹佰, １，０５７, 1,057, 3万.

    Raises ValueError for anything else.
    """
    plain = narrow(text).strip()
    if re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", plain):
        return int(plain.replace(",", ""))
    mixed = re.fullmatch(r"(\d+)([万亿])", plain)
    if mixed:
        return int(mixed[1]) * _BIG[mixed[2]]
    numeral = "".join(_FORMAL.get(char, char) for char in plain)
    if not _NUMERAL.fullmatch(numeral):
        raise ValueError(f"not a number: {text!r}")
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    return _value(numeral, text)


def _value(numeral: str, text: str) -> int:
    """Reads place by place; a unit that does not get smaller within its section is no number."""
    total = section = 0
    digit: int | None = None
    last_unit, last_big = 10_000, 10**16
    for char in numeral:
        if char in _DIGITS:
            if digit:
                raise ValueError(f"not a number: {text!r}")
            digit = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (digit is None and (unit != 10 or section or total)):
                raise ValueError(f"not a number: {text!r}")
            section += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        else:
            big = _BIG[char]
            if big >= last_big or section + (digit or 0) == 0:
                raise ValueError(f"not a number: {text!r}")
            total += (section + (digit or 0)) * big
            section, digit, last_unit, last_big = 0, None, 10_000, big
    return total + section + (digit or 0)


def to_chinese(n: int) -> str:
    """A whole number from 0 up to 9999 亿 in Chinese: 1057 → 一千零五十七, 12 → 十二."""
    if not 0 <= n < 10**12:
        raise ValueError(f"out of range: {n}")
    if n == 0:
        return "零"
    parts = [(n // 10**8, "亿"), (n // 10**4 % 10**4, "万"), (n % 10**4, "")]
    text = ""
    for value, big in parts:
        if value == 0:
            continue
        if text and (value < 1000 or n // 10**4 % 10**4 == 0):
            text += "零"
        text += _section(value) + big
    return text.removeprefix("一") if text.startswith("一十") else text


def _section(value: int) -> str:
    digits = "零一二三四五六七八九"
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += digits[digit] + name
        elif text and value and not text.endswith("零"):
            text += "零"
    return text


def year_to_chinese(year: int) -> str:
    """A year digit by digit, as in dates of documents: 2024 → 二〇二四."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
