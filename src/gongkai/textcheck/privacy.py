"""Personal data in text: identity numbers, mobile phones, bank cards, number plates; and how to mask them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.textcheck.identity import is_identity_number

KINDS = {
    "identity_number": "公民身份号码",
    "mobile_phone": "手机号码",
    "bank_card": "银行账号",
    "plate": "车牌号码",
}
# Numbers as people group them. None begins or ends inside a longer run of digits.
_NUMBERS = (
    ("identity_number", re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![0-9A-Za-z])")),
    ("bank_card", re.compile(r"(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")),
    ("mobile_phone", re.compile(r"(?<!\d)(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
)
_PLATE = re.compile(
    r"[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新][A-HJ-NP-Z][·•. ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![A-Za-z0-9])"
)
_DOUBLE_SURNAMES = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶"
    "|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|百里|呼延|东郭|南门|西门"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in a text: what it is, where (start and end index), and its words."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def name(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]


def luhn(digits: str) -> bool:
    """True when the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find_private(text: str) -> list[Finding]:
    """Every identity number, mobile phone, bank card and number plate in the text, in order."""
    plain = text.translate(_WIDE)  # one character for one, so that places stay the same
    found: list[Finding] = []
    for kind, pattern in _NUMBERS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            taken = any(start < other.end and other.start < end for other in found)
            if not taken and _holds(kind, match[0]):
                found.append(Finding(kind, start, end, text[start:end]))
    for match in _PLATE.finditer(plain):
        if any(char.isdigit() for char in match[0]):
            found.append(Finding("plate", match.start(), match.end(), text[match.start() : match.end()]))
    return sorted(found, key=lambda finding: finding.start)


def _holds(kind: str, number: str) -> bool:
    """True when the number's own check digit agrees; a phone number has none."""
    digits = re.sub(r"[ -]", "", number).upper()
    if kind == "identity_number":
        return is_identity_number(digits)
    return kind == "mobile_phone" or luhn(digits)


def mask_private(text: str) -> str:
    """The text with every finding replaced; the characters are gone, not covered."""
    for finding in reversed(find_private(text)):
        text = text[: finding.start] + _masked(finding) + text[finding.end :]
    return text


def _masked(finding: Finding) -> str:
    if finding.kind == "identity_number":
        return mask_identity(finding.text)
    if finding.kind == "mobile_phone":
        return mask_phone(finding.text)
    return "*" * len(finding.text)


def mask_name(name: str) -> str:
    """The surname and 某 for what follows: 王小明 → 王某某, 欧阳娜 → 欧阳某. An empty name stays empty."""
    name = name.strip()
    kept = 2 if len(name) > 2 and _DOUBLE_SURNAMES.match(name) else 1
    return name[:kept] + "某" * max(len(name) - kept, 1) if name else ""


def mask_identity(number: str) -> str:
    """The first 6 characters (the region) and the last 2; the rest is stars."""
    number = re.sub(r"[ -]", "", number)
    return number[:6] + "*" * (len(number) - 8) + number[-2:] if len(number) > 8 else "*" * len(number)


def mask_phone(phone: str) -> str:
    """The first 3 and the last 4 digits; the rest is stars (a short number is all stars)."""
    phone = re.sub(r"[ -]", "", phone)
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:] if len(phone) > 7 else "*" * len(phone)
