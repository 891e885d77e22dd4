"""Personal data in text (STATUTE: 个人信息保护法28, 34, 51): numbers, plates, addresses, mailboxes, names; and their masks.

A table is lines of cells set apart by tabs: what its head calls 姓名, 住址 or 账号 is found in the cells below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.textcheck import findings
from gongkai.textcheck.identity import is_identity_number
from gongkai.textcheck.people import find_in_tables, find_names

KINDS = {
    kind.removeprefix("privacy."): name
    for kind, name in findings.KINDS.items()
    if kind.startswith("privacy.")
}
# An office may print its own mobile phone or mailbox, and a fleet its plates; whoever publishes them says why.
_LEVELS = {"mobile_phone": "must_explain", "plate": "must_explain", "name": "must_explain", "email": "hint"}
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
_DOTTED = re.compile("·[A-HJ-NP-Z0-9]{4}[挂学警港澳]")  # the only plates with fewer than five signs in a row
_PASSPORT = re.compile(
    r"(?:护照|通行证|旅行证)[\u4e00-\u9fff：:（）() ]{0,12}(?P<number>[A-Za-z]{1,2}\d{7,9})(?![0-9A-Za-z])"
)
_LOCAL_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*$")
_PRIVATE_MAIL = re.compile(
    r"@(?:vip\.)?(?:qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|gmail|hotmail|outlook|icloud|aliyun|tom|21cn)"
    r"(?:\.[A-Za-z]{2,4}){1,2}"
)
_OFFICE_MAIL = re.compile(r"传真|邮编|邮政编码|办公|联系地址|电话[：:]\s?\d{3,4}-")
_HOME = r"[\u4e00-\u9fff][^，。；;、\n\t]{1,50}?\d{1,5}(?:号楼?|栋|幢|组|单元|室|户|弄)(?:[^，。；;、\n\t（(]{0,30}\d(?:单元|层|楼|室|户|号|栋|幢))?"
_LIVES = re.compile(rf"住(?:(?:址|在|于|地)(?:为|是)?[：:]?|(?<=[现家居常暂租]住))(?P<home>{_HOME})")
_REGISTERED = re.compile(rf"籍(?<=户籍)(?:地址?|所在地|登记地)(?:为|是|在)?[：:]?(?P<home>{_HOME})")
_OFFICE_HOME = re.compile(r"^(?:房|建|宅|院|户|宿|宾|处|所地?(?:变|登))|公司|局|办公|大厦|政府")
_DOUBLE_SURNAMES = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶"
    "|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|令狐|百里|呼延|东郭|南门|西门"
)
_WIDE = "０１２３４５６７８９"
_NARROW = str.maketrans(_WIDE, "0123456789")
# One byte a character: digits and what stands between groups of them; capitals and digits.
_DIGITS = bytes(48 if chr(byte) in "0123456789 -Xx" else 46 for byte in range(256))
_CODES = bytes(65 if chr(byte).isalnum() and byte < 128 else 46 for byte in range(256))


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


def find(text: str) -> Iterator[findings.Finding]:
    """All personal data as findings of the text check; each suggestion is the masked form."""
    for one in sorted(find_private(text) + find_people(text), key=lambda one: one.start):
        masked = masked_form(one.kind, one.text)
        message = f"出现{one.name}，公开前请删去或者遮蔽为“{masked}”。"
        level = _LEVELS.get(one.kind, "block")
        article = "个人信息保护法第二十八条、第五十一条"
        yield findings.Finding(one.start, one.end, level, f"privacy.{one.kind}", message, masked, article)


def find_private(text: str) -> list[Finding]:
    """Every identity number, passport, bank card, mobile phone and number plate in the text, in order."""
    plain = text.translate(_NARROW) if any(char in text for char in _WIDE) else text
    one_byte = plain.encode("ascii", "replace")  # one character for one, so that places stay the same
    found: list[Finding] = []
    for first, last in _runs(one_byte.translate(_DIGITS), b"0" * 11):
        for kind, pattern in _NUMBERS:
            for match in pattern.finditer(plain, first, last):
                start, end = match.span()
                lettered = plain[end : end + 1].isalnum() and plain[end : end + 1].isascii()
                taken = any(start < other.end and other.start < end for other in found[-8:])
                if not taken and not lettered and _holds(kind, match[0]):
                    found.append(Finding(kind, start, end, text[start:end]))
    for first, last in _runs(one_byte.translate(_CODES), b"AAAAA"):
        found += _coded(text, plain, max(0, first - 24), last + 1)
    for match in _DOTTED.finditer(plain):
        found += _coded(text, plain, max(0, match.start() - 2), match.end())
    return sorted(found, key=lambda finding: finding.start)


def _runs(classes: bytes, least: bytes) -> Iterator[tuple[int, int]]:
    """Where characters of the class stand in a row, at least as many as in `least`."""
    mark, at = least[:1], classes.find(least)
    while at >= 0:
        end = at + len(least)
        while classes[end : end + 1] == mark:
            end += 1
        yield at, end
        at = classes.find(least, end)


def _coded(text: str, plain: str, first: int, last: int) -> Iterator[Finding]:
    """Plates and passports whose letters and digits end at `last`."""
    for match in _PLATE.finditer(plain, first, last):
        if match.end() >= last - 2 and any(char.isdigit() for char in match[0]):
            yield Finding("plate", match.start(), match.end(), text[match.start() : match.end()])
    for match in _PASSPORT.finditer(plain, first, last):
        start, end = match.span("number")
        yield Finding("passport", start, end, text[start:end])


def _holds(kind: str, number: str) -> bool:
    """True when the number's own check digit agrees; a phone number has none."""
    digits = re.sub(r"[ -]", "", number).upper()
    if kind == "identity_number":
        return is_identity_number(digits)
    return kind == "mobile_phone" or luhn(digits)


def find_people(text: str) -> list[Finding]:
    """Home addresses, private mailboxes and names of persons concerned, in prose and in tables, in order."""
    found = [Finding(kind, *span, text[slice(*span)]) for kind, span in find_in_tables(text)]
    for at in _PRIVATE_MAIL.finditer(text):
        before = _LOCAL_PART.search(text, max(0, at.start() - 64), at.start())
        if before and not _OFFICE_MAIL.search(text, max(0, before.start() - 60), before.start()):
            found.append(Finding("email", before.start(), at.end(), text[before.start() : at.end()]))
    for pattern in (_LIVES, _REGISTERED):
        for match in pattern.finditer(text):
            if not _OFFICE_HOME.search(match["home"]):
                found.append(Finding("address", *match.span("home"), match["home"]))
    found += [Finding("name", start, end, text[start:end]) for start, end in find_names(text)]
    return sorted(found, key=lambda finding: finding.start)


def mask_private(text: str) -> str:
    """The text with every number of `find_private` replaced; the characters are gone, not covered."""
    for finding in reversed(find_private(text)):
        text = text[: finding.start] + masked_form(finding.kind, finding.text) + text[finding.end :]
    return text


def masked_form(kind: str, words: str) -> str:
    """What stands instead of personal data of this kind."""
    if kind == "identity_number":
        return mask_identity(words)
    if kind == "mobile_phone":
        return mask_phone(words)
    if kind == "name":
        return mask_name(words)
    if kind == "address":
        return mask_address(words)
    return "*" * len(words)


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


def mask_address(address: str) -> str:
    """The address down to the county or district; stars for what follows (贵州省六盘水市钟山区***)."""
    known = re.match(r"(?:[\u4e00-\u9fff]{2,8}?(?:[省市县州盟旗]|(?<![小社园])区))+", address)
    return (known[0] if known else "") + "***"
