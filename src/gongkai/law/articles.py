"""How the articles of the Regulation are written: "36(1)" in records, 条例第三十六条第（一）项 in Chinese."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_RECORD = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?(?:\((\d{1,2})\))?")
_NUMBER = r"([0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_CHINESE = re.compile(
    rf"(?:《?(?:中华人民共和国)?政府信息公开条例》?|《?(?:2008年)?条例》?)?第?{_NUMBER}条"
    rf"(?:第?{_NUMBER}款)?(?:第?[（(]?{_NUMBER}[）)]?项)?"
)


def chinese_number(n: int) -> str:
    """1 to 99 in Chinese, such as 三十六."""
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return _DIGITS.index(text)
    tens, ones = text.split("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def normalise(text: str) -> str:
    """An article of the Regulation in record form: "36(1)", "16.1", "14".

    Takes record form or Chinese (第三十六条第（一）项). Anything else, such as another law, comes back as it is, stripped.
    """
    compact = re.sub(r"\s", "", text).replace("（", "(").replace("）", ")")
    if _RECORD.fullmatch(compact):
        return compact
    match = _CHINESE.fullmatch(compact)
    if match is None:
        return text.strip()
    article, paragraph, item = (_value(group) if group else 0 for group in match.groups())
    return f"{article}{f'.{paragraph}' if paragraph else ''}{f'({item})' if item else ''}"


def is_article(text: str) -> bool:
    """True for an article of the Regulation in record form, False for another law's name."""
    return _RECORD.fullmatch(text) is not None


def number(article: str) -> int | None:
    """The article's number (36 of "36(1)"), None for another law."""
    match = _RECORD.fullmatch(article)
    return int(match.group(1)) if match else None


def within(article: str, base: str) -> bool:
    """True when the article is the base itself or a part of it: "14.1" lies within "14"."""
    return article == base or article.startswith((f"{base}.", f"{base}("))


def cite(article: str, law: str = "条例") -> str:
    """The article in Chinese with the law before it; another law's citation comes back unchanged."""
    match = _RECORD.fullmatch(article)
    if match is None:
        return article
    number, paragraph, item = match.groups()
    return (
        f"{law}第{chinese_number(int(number))}条"
        + (f"第{chinese_number(int(paragraph))}款" if paragraph else "")
        + (f"第（{chinese_number(int(item))}）项" if item else "")
    )
